"""The forms of a page, as a browser sees them."""

from __future__ import annotations

from dataclasses import dataclass, field
from html.parser import HTMLParser


@dataclass(slots=True)
class PageForm:
    """A form that posts: where to, and the values that each field may take as the page has it."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict, repr=False)
    files: set[str] = field(default_factory=set)


class _Reader(HTMLParser):
    def __init__(self, address: str) -> None:
        super().__init__()
        self.address = address
        self.forms: list[PageForm] = []
        self._form: PageForm | None = None
        self._select = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        name = given.get("name", "")
        if tag == "form" and given.get("method", "").lower() == "post":
            self._form = PageForm(given.get("action") or self.address)
            self.forms.append(self._form)
        elif tag == "form":
            self._form = None
        elif self._form is not None:
            self._take(self._form, tag, name, given)

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._form = None

    def _take(self, form: PageForm, tag: str, name: str, given: dict[str, str]) -> None:
        if tag == "select":
            self._select = name
        elif tag == "option" and self._select:
            form.fields.setdefault(self._select, []).append(given.get("value", ""))
        elif tag == "input" and given.get("type") == "file":
            form.files.add(name)
        elif tag in ("input", "textarea", "button") and name:
            form.fields.setdefault(name, []).append(given.get("value", ""))
        if tag == "button" and "formaction" in given:
            self.forms.append(PageForm(given["formaction"], form.fields, form.files))


def forms_on(address: str, page: str) -> list[PageForm]:
    """Return the forms of a page that post."""
    reader = _Reader(address)
    reader.feed(page)
    return reader.forms
