"""The least that Flask can do: what pages are measured against."""

from __future__ import annotations

from flask import Flask

app = Flask(__name__)


@app.get("/")
@app.get("/sante")
def hello() -> str:
    """Say hello."""
    return "hello"
