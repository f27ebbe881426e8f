"""Reads a set form back: what stands under a label of the template, as text, after the typesetter has placed it."""

import json
import re
import zlib
from collections.abc import Mapping
from typing import Any

import typst

from jiuzhu.printing import render


def under(form: str, data: Mapping[str, Any], label: str) -> list[str]:
    """The texts that carry a label, in the order of the document."""
    found = typst.query(
        str(render.FORMS / form / "template.typ"),
        f"<{label}>",
        root=str(render.FORMS),
        font_paths=[str(render.FONTS)],
        ignore_system_fonts=True,
        sys_inputs=render.inputs_of(data),
    )
    return [_text(one) for one in json.loads(found)]


def rows(form: str, data: Mapping[str, Any], label: str, width: int) -> list[tuple[str, ...]]:
    """The same, as rows of a table."""
    cells = under(form, data, label)
    assert len(cells) % width == 0
    return [tuple(cells[at : at + width]) for at in range(0, len(cells), width)]


def plain_bytes(pdf: bytes) -> bytes:
    """A PDF with its compressed streams laid open, so that fonts and metadata can be found in it."""
    opened = [pdf]
    for stream in re.findall(rb"stream\r?\n(.*?)\r?\nendstream", pdf, re.DOTALL):
        try:
            opened.append(zlib.decompress(stream))
        except zlib.error:
            opened.append(stream)
    return b"\n".join(opened)


def _text(node: Any) -> str:
    if isinstance(node, list):
        return "".join(map(_text, node))
    if not isinstance(node, dict):
        return ""
    if node.get("func") == "text":
        return str(node["text"])
    if node.get("func") == "space":
        return " "
    return "".join(_text(node[part]) for part in ("children", "child", "body") if part in node)
