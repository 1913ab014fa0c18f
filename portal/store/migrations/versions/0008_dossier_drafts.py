"""Drafts of the form of a funding file, each kept for its own agent."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "dossier_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
            name=op.f("fk_dossier_draft_agent_id_agent"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_dossier_draft_dossier_id_dossier"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_dossier_draft_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_draft")),
        sa.UniqueConstraint(
            "agent_id",
            "listing_id",
            "dossier_id",
            name=op.f("uq_dossier_draft_agent_id_listing_id_dossier_id"),
        ),
    )
    with op.batch_alter_table("dossier_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_draft_agent_id"), ["agent_id"], unique=False)


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("dossier_draft")
