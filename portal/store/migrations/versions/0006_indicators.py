"""Indicators, envelopes, reminders; documents that are kept under drawn names."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "envelope",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("caf_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_envelope_amount")),
        sa.ForeignKeyConstraint(["caf_id"], ["caf.id"], name=op.f("fk_envelope_caf_id_caf")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_envelope")),
        sa.UniqueConstraint("caf_id", "year", name=op.f("uq_envelope_caf_id_year")),
    )
    op.create_table(
        "indicator_report",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "demande",
                "saisi",
                "valide",
                name="reportstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("notes", sa.Text(), nullable=False),
        sa.Column(
            "source",
            sa.Enum(
                "lien",
                "compte",
                "agent",
                name="reportsource",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("entered_by", sa.String(length=120), nullable=False),
        sa.Column("entered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("validated_by", sa.String(length=120), nullable=False),
        sa.Column("validated_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("year >= 2000 AND year <= 2199", name=op.f("ck_indicator_report_year")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_indicator_report_listing_id_listing")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_report")),
        sa.UniqueConstraint("listing_id", "year", name=op.f("uq_indicator_report_listing_id_year")),
    )
    with op.batch_alter_table("indicator_report", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_report_year_state"), ["year", "state"], unique=False
        )

    op.create_table(
        "dossier_reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_dossier_reminder_dossier_id_dossier"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_reminder")),
        sa.UniqueConstraint(
            "dossier_id", "kind", "due_on", name=op.f("uq_dossier_reminder_dossier_id_kind_due_on")
        ),
    )
    op.create_table(
        "indicator_link",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("mail", sa.String(length=254), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("sent_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["report_id"],
            ["indicator_report.id"],
            name=op.f("fk_indicator_link_report_id_indicator_report"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_indicator_link")),
        sa.UniqueConstraint("digest", name=op.f("uq_indicator_link_digest")),
    )
    with op.batch_alter_table("indicator_link", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_indicator_link_report_id"), ["report_id"], unique=False
        )

    with op.batch_alter_table("dossier_document", schema=None) as batch_op:
        batch_op.add_column(sa.Column("stored_as", sa.String(length=64), nullable=False))
        batch_op.add_column(sa.Column("removed_at", sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column("removed_by", sa.String(length=120), nullable=False))
        batch_op.drop_constraint(
            batch_op.f("uq_dossier_document_dossier_id_sha256"), type_="unique"
        )
        batch_op.create_index(
            batch_op.f("ix_dossier_document_dossier_id"), ["dossier_id"], unique=False
        )
        batch_op.create_unique_constraint(
            batch_op.f("uq_dossier_document_stored_as"), ["stored_as"]
        )


def downgrade() -> None:
    """Take the change back."""
    with op.batch_alter_table("dossier_document", schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f("uq_dossier_document_stored_as"), type_="unique")
        batch_op.drop_index(batch_op.f("ix_dossier_document_dossier_id"))
        batch_op.create_unique_constraint(
            batch_op.f("uq_dossier_document_dossier_id_sha256"), ["dossier_id", "sha256"]
        )
        batch_op.drop_column("removed_by")
        batch_op.drop_column("removed_at")
        batch_op.drop_column("stored_as")

    with op.batch_alter_table("indicator_link", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_link_report_id"))

    op.drop_table("indicator_link")
    op.drop_table("dossier_reminder")
    with op.batch_alter_table("indicator_report", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_indicator_report_year_state"))

    op.drop_table("indicator_report")
    op.drop_table("envelope")
