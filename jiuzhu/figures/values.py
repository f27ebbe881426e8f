"""A figure's value as officials type it, as it is stored, and as the law floor reads it: strictly by its unit."""

import datetime as dt

from jiuzhu.ground.refusals import BadInput
from jiuzhu.law.figure_file import Figure, Value, read_value
from jiuzhu.law.figure_page import shown as in_unit
from jiuzhu.law.figures import figure
from jiuzhu.plain import money
from jiuzhu.plain.days import full

MONEY = {"fen", "fen_per_month"}
LISTS = {"table", "ratio_percents"}
FLAGS = {"是": "yes", "否": "no"}
# What a figure of words says, as officials read and write it.
WORDS = {"bureau": "区民政局", "township": "街道（乡镇）"}
LONGEST_NUMBER = 6  # digits of a count, of days, of per cents: more is a slip of the keyboard
HINTS = {
    "fen": "金额，写元，例如 1085 或 1085.50",
    "fen_per_month": "每人每月的金额，写元，例如 1085 或 1085.50",
    "ratio_percent": "百分比，写整数，例如 150 表示 150%",
    "flag": "写“是”或“否”",
    "date": "日期，例如 2026-07-01",
    "table": "一列整数，用顿号隔开",
    "ratio_percents": "一列百分比，用顿号隔开",
}
WHOLE = "整数"


def hint(file: Figure) -> str:
    """How to write a value of this figure."""
    return f"写其中之一：{'、'.join(known_texts(file))}" if file.unit == "text" else HINTS.get(file.unit, WHOLE)


def known_texts(file: Figure) -> dict[str, str]:
    """What a figure of words may say, as it is written: what its file knows, since the rules read nothing else."""
    found = sorted({e.value for e in file.entries if isinstance(e.value, str)})
    return {WORDS.get(word, word): word for word in found}


def shown(unit: str, value: Value) -> str:
    """A value as officials read it."""
    if isinstance(value, dt.date):
        return full(value)
    return WORDS.get(value, value) if isinstance(value, str) else in_unit(unit, value)


def typed(name: str, text: str) -> Value:
    """What was typed, as a value in the figure's unit. Raises BadInput with how to write it."""
    file, plain = figure(name), text.strip()
    try:
        value = _typed(file, plain)
    except ValueError as error:
        raise BadInput(f"{str(error).rstrip('。')}。请写{hint(file)}", field="value") from None
    if file.unit == "fen_per_month" and value == 0:
        raise BadInput("标准不能是 0。请照文件填写", field="value")
    return value


def _typed(file: Figure, plain: str) -> Value:
    if file.unit in MONEY:
        fen = money.parse(plain)
        if fen < 0:
            raise ValueError(f"“{plain}”是负数")
        return fen
    if file.unit == "flag":
        return read_value("flag", FLAGS.get(plain, plain))
    if file.unit in LISTS:
        return read_value(
            file.unit, [_short(part) for part in plain.replace(",", "、").replace("，", "、").split("、")]
        )
    if file.unit == "text":
        if plain not in known_texts(file):
            raise ValueError(f"不认识“{plain}”")
        return known_texts(file)[plain]
    return read_value(file.unit, plain if file.unit == "date" else _short(plain))


def _short(text: str) -> str:
    digits = text.strip().removesuffix("%")
    if len(digits) > LONGEST_NUMBER:
        raise ValueError(f"“{digits}”太长")
    return digits


def stored(value: Value) -> str:
    """The text a value is stored as."""
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "、".join(map(str, value)) if isinstance(value, tuple) else str(value)


def read(name: str, text: str) -> Value:
    """A stored text as the law floor reads it."""
    unit = figure(name).unit
    return read_value(unit, text.split("、") if unit in LISTS else text)
