"""Static files under names that change with their content, compressed once, served for ever.

The files of ``static/`` are copied to the instance folder as ``name.hash.ext``, with the references
between them (style sheets to fonts, scripts to scripts) rewritten, parts of style
sheets put in place of their imports, and gzip and Brotli variants.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from wsgiref.headers import Headers

from whitenoise import WhiteNoise
from whitenoise.compress import Compressor

from portal.settings import ROOT

SOURCE = ROOT / "static"
_TEXT = frozenset({".css", ".js", ".svg"})
_NOT_SERVED = frozenset({".toml", ".md"})
_REFERENCE = re.compile(
    r"""(?P<open>url\(["']?|["'])(?P<path>\.{0,2}/?[\w./-]+\.\w+)(?P<close>["')])"""
)
_IMPORT = re.compile(r'@import url\("(?P<path>[^"]+)"\) layer\((?P<layer>\w+)\);\n')
_HASHED = re.compile(r"\.[0-9a-f]{12}\.\w+$")


@dataclass(frozen=True)
class Assets:
    """The built files: their folder and the address of each by its name under ``static/``."""

    folder: Path
    addresses: Mapping[str, str]

    def serve(self, application: object, headers: Mapping[str, str]) -> WhiteNoise:
        """Return the application with the files served in front of it, under these headers."""

        def add_headers(given: Headers, _path: str, _url: str) -> None:
            for name, value in headers.items():
                given[name] = value

        return WhiteNoise(
            application,
            root=str(self.folder),
            prefix="static/",
            max_age=300,
            add_headers_function=add_headers,
            immutable_file_test=lambda _path, url: _HASHED.search(url) is not None,
        )


def build_assets(target: Path, source: Path = SOURCE) -> Assets:
    """Build the files of ``source`` below ``target`` unless that very content is there already."""
    files = sorted(
        path.relative_to(source).as_posix()
        for path in source.rglob("*")
        if path.is_file() and path.suffix not in _NOT_SERVED and path.parent.name != "parts"
    )
    builder = _Builder(source)
    for name in files:
        builder.build(name)
    whole = hashlib.sha256("".join(sorted(builder.names.values())).encode()).hexdigest()[:16]
    folder = target / whole
    if not folder.exists():
        builder.write(folder)
    return Assets(folder, {name: f"/static/{built}" for name, built in builder.names.items()})


@dataclass
class _Builder:
    """Works out the final content and name of each file, what it refers to first."""

    source: Path
    names: dict[str, str] = field(default_factory=dict)
    contents: dict[str, bytes] = field(default_factory=dict)

    def build(self, name: str) -> str:
        """Return the final name of a file."""
        if name not in self.names:
            content = (self.source / name).read_bytes()
            if Path(name).suffix == ".css":
                content = _IMPORT.sub(
                    lambda found: self._part(name, found), content.decode()
                ).encode()
            if Path(name).suffix in _TEXT:
                content = self._rewritten(name, content.decode()).encode()
            path = PurePosixPath(name)
            mark = hashlib.sha256(content).hexdigest()[:12]
            self.names[name] = str(path.with_name(f"{path.stem}.{mark}{path.suffix}"))
            self.contents[name] = content
        return self.names[name]

    def write(self, folder: Path) -> None:
        """Write everything beside, then put it in place at once."""
        folder.parent.mkdir(parents=True, exist_ok=True)
        beside = Path(tempfile.mkdtemp(dir=folder.parent))
        compressor = Compressor(quiet=True)
        for name, content in self.contents.items():
            path = beside / self.names[name]
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
            if compressor.should_compress(path.name):
                for _ in compressor.compress(str(path)):
                    pass
        beside.chmod(0o755)
        try:
            beside.rename(folder)
        except OSError:
            # Another process was quicker, with the same content.
            shutil.rmtree(beside)

    def _part(self, name: str, found: re.Match[str]) -> str:
        """Return an imported part of a style sheet, to stand in place of its import."""
        part = _normal(PurePosixPath(name).parent / found["path"])
        text = (self.source / part).read_text(encoding="utf-8")
        return f"@layer {found['layer']} {{\n{self._rewritten(part, text)}}}\n"

    def _rewritten(self, name: str, text: str) -> str:
        here = PurePosixPath(name).parent

        def replace(match: re.Match[str]) -> str:
            wanted = _normal(here / match["path"])
            if wanted == name or not (self.source / wanted).is_file():
                return match[0]
            built = PurePosixPath(self.build(wanted))
            return f"{match['open']}/static/{built}{match['close']}"

        return _REFERENCE.sub(replace, text)


def _normal(path: PurePosixPath) -> str:
    parts: list[str] = []
    for part in path.parts:
        if part == "..":
            parts[-1:] = []
        elif part not in (".", "/"):
            parts.append(part)
    return "/".join(parts)
