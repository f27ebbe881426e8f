import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiuzhu.law.strict_yaml import BadFile, load, loads


def test_every_scalar_stays_the_text_it_is():
    plain = loads("a: 0.07\nb: on\nc: 2021-12-15\nd: 00501\ne: null\nf: ~\ng: ''\n", "x.yaml").plain
    assert plain == {"a": "0.07", "b": "on", "c": "2021-12-15", "d": "00501", "e": "null", "f": "~", "g": ""}


def test_each_place_knows_its_line():
    document = loads("title: 一户\nincome:\n  - {of: a, yuan: 6}\n  - of: b\n    yuan: -1\n", "x.yaml")
    assert document.line("income", 1, "yuan") == 5
    assert document.line("income", 0, "not there") == 3
    assert str(document.error("金额不能是负数。", "income", 1, "yuan")) == "x.yaml 第 5 行：金额不能是负数。"


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("a: 1\nb: 2\na: 3\n", 3, "写了两次"),
        ("a: &x 1\nb: *x\n", 1, "锚点"),
        ("a: 1\nb: !!int 3\n", 2, "标签"),
        ("a: 1\n---\nb: 2\n", 2, "一份内容"),
        ("", 1, "空的"),
        ("a: [1\n", 2, "写法不对"),
        ("a: 1\n b: 2\n", 2, "写法不对"),
        ("{[1]: 2}", 1, "键必须是文字"),
        ("[" * 60 + "]" * 60, 1, "嵌套太深"),
        ("a: \x00", 1, "不能用的字符"),
    ],
)
def test_what_can_be_misread_is_refused_with_line_and_reason(text, line, reason):
    with pytest.raises(BadFile) as refused:
        loads(text, "x.yaml")
    assert (refused.value.line, refused.value.file) == (line, "x.yaml")
    assert reason in refused.value.reason


@given(st.text(alphabet=st.sampled_from("ab:-#&*!{}[]'\"\n \t,?|>%@`"), max_size=40))
def test_whatever_stands_in_a_file_is_read_as_text_or_refused(text):
    try:
        plain = loads(text, "x.yaml").plain
    except BadFile as refused:
        assert refused.line >= 1
        assert refused.reason.endswith("。")
    else:
        assert _only_texts(plain)


def _only_texts(plain):
    if isinstance(plain, dict):
        return all(isinstance(key, str) and _only_texts(value) for key, value in plain.items())
    return isinstance(plain, str) or (isinstance(plain, list) and all(map(_only_texts, plain)))


def test_a_file_that_is_missing_or_no_text_is_refused(tmp_path):
    with pytest.raises(BadFile, match="打不开"):
        load(tmp_path / "none.yaml")
    (tmp_path / "gbk.yaml").write_bytes("标题: 一户".encode("gbk"))
    with pytest.raises(BadFile, match="UTF-8"):
        load(tmp_path / "gbk.yaml")
