"""Funding files (dossiers): what they say, and their documents."""

import sqlalchemy as sa
from alembic import op

revision = "0005a"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "dossier",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("caf_id", sa.Integer(), nullable=False),
        sa.Column(
            "text",
            sa.Enum(
                "R", "F", name="fundingtext", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "axis",
            sa.Enum(
                "axe_1", "axe_2", name="axis", native_enum=False, create_constraint=True, length=40
            ),
            nullable=False,
        ),
        sa.Column("first_year", sa.Integer(), nullable=False),
        sa.Column("last_year", sa.Integer(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "brouillon",
                "deposee",
                "en_instruction",
                "pieces_demandees",
                "avis_rendu",
                "accordee",
                "refusee",
                "conventionnee",
                "acompte_verse",
                "bilan_recu",
                "soldee",
                "abandonnee",
                "resiliee",
                name="dossierstate",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("asked", sa.BigInteger(), nullable=False),
        sa.Column("granted", sa.BigInteger(), nullable=True),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("renewed_from_id", sa.Integer(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "NOT (state IN ('accordee', 'acompte_verse', 'bilan_recu', 'conventionnee', 'soldee'))"
            " OR (granted IS NOT NULL AND starts_on IS NOT NULL AND ends_on IS NOT NULL)",
            name=op.f("ck_dossier_convention"),
        ),
        sa.CheckConstraint(
            "2000 <= first_year AND first_year <= last_year", name=op.f("ck_dossier_years")
        ),
        sa.CheckConstraint("asked >= 0", name=op.f("ck_dossier_asked")),
        sa.CheckConstraint("granted > 0 AND granted <= asked", name=op.f("ck_dossier_granted")),
        sa.CheckConstraint("starts_on <= ends_on", name=op.f("ck_dossier_dates")),
        sa.ForeignKeyConstraint(["caf_id"], ["caf.id"], name=op.f("fk_dossier_caf_id_caf")),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_dossier_listing_id_listing")
        ),
        sa.ForeignKeyConstraint(
            ["renewed_from_id"], ["dossier.id"], name=op.f("fk_dossier_renewed_from_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier")),
    )
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_dossier_caf_id"), ["caf_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_dossier_listing_id"), ["listing_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_dossier_renewed_from_id"), ["renewed_from_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_dossier_state_starts_on_ends_on"),
            ["state", "starts_on", "ends_on"],
            unique=False,
        )
    op.create_table(
        "dossier_document",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("added_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.CheckConstraint("size > 0", name=op.f("ck_dossier_document_size")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_dossier_document_agent_id_agent")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_document_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_document")),
        sa.UniqueConstraint(
            "dossier_id", "sha256", name=op.f("uq_dossier_document_dossier_id_sha256")
        ),
    )
    op.create_table(
        "dossier_line",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column(
            "side",
            sa.Enum(
                "charge",
                "produit",
                name="side",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("heading", sa.String(length=2), nullable=False),
        sa.Column("label", sa.String(length=500), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column(
            "part",
            sa.Enum(
                "lieu",
                "laep",
                "clas",
                name="budgetpart",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column(
            "nature",
            sa.Enum(
                "fonctionnement",
                "personnel",
                "investissement",
                "contribution_volontaire",
                "benevolat",
                "mise_a_disposition",
                name="chargenature",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column("other_caf", sa.Boolean(), nullable=True),
        sa.Column("more_time", sa.Boolean(), nullable=True),
        sa.Column(
            "funder",
            sa.Enum(
                "caf_volet3",
                "caf_autre",
                "spip",
                "collectivite",
                "etat",
                "msa",
                "usagers",
                "autre",
                name="funder",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=True,
        ),
        sa.CheckConstraint(
            "(side = 'charge'"
            " AND heading IN ('60', '61', '62', '63', '64', '65', '66', '67', '68', '86')"
            " AND funder IS NULL)"
            " OR (side = 'produit'"
            " AND heading IN ('70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '87')"
            " AND nature IS NULL)",
            name=op.f("ck_dossier_line_heading"),
        ),
        sa.CheckConstraint("amount >= 0", name=op.f("ck_dossier_line_amount")),
        sa.ForeignKeyConstraint(
            ["dossier_id"],
            ["dossier.id"],
            name=op.f("fk_dossier_line_dossier_id_dossier"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_line")),
    )
    with op.batch_alter_table("dossier_line", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossier_line_dossier_id"), ["dossier_id"], unique=False
        )


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("dossier_line")
    op.drop_table("dossier_document")
    op.drop_table("dossier")
