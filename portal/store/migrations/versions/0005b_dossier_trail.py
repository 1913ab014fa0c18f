"""What happened to funding files: steps, decisions, payments; none of it is rewritten."""

import sqlalchemy as sa
from alembic import op

# The last of two parts that were one: databases which took them together stand at its id.
revision = "0005"
down_revision = "0005a"
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
    if op.get_bind().dialect.name == "sqlite":
        op.execute("DROP TRIGGER dossier_no_delete")
    else:
        op.execute("DROP FUNCTION refuse_dossier_deletion() CASCADE")
    op.drop_table("dossier_payment")
    op.drop_table("dossier_decision")
    op.drop_table("dossier_step")
