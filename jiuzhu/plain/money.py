"""Money is whole fen (分) in an int, never a float. One yuan is a hundred fen."""

import re

_YUAN = re.compile(r"(-?)([0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.([0-9]{1,2}))?")
_FEN_IN_YUAN = 100
# Fits int64 with room for a district's sums: larger is a slip of the keyboard.
_MOST_DIGITS = 13


class BadMoney(ValueError):
    """A text that is no amount of money; the message is a Chinese sentence."""


def parse(text: str) -> int:
    """Fen of a text in yuan: "0.07" is 7, "1,185" is 118500. Raises BadMoney, never rounds."""
    matched = _YUAN.fullmatch(text.strip())
    if matched is None:
        raise BadMoney(f"“{text}”不是金额，请写成元，最多两位小数，例如 1085 或 1085.50。")
    sign, whole, cents = matched.groups()
    digits = whole.replace(",", "")
    if len(digits) > _MOST_DIGITS:
        raise BadMoney(f"“{text}”太大，请检查是不是多写了几位。")
    fen = int(digits) * _FEN_IN_YUAN + int((cents or "").ljust(2, "0"))
    return -fen if sign else fen


def format_plain(fen: int) -> str:
    """Yuan with two decimals and no grouping, as JSON and files print it: "1185.00"."""
    sign, yuan, cents = _parts(fen)
    return f"{sign}{yuan}.{cents:02d}"


def format_grouped(fen: int) -> str:
    """Yuan with two decimals and thousands separators, as pages and forms print it: "1,185.00"."""
    sign, yuan, cents = _parts(fen)
    return f"{sign}{yuan:,}.{cents:02d}"


def round_half_up(numerator: int, denominator: int) -> int:
    """The whole number nearest to numerator / denominator; a half goes up, towards plus infinity."""
    if denominator <= 0:
        raise ValueError("the denominator must be positive")
    return (2 * numerator + denominator) // (2 * denominator)


def _parts(fen: int) -> tuple[str, int, int]:
    yuan, cents = divmod(abs(fen), _FEN_IN_YUAN)
    return ("-" if fen < 0 else ""), yuan, cents
