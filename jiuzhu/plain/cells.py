"""Cells for exports that people open in a spreadsheet: no cell may start a formula (trust.md, Bad input)."""

import re
from collections.abc import Iterable

# A spreadsheet takes these as the start of a formula; East Asian editions also take the full-width forms.
_FORMULA_STARTS = frozenset("=+-@＝＋－＠")
_PLAIN_NUMBER = re.compile(r"[+-]?[0-9][0-9,]*(\.[0-9]+)?")
# Characters a spreadsheet drops before it looks for a formula, though `str.lstrip` keeps some of them.
_UNSEEN = "\ufeff\u200b\u200c\u200d\u2060\x00"


def neutral(cell: str) -> str:
    """The same text, made unable to act as a formula: an apostrophe stands before it.

    A plain signed number such as `-321.00` isn't a formula and stays as it is, so columns of money still add up.
    Neutralising twice changes nothing more.
    """
    if _PLAIN_NUMBER.fullmatch(cell):
        return cell
    seen = cell.lstrip().lstrip(_UNSEEN).lstrip()
    if (seen and seen[0] in _FORMULA_STARTS) or cell[:1] in ("\t", "\r", "\n"):
        return "'" + cell
    return cell


def neutral_row(cells: Iterable[object]) -> list[object]:
    """A row for an export: texts neutralised, other values (numbers, dates, None) untouched."""
    return [neutral(cell) if isinstance(cell, str) else cell for cell in cells]
