"""Numbers of pages opened, by kind of page, département and day."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "visit_count",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("departement", sa.String(length=3), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.CheckConstraint("opened > 0", name=op.f("ck_visit_count_opened")),
        sa.PrimaryKeyConstraint("day", "page", "departement", name=op.f("pk_visit_count")),
    )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("visit_count")
