"""Forms by themselves: shape of the data, bytes that stay, only our fonts, names nobody's keyboard has."""

import copy
import hashlib
import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest

from jiuzhu.printing import glyphs, render
from tests.printing import printed

FORMS = render.form_names()
RARE = "䶮㛃㺷𬀩𫖯𬱖"  # characters of real names that small fonts lack
NOWHERE = "\U0002a6d6"  # no vendored font has it


def paths(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every field of a sample; a list by its first entry."""
    if isinstance(value, dict):
        for name, inner in value.items():
            yield (*path, name)
            yield from paths(inner, (*path, name))
    elif isinstance(value, list):
        yield from paths(value[0], (*path, "*"))


FIELDS = [(form, path) for form in FORMS for path in paths(render.sample(form))]


def without(data: Any, path: tuple[str, ...]) -> Any:
    """The data without a field, in every entry of a list."""
    head, *rest = path
    if head == "*":
        return [without(one, tuple(rest)) for one in data]
    if not rest:
        return {name: inner for name, inner in data.items() if name != head}
    return data | {head: without(data[head], tuple(rest))}


def named(form: str, name: str) -> dict[str, Any]:
    """A form's sample for an applicant with this name."""
    data = render.sample(form)
    if "rows" in data:
        return data | {"rows": [data["rows"][0] | {"name": name}]}
    return data | {"applicant": data["applicant"] | {"name": name}}


def test_the_forms_are_there() -> None:
    ours = ("acceptance", "announcement", "assistance", "confirmation", "missing_notice", "not_accepted")
    assert (*ours, "publication", "refusal") == FORMS


@pytest.mark.parametrize("form", FORMS)
def test_a_sample_is_set_as_pdf_a_2b_with_our_fonts_only(form: str) -> None:
    pdf = render.render(form, render.sample(form))
    assert pdf.startswith(b"%PDF-1.")
    inside = printed.plain_bytes(pdf)
    assert b"<pdfaid:part>2</pdfaid:part>" in inside
    assert b"<pdfaid:conformance>B</pdfaid:conformance>" in inside
    fonts = {name.split(b"+")[-1] for name in re.findall(rb"/FontName ?/([\w+-]+)", inside)}
    assert fonts == {b"NotoSerifSC-Regular", b"NotoSansSC-Bold"}


@pytest.mark.parametrize("form", FORMS)
def test_the_same_data_give_the_same_bytes_in_another_process(form: str) -> None:
    first = render.render(form, render.sample(form))
    assert render.render(form, render.sample(form)) == first
    program = (
        "import hashlib, sys; from jiuzhu.printing import render as r; "
        f"sys.stdout.write(hashlib.sha256(r.render('{form}', r.sample('{form}'))).hexdigest())"
    )
    other = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        check=True,
        cwd=render.FORMS.parents[2],
        env={"TZ": "Asia/Shanghai", "LANG": "C", "PATH": ""},
    ).stdout
    assert other == hashlib.sha256(first).hexdigest()


@pytest.mark.parametrize(("form", "path"), FIELDS, ids=lambda v: v if isinstance(v, str) else ".".join(v))
def test_every_field_is_demanded_by_name_and_printed(form: str, path: tuple[str, ...]) -> None:
    data = without(render.sample(form), path)
    with pytest.raises(render.FieldMissing) as told:
        render.render(form, data)
    assert told.value.path == ".".join(path).replace("*", "0")
    with pytest.raises(RuntimeError, match=f'does not contain key "{path[-1]}"'):
        printed.under(form, data, "line")  # past the check: the template itself asks for the field


@pytest.mark.parametrize("form", FORMS)
def test_a_template_asks_for_nothing_that_the_sample_lacks(form: str) -> None:
    text = (render.FORMS / form / "template.typ").read_text("utf-8")
    used = set(re.findall(r"\b(?:data|one|line)\.(\w+)", text)) - {"map", "enumerate", "len", "any", "join"}
    known = {path[-1] for other, path in FIELDS if other == form}
    assert used <= known


def test_what_the_form_has_not_is_refused() -> None:
    data = render.sample("refusal")
    with pytest.raises(render.FieldUnknown, match=r"applicant\.phone"):
        render.render("refusal", data | {"applicant": data["applicant"] | {"phone": "13900000000"}})
    with pytest.raises(render.WrongKind, match="reasons must be a list"):
        render.render("refusal", data | {"reasons": "收入超过"})
    with pytest.raises(render.WrongKind, match=r"lines\.0\.open must be yes or no"):
        render.render("refusal", data | {"lines": [data["lines"][0] | {"open": "是"}]})
    with pytest.raises(render.UnknownForm, match="receipt"):
        render.render("receipt", data)


def test_what_people_type_stays_text() -> None:
    odd = '#panic("x") *重* $a$ \\ <line> // [注] `代码` @同'
    data = render.sample("refusal")
    data["members"][0]["name"] = odd
    assert printed.rows("refusal", data, "member", 5)[0][0] == odd
    assert render.render("refusal", data | {"reasons": [odd]}).startswith(b"%PDF")


@pytest.mark.parametrize("form", FORMS)
def test_names_with_rare_characters_are_printed(form: str) -> None:
    assert glyphs.printable({"name": RARE}) == ({"name": RARE}, ())
    assert render.render(form, named(form, RARE)) != render.render(form, render.sample(form))


@pytest.mark.parametrize("form", FORMS)
def test_a_character_no_font_has_is_left_to_the_pen_and_said(form: str) -> None:
    data = named(form, f"林{NOWHERE}")
    assert render.inputs_of(data)["lacking"] == "U+2A6D6"
    assert f"林{glyphs.TO_WRITE}" in render.inputs_of(data)["data"]
    assert printed.under(form, data, "lacking") == [
        "姓名等处的“□”是字库里没有的字（U+2A6D6），请用黑色笔工整填写，并加盖校正章。"
    ]
    assert printed.under(form, render.sample(form), "lacking") == []
    assert render.render(form, data).startswith(b"%PDF")


def test_breaks_and_invisible_characters_never_reach_the_page() -> None:
    told, lacking = glyphs.printable({"reasons": ["收入\r\n高\t于\u200b标准\ufe00"], "open": True})
    assert told == {"reasons": ["收入  高 于标准"], "open": True}
    assert lacking == ()


def test_the_fixed_words_have_their_glyphs() -> None:
    for file in render.FORMS.rglob("*.typ"):
        words = {c for c in file.read_text("utf-8") if not c.isascii()}
        assert not {c for c in words if ord(c) not in glyphs.covered()}, file.name


def test_threads_share_the_compiler() -> None:
    data = [named("confirmation", f"林秋{letter}") for letter in "甲乙丙丁戊己庚辛"]
    alone = [render.render("confirmation", copy.deepcopy(one)) for one in data]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda one: render.render("confirmation", one), data * 4)) == alone * 4
