"""Ids are given out once, history refuses replacement, an import knows every Caf that it touches."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None


_COUNTED = ("listing", "site", "exceptional_hours", "offer", "contact", "operator")
_PLAIN, _COUNTING = "id INTEGER NOT NULL", "id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT"

_ONLY_ADDED = {
    "audit_event": "id = NEW.id OR digest = NEW.digest",
    "listing_version": "id = NEW.id OR (listing_id = NEW.listing_id AND number = NEW.number)",
    "dossier_step": "id = NEW.id",
    "dossier_decision": "id = NEW.id OR dossier_id = NEW.dossier_id OR step_id = NEW.step_id",
    "dossier_payment": "id = NEW.id OR (dossier_id = NEW.dossier_id AND kind = NEW.kind)"
    " OR step_id = NEW.step_id",
}
"""What a row would replace, where SQLite is asked to insert or replace."""


def upgrade() -> None:
    """Apply the change."""
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.add_column(sa.Column("caf_ids", sa.Text(), nullable=False, server_default="[]"))
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.alter_column("caf_ids", server_default=None)
    if op.get_bind().dialect.name != "sqlite":
        return
    for table in _COUNTED:
        _rebuild(table, counting=True)
    # Listings that were deleted live on in their versions: their ids are not given out again.
    op.execute(
        "UPDATE sqlite_sequence SET seq = max(seq, "
        "(SELECT coalesce(max(listing_id), 0) FROM listing_version)) WHERE name = 'listing'"
    )
    for table, same in _ONLY_ADDED.items():
        op.execute(
            f"CREATE TRIGGER {table}_no_replace BEFORE INSERT ON {table} "
            f"WHEN EXISTS (SELECT 1 FROM {table} WHERE {same}) "
            "BEGIN SELECT RAISE(ABORT, 'history is only ever added to'); END"
        )


def downgrade() -> None:
    """Undo the change."""
    if op.get_bind().dialect.name == "sqlite":
        for table in _ONLY_ADDED:
            op.execute(f"DROP TRIGGER {table}_no_replace")
        for table in _COUNTED:
            _rebuild(table, counting=False)
    with op.batch_alter_table("import_batch", schema=None) as batch_op:
        batch_op.drop_column("caf_ids")


def _rebuild(table: str, *, counting: bool) -> None:
    """Make a table anew with ids that are (not) counted: SQLite can change that in no other way.

    Its own definition is what is changed, so that no constraint is lost.
    """
    run = op.get_bind().exec_driver_sql
    master = f"SELECT sql FROM sqlite_master WHERE tbl_name = '{table}' AND type = "
    indexes = run(f"{master} 'index' AND sql <> ''").scalars().all()
    columns = _columns(run(f"{master} 'table'").scalar_one(), table, counting=counting)
    run(f"CREATE TABLE {table}_new {columns}")
    run(f"INSERT INTO {table}_new SELECT * FROM {table}")
    run(f"DROP TABLE {table}")
    run(f"ALTER TABLE {table}_new RENAME TO {table}")
    for index in indexes:
        run(index)


def _columns(definition: str, table: str, *, counting: bool) -> str:
    columns = definition[definition.index("(") :]
    key = f"CONSTRAINT pk_{table} PRIMARY KEY (id)"
    if counting:
        without = re.sub(rf",\s*{re.escape(key)}", "", columns, count=1)
        return without.replace(_PLAIN, _COUNTING, 1)
    return f"{columns.replace(_COUNTING, _PLAIN, 1).rstrip().removesuffix(')')}, {key})"
