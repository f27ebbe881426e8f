"""Pinyin of names: surnames with a reading of their own, and both readings searchable."""

import pytest

from jiuzhu.persons.names import pinyin, search_key


@pytest.mark.parametrize(
    ("name", "reading"),
    [("单田芳", "shan tian fang"), ("曾志强", "zeng zhi qiang"), ("仇英", "qiu ying"), ("林秋娥", "lin qiu e")],
)
def test_surnames_are_read_as_surnames(name: str, reading: str) -> None:
    assert pinyin(name) == reading


def test_both_readings_and_initials_are_searchable() -> None:
    keys = search_key("曾志强").split()
    assert {"zengzhiqiang", "cengzhiqiang", "zzq", "czq"} <= set(keys)


def test_rare_characters_do_not_break_it() -> None:
    assert "㛃" in search_key("欧阳㛃") or search_key("欧阳㛃")
