"""Reads a situation file (YAML without guesses); what is wrong is named with file, line and reason (`BadFile`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from jiuzhu.law.situation import BadSituation, Situation
from jiuzhu.law.situation_reading import situation_from_plain
from jiuzhu.law.strict_yaml import BadFile, Document, load, loads

__all__ = ["BadFile", "read_situation", "read_situation_text"]


def read_situation(path: Path) -> Situation:
    """The situation in a file. Raises `BadFile`."""
    return _situation(load(path))


def read_situation_text(text: str, name: str) -> Situation:
    """The situation in a text that came from elsewhere; `name` is what errors call it. Raises `BadFile`."""
    return _situation(loads(text, name))


def _situation(document: Document) -> Situation:
    plain: Any = document.plain
    try:
        return situation_from_plain(plain)
    except BadSituation as refused:
        raise document.error(refused.reason, *refused.path) from None
