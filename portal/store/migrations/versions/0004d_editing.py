"""The tools of staff: drafts, saved views, imports; more of listings."""

import sqlalchemy as sa
from alembic import op

# The last of four parts that were one: databases which took them together stand at its id.
revision = "0004"
down_revision = "0004c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply the change."""
    op.create_table(
        "import_batch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("caf_id", sa.Integer(), nullable=True),
        sa.Column("file_name", sa.String(length=200), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.Column("report", sa.Text(), nullable=False),
        sa.Column("undo", sa.Text(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("applied_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_import_batch_agent_id_agent")
        ),
        sa.ForeignKeyConstraint(["caf_id"], ["caf.id"], name=op.f("fk_import_batch_caf_id_caf")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_import_batch")),
    )
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_import_batch_agent_id"), ["agent_id"], unique=False)
        batch_op.create_index(batch_op.f("ix_import_batch_caf_id"), ["caf_id"], unique=False)
    op.create_table(
        "listing_draft",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("seen_version", sa.Integer(), nullable=True),
        sa.Column("fields", sa.Text(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
            name=op.f("fk_listing_draft_agent_id_agent"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"],
            ["listing.id"],
            name=op.f("fk_listing_draft_listing_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_draft")),
        sa.UniqueConstraint(
            "agent_id", "listing_id", name=op.f("uq_listing_draft_agent_id_listing_id")
        ),
    )
    with op.batch_alter_table("listing_draft", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_listing_draft_agent_id"), ["agent_id"], unique=False)
    op.create_table(
        "not_duplicate",
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=True),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("first_id < second_id", name=op.f("ck_not_duplicate_order")),
        sa.ForeignKeyConstraint(
            ["agent_id"], ["agent.id"], name=op.f("fk_not_duplicate_agent_id_agent")
        ),
        sa.ForeignKeyConstraint(
            ["first_id"],
            ["listing.id"],
            name=op.f("fk_not_duplicate_first_id_listing"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["second_id"],
            ["listing.id"],
            name=op.f("fk_not_duplicate_second_id_listing"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("first_id", "second_id", name=op.f("pk_not_duplicate")),
    )
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("agent_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.String(length=60), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("query", sa.String(length=1000), nullable=False),
        sa.ForeignKeyConstraint(
            ["agent_id"],
            ["agent.id"],
            name=op.f("fk_saved_view_agent_id_agent"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_view")),
        sa.UniqueConstraint(
            "agent_id", "page", "name", name=op.f("uq_saved_view_agent_id_page_name")
        ),
    )
    with op.batch_alter_table("saved_view", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_saved_view_agent_id"), ["agent_id"], unique=False)

    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.add_column(
            sa.Column("review_months", sa.Integer(), nullable=False, server_default="12")
        )
        batch_op.add_column(sa.Column("assignee_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("merged_into_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("premises", sa.Text(), nullable=False, server_default="[]"))
        batch_op.add_column(
            sa.Column("nearby_services", sa.Text(), nullable=False, server_default="[]")
        )
        batch_op.add_column(sa.Column("staff_note", sa.Text(), nullable=True))
        batch_op.create_index(batch_op.f("ix_listing_assignee_id"), ["assignee_id"], unique=False)
        batch_op.create_index(
            batch_op.f("ix_listing_merged_into_id"), ["merged_into_id"], unique=False
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_listing_assignee_id_agent"), "agent", ["assignee_id"], ["id"]
        )
        batch_op.create_foreign_key(
            batch_op.f("fk_listing_merged_into_id_listing"), "listing", ["merged_into_id"], ["id"]
        )

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.add_column(sa.Column("partner", sa.String(length=200), nullable=True))
        batch_op.add_column(sa.Column("schedule", sa.String(length=200), nullable=True))

    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.add_column(sa.Column("directions", sa.Text(), nullable=True))


def downgrade() -> None:
    """Undo the change."""
    with op.batch_alter_table("site", schema=None) as batch_op:
        batch_op.drop_column("directions")

    with op.batch_alter_table("offer", schema=None) as batch_op:
        batch_op.drop_column("schedule")
        batch_op.drop_column("partner")

    with op.batch_alter_table("listing", schema=None) as batch_op:
        batch_op.drop_constraint(
            batch_op.f("fk_listing_merged_into_id_listing"), type_="foreignkey"
        )
        batch_op.drop_constraint(batch_op.f("fk_listing_assignee_id_agent"), type_="foreignkey")
        batch_op.drop_index(batch_op.f("ix_listing_merged_into_id"))
        batch_op.drop_index(batch_op.f("ix_listing_assignee_id"))
        batch_op.drop_column("staff_note")
        batch_op.drop_column("nearby_services")
        batch_op.drop_column("premises")
        batch_op.drop_column("merged_into_id")
        batch_op.drop_column("assignee_id")
        batch_op.drop_column("review_months")

    op.drop_table("saved_view")
    op.drop_table("not_duplicate")
    op.drop_table("listing_draft")
    op.drop_table("import_batch")
