"""Backup and restore: the database and the documents, as they were at one instant.

A document never changes: it is added under a drawn name, and may be taken away. Those that there
are before the database is copied are held, then those that came meanwhile: what was there at its
instant is in the archive, but for what came and went again while the archive was being made.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from datetime import datetime
from pathlib import Path

from sqlalchemy import Engine

from portal.services.backup_archive import BackupError, Manifest, pack, unpack
from portal.services.dossiers.document_files import FOLDER, held_names
from portal.store.sqlite_copy import (
    NoSqliteError,
    copy_in,
    copy_out,
    database_path,
    is_sound,
    known_revisions,
    schema_revision,
    sign_everybody_out,
)

_DATABASE = "portal.db"


def make_backup(engine: Engine, instance: Path, target: Path, now: datetime) -> None:
    """Write everything that cannot be made again into one archive, while the portal runs.

    The index is not in it: it is built from the database. Raises ``BackupError``.
    """
    _refuse_others(engine, "pg_dump --format=custom")
    if not database_path(engine).exists():
        raise BackupError("il n’y a pas encore de base")
    with (
        tempfile.TemporaryDirectory(dir=_folder_of(target), prefix=".sauvegarde-") as folder,
        tempfile.TemporaryDirectory(dir=instance, prefix=".sauvegarde-") as holding,
    ):
        copy, held = Path(folder) / _DATABASE, Path(holding)
        _hold(instance / FOLDER, held)
        copy_out(engine, copy)
        _hold(instance / FOLDER, held)
        if not is_sound(copy):
            raise BackupError("la base est abîmée : restaurez la dernière bonne sauvegarde")
        documents = {f"{FOLDER}/{path.name}": path for path in sorted(held.iterdir())}
        pack({_DATABASE: copy, **documents}, schema_revision(copy), target, now)


def restore_backup(engine: Engine, instance: Path, archive: Path) -> Manifest:
    """Put back what an archive holds in the place of what is there; everybody signs in again.

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
        sign_everybody_out(copy)
        _put_back(folder, engine, instance)
    return manifest


def _put_back(folder: Path, engine: Engine, instance: Path) -> None:
    """Change the documents and the database; a failure leaves both as they were."""
    present, set_aside = instance / FOLDER, folder / "avant"
    if present.exists():
        present.rename(set_aside)
    try:
        if (folder / FOLDER).exists():
            (folder / FOLDER).chmod(0o700)
            (folder / FOLDER).rename(present)
        copy_in(folder / _DATABASE, engine)
    except BaseException:
        shutil.rmtree(present, ignore_errors=True)
        if set_aside.exists():
            set_aside.rename(present)
        raise


def _hold(documents: Path, held: Path) -> None:
    """Keep another name of each document, under which its bytes stay when it is taken away."""
    for name in held_names(documents):
        try:
            os.link(documents / name, held / name)
        except (FileExistsError, FileNotFoundError):
            continue  # held already, or taken away just now
        except OSError:  # a disk that knows one name for each file
            shutil.copyfile(documents / name, held / name)


def _refuse_others(engine: Engine, tool: str) -> None:
    try:
        database_path(engine)
    except NoSqliteError:
        raise BackupError(f"la base est sur PostgreSQL : utilisez {tool}") from None


def _folder_of(target: Path) -> Path:
    if not target.absolute().parent.is_dir():
        raise BackupError(f"le dossier {target.absolute().parent} n’existe pas")
    return target.absolute().parent
