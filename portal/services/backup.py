"""Backup and restore: the database and the uploaded files, as they were at one instant.

Uploaded files are only ever added under drawn names: those of the database's instant are all there
when they are read after it.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from portal.services.backup_archive import BackupError, Manifest, pack, unpack
from portal.store.sqlite_copy import (
    NoSqliteError,
    copy_in,
    copy_out,
    database_path,
    is_sound,
    known_revisions,
    schema_revision,
)

_DATABASE = "portal.db"
_UPLOADS = "uploads"


def make_backup(engine: Engine, instance: Path, target: Path, now: datetime) -> None:
    """Write everything that cannot be made again into one archive, while the portal runs.

    The index is not in it: it is built from the database. Raises ``BackupError``.
    """
    _refuse_others(engine, "pg_dump --format=custom")
    if not database_path(engine).exists():
        raise BackupError("il n’y a pas encore de base")
    with tempfile.TemporaryDirectory(dir=_folder_of(target), prefix=".sauvegarde-") as folder:
        copy = Path(folder) / _DATABASE
        copy_out(engine, copy)
        if not is_sound(copy):
            raise BackupError("la base est abîmée : restaurez la dernière bonne sauvegarde")
        files = {_DATABASE: copy, **_uploaded(instance)}
        pack(files, schema_revision(copy), target, now)


def restore_backup(engine: Engine, instance: Path, archive: Path) -> Manifest:
    """Put back what an archive holds in the place of what is there.

    Nothing is touched before the whole archive is proved sound. Raises ``BackupError``.
    """
    _refuse_others(engine, "pg_restore")
    with tempfile.TemporaryDirectory(dir=instance, prefix=".restauration-") as name:
        folder = Path(name)
        manifest = unpack(archive, folder)
        copy = folder / _DATABASE
        if not copy.exists() or not is_sound(copy):
            raise BackupError(f"la base de {archive} est abîmée : rien n’a été changé")
        if schema_revision(copy) not in known_revisions():
            raise BackupError("cette sauvegarde vient d’une version plus récente du portail")
        _put_back(folder, engine, instance)
    return manifest


def _put_back(folder: Path, engine: Engine, instance: Path) -> None:
    """Change the uploads and the database; a failure leaves both as they were."""
    present, set_aside = instance / _UPLOADS, folder / "avant"
    if present.exists():
        present.rename(set_aside)
    try:
        if (folder / _UPLOADS).exists():
            (folder / _UPLOADS).rename(present)
        copy_in(folder / _DATABASE, engine)
    except BaseException:
        if set_aside.exists():
            shutil.rmtree(present, ignore_errors=True)
            set_aside.rename(present)
        raise


def _uploaded(instance: Path) -> Mapping[str, Path]:
    folder = instance / _UPLOADS
    found = sorted(path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(instance).as_posix(): path for path in found}


def _refuse_others(engine: Engine, tool: str) -> None:
    try:
        database_path(engine)
    except NoSqliteError:
        raise BackupError(f"la base est sur PostgreSQL : utilisez {tool}") from None


def _folder_of(target: Path) -> Path:
    if not target.absolute().parent.is_dir():
        raise BackupError(f"le dossier {target.absolute().parent} n’existe pas")
    return target.absolute().parent
