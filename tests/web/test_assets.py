"""Static files: names that change with content, references rewritten, served for ever."""

from __future__ import annotations

import re
from pathlib import Path

from flask.testing import FlaskClient

from portal.web.assets import build_assets
from tests.web.test_routes import POLICY


def _source(folder: Path, css: str = "@font-face { src: url('../fonts/a.woff2') }") -> Path:
    (folder / "css").mkdir(parents=True)
    (folder / "fonts").mkdir()
    (folder / "css/site.css").write_text(css)
    (folder / "fonts/a.woff2").write_bytes(b"font")
    (folder / "js").mkdir()
    (folder / "js/main.js").write_text('import "./map.js"; import("../absent.js");')
    (folder / "js/map.js").write_text("export {};")
    return folder


def test_references_between_files_follow_their_new_names(tmp_path: Path) -> None:
    assets = build_assets(tmp_path / "built", _source(tmp_path / "source"))
    css = (assets.folder / assets.addresses["css/site.css"].removeprefix("/static/")).read_text()
    assert f"url('{assets.addresses['fonts/a.woff2']}')" in css
    script = (assets.folder / assets.addresses["js/main.js"].removeprefix("/static/")).read_text()
    assert f'import "{assets.addresses["js/map.js"]}"' in script
    assert 'import("../absent.js")' in script


def test_a_name_changes_with_the_content_of_what_it_refers_to(tmp_path: Path) -> None:
    source = _source(tmp_path / "source")
    first = build_assets(tmp_path / "built", source)
    (source / "fonts/a.woff2").write_bytes(b"another font")
    second = build_assets(tmp_path / "built", source)
    assert first.addresses["css/site.css"] != second.addresses["css/site.css"]
    assert first.addresses["js/main.js"] == second.addresses["js/main.js"]
    assert first.folder.exists()


def test_files_are_served_for_ever_and_compressed(client: FlaskClient) -> None:
    page = client.get("/").text
    found = re.search(r'href="(/static/css/portal\.[0-9a-f]{12}\.css)"', page)
    assert found
    with client.get(found[1], headers={"Accept-Encoding": "br, gzip"}) as answer:
        assert answer.data
    assert answer.headers["Content-Encoding"] == "br"
    assert "immutable" in answer.headers["Cache-Control"]
    assert answer.mimetype == "text/css"
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_what_is_not_meant_for_browsers_is_not_served(client: FlaskClient) -> None:
    assert client.get("/static/vendor/vendor.toml").status_code == 404
    assert client.get("/static/../portal/app.py").status_code == 404
