"""Markdown as HTML: anchors on headings, copy buttons, and links that lead to pages of the site."""

import itertools
import posixpath
from collections.abc import Sequence
from functools import lru_cache
from html import escape
from typing import Any

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import get_language
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markdown_it.token import Token

from manual.shelves import CONTENTS, Page, pages


def render(page: Page) -> str:
    text = page.path.read_text(encoding="utf-8")
    return _render(text, posixpath.dirname(page.name), get_language())


@lru_cache(maxsize=128)
def _render(text: str, folder: str, language: str | None) -> str:
    """``language`` is that of the buttons; the pages are English."""
    tokens = parse(text)
    for token in tokens:
        _lead(token.children or [], folder)
    return str(_parser().renderer.render(tokens, _parser().options, {}))


def parse(text: str) -> list[Token]:
    """Return the tokens of ``text``, with an anchor on each heading."""
    tokens = _parser().parse(text)
    taken: set[str] = set()
    for heading, inline in itertools.pairwise(tokens):
        if heading.type == "heading_open" and heading.tag != "h1":
            anchor = slug(plain(inline))
            while anchor in taken:
                anchor += "-1"
            taken.add(anchor)
            heading.attrSet("id", anchor)
    return tokens


def plain(inline: Token) -> str:
    """Return the text of ``inline`` without its marks; a new line is a blank."""
    children = inline.children or []
    return "".join(" " if child.type == "softbreak" else child.content for child in children)


def slug(heading: str) -> str:
    """Return the anchor of ``heading`` as git hosts have it."""
    kept = "".join(c for c in heading.casefold() if c.isalnum() or c in " -_")
    return kept.replace(" ", "-")


@lru_cache(maxsize=1)
def _parser() -> MarkdownIt:
    # HTML in it is shown as text, although the files are ours.
    parser = MarkdownIt("commonmark", {"html": False}).enable("table")
    parser.add_render_rule("fence", _fence)
    parser.add_render_rule("table_open", _table)
    parser.add_render_rule("heading_close", _heading_close)
    return parser


def _fence(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]
) -> str:
    return render_to_string("manual/code.html", {"code": tokens[at].content})


def _table(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]
) -> str:
    return '<table tabindex="0">'  # it scrolls sideways, by the keyboard as well


def _heading_close(
    self: RendererHTML, tokens: Sequence[Token], at: int, options: Any, env: dict[str, Any]
) -> str:
    anchor, text = tokens[at - 2].attrGet("id"), escape(plain(tokens[at - 1]))
    link = f' <a class="anchor" href="#{anchor}" aria-label="Link to: {text}">#</a>'
    return f"{link if anchor else ''}</{tokens[at].tag}>\n"


# Links ------------------------------------------------------------------------------


def _lead(children: list[Token], folder: str) -> None:
    """Lead links and pictures to this site; a file outside of ``docs/`` is named, not linked."""
    for at, token in enumerate(children):
        if token.type == "image":
            token.attrSet("src", _picture(str(token.attrGet("src")), folder))
        if token.type != "link_open":
            continue
        href = address(str(token.attrGet("href")), folder)
        if href is None:
            closing = next(t for t in children[at:] if t.type == "link_close")
            token.tag = closing.tag = "span"
            token.attrs = {"class": "file"}
        else:
            token.attrSet("href", href)


def address(link: str, folder: str) -> str | None:
    """Return where ``link``, in a page of ``folder``, is on this site; None if it is not."""
    if link.startswith(("#", "/", "http://", "https://", "mailto:")):
        return link
    path, hash_mark, anchor = link.partition("#")
    name = posixpath.normpath(posixpath.join(folder, path)).removesuffix(".md")
    if name == CONTENTS.name:
        return reverse("manual:contents")
    if name in pages():
        return reverse("manual:page", args=[name]) + hash_mark + anchor
    return None


def _picture(source: str, folder: str) -> str:
    return reverse("manual:picture", args=[posixpath.basename(source)])
