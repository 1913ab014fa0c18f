"""Markup that must never become part of a page: three hundred ways to try."""

from __future__ import annotations

from itertools import product

_MARK = "data-canary"
_ACT = "window.canary=1"
_TAGS = (
    "<img {mark} src=x onerror={act}>",
    "<svg {mark} onload={act}>",
    "<script {mark}>{act}</script>",
    "<ScRiPt {mark} src=data:text/javascript,{act}></sCrIpT>",
    "<iframe {mark} srcdoc='<script>parent.{act}</script>'></iframe>",
    "<details {mark} open ontoggle={act}>",
    "<a {mark} href=javascript:{act}>x</a>",
    "<input {mark} autofocus onfocus={act}>",
    "<style {mark}>*{{display:none}}</style>",
    "<meta {mark} http-equiv=refresh content=0;url=/urgence>",
    "<form {mark} action=https://exemple.fr><button>x",
    "<math {mark}><mtext><img src=x onerror={act}>",
    "&lt;img {mark} src=x onerror={act}&gt;",
    "javascript:{act}//<b {mark}>",
    "{{{{ ''.__class__ }}}}<b {mark}>",
)
_BEFORE = (
    "",
    '">',
    "'>",
    '" autofocus onfocus=window.canary=1 x="',
    "</script>",
    "</textarea>",
    "</title>",
    "</style>",
    "-->",
    "]]>",
    "\\u0022>",
    "%22%3E",
    "`${window.canary=1}`",
    "</a></li></ul>",
    "\u202e",
    "=HYPERLINK(1)",
    "\t\x0b",
    "</noscript>",
    "</bdi>",
    "</option></select>",
)
PAYLOADS = tuple(
    before + tag.format(mark=_MARK, act=_ACT) for tag, before in product(_TAGS, _BEFORE)
)
