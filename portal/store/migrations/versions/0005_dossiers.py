"""Funding files (dossiers): what they say, what happened to them, their documents."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


_ONLY_ADDED = ("dossier_step", "dossier_decision", "dossier_payment")


def _keep_what_happened() -> None:
    """Let the database refuse to rewrite what happened, and to delete a file that is no draft."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _ONLY_ADDED:
            for act in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{act.lower()} BEFORE {act} ON {table} "
                    "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
                )
        op.execute(
            "CREATE TRIGGER dossier_no_delete BEFORE DELETE ON dossier "
            "WHEN OLD.state <> 'brouillon' "
            "BEGIN SELECT RAISE(ABORT, 'a file is closed, never deleted'); END"
        )
        return
    for table in _ONLY_ADDED:
        op.execute(
            f"CREATE TRIGGER {table}_only_added BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
        )
    op.execute(
        "CREATE FUNCTION refuse_dossier_deletion() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'a file is closed, never deleted'; END $$"
    )
    op.execute(
        "CREATE TRIGGER dossier_no_delete BEFORE DELETE ON dossier FOR EACH ROW "
        "WHEN (OLD.state <> 'brouillon') EXECUTE FUNCTION refuse_dossier_deletion()"
    )
    op.execute(
        "CREATE TRIGGER dossier_no_truncate BEFORE TRUNCATE ON dossier "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_dossier_deletion()"
    )


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

    op.create_table(
        "dossier_step",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
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
        sa.Column("on", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("actor", sa.String(length=120), nullable=False),
        sa.Column("comment", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_dossier_step_agent_id_agent")
        ),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_step_dossier_id_dossier")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_step")),
    )
    with op.batch_alter_table("dossier_step", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_dossier_step_dossier_id"), ["dossier_id"], unique=False
        )

    op.create_table(
        "dossier_decision",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column("rulebook", sa.String(length=40), nullable=False),
        sa.Column("facts", sa.Text(), nullable=False),
        sa.Column("evaluation", sa.Text(), nullable=False),
        sa.Column("overrides", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_decision_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["dossier_step.id"], name=op.f("fk_dossier_decision_step_id_dossier_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_decision")),
        sa.UniqueConstraint("dossier_id", name=op.f("uq_dossier_decision_dossier_id")),
        sa.UniqueConstraint("step_id", name=op.f("uq_dossier_decision_step_id")),
    )
    op.create_table(
        "dossier_payment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dossier_id", sa.Integer(), nullable=False),
        sa.Column("step_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "acompte",
                "solde",
                name="paymentkind",
                native_enum=False,
                create_constraint=True,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("paid_on", sa.Date(), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_dossier_payment_amount")),
        sa.ForeignKeyConstraint(
            ["dossier_id"], ["dossier.id"], name=op.f("fk_dossier_payment_dossier_id_dossier")
        ),
        sa.ForeignKeyConstraint(
            ["step_id"], ["dossier_step.id"], name=op.f("fk_dossier_payment_step_id_dossier_step")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_dossier_payment")),
        sa.UniqueConstraint("dossier_id", "kind", name=op.f("uq_dossier_payment_dossier_id_kind")),
        sa.UniqueConstraint("step_id", name=op.f("uq_dossier_payment_step_id")),
    )
    _keep_what_happened()


def downgrade() -> None:
    """Undo the change."""
    op.drop_table("dossier_payment")
    op.drop_table("dossier_decision")
    with op.batch_alter_table("dossier_step", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_step_dossier_id"))

    op.drop_table("dossier_step")
    with op.batch_alter_table("dossier_line", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_line_dossier_id"))

    op.drop_table("dossier_line")
    op.drop_table("dossier_document")
    with op.batch_alter_table("dossier", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_dossier_state_starts_on_ends_on"))
        batch_op.drop_index(batch_op.f("ix_dossier_renewed_from_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_listing_id"))
        batch_op.drop_index(batch_op.f("ix_dossier_caf_id"))

    op.drop_table("dossier")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION refuse_dossier_deletion()")
