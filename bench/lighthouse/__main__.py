"""``python -m bench.lighthouse``: start the portal, look at three pages, print the scores.

It ends with 1 when a score is below 98. Needs Node.js and Debian's Chromium.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from bench.load.server import served

_FOLDER = Path(__file__).parent
_PROGRAM = _FOLDER / "node_modules" / "lighthouse" / "cli" / "index.js"
_CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
_LEAST = 98
_PAGES = (
    "/",
    "/lieux?lieu=Limoges",
    "/lieux/maison-des-familles-les-mirabelles-demonstration-limoges",
)


def main() -> int:
    """Print the scores of each page in each category."""
    if not _PROGRAM.exists():
        command = ["npm", "ci", "--prefix", str(_FOLDER), "--silent", "--no-audit", "--no-fund"]
        subprocess.run(command, check=True)  # noqa: S603 - its lock file is ours
    lowest = 100
    with tempfile.TemporaryDirectory() as instance:
        environment = {"PORTAL_INSTANCE": instance, "PORTAL_DEMO": "1", "GEOCODER_URL": ""}
        prepare = [sys.executable, "-m", "flask", "--app", "portal", "prepare"]
        subprocess.run(  # noqa: S603 - our own command
            prepare, check=True, capture_output=True, env={**os.environ, **environment}
        )
        with served("portal.wsgi:app", **environment) as address:
            for page in _PAGES:
                scores = _scores(address + page)
                print(page, *(f"{name} {score}" for name, score in scores.items()), sep="  ")
                lowest = min(lowest, *scores.values())
    return 0 if lowest >= _LEAST else 1


def _scores(url: str) -> dict[str, int]:
    chromium = shutil.which("chromium") or ""
    command = [
        "node", str(_PROGRAM), url, "--quiet", "--output=json",
        "--chrome-flags=--headless=new --no-sandbox --disable-gpu",
        f"--only-categories={','.join(_CATEGORIES)}",
    ]  # fmt: skip
    environment = {**os.environ, "CHROME_PATH": chromium}
    told = subprocess.run(  # noqa: S603 - the program installed above
        command, check=True, stdout=subprocess.PIPE, text=True, env=environment
    )
    found = json.loads(told.stdout)["categories"]
    return {name: round(100 * found[name]["score"]) for name in _CATEGORIES}


if __name__ == "__main__":
    sys.exit(main())
