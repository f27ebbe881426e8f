"""The words of every page: money, days, chips, clauses, names asked once a request, fields with their errors."""

import datetime as dt

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.test.utils import CaptureQueriesContext

from jiuzhu.desks.shared import gate, names
from jiuzhu.desks.shared.forms import DeskForm, problems_of
from jiuzhu.desks.shared.tabs import desk_of, tabs_of
from jiuzhu.desks.shared.templatetags import jz
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.district import BEIAO, WANGCHAO, build

TODAY = dt.date(2026, 11, 24)


def shown(text: str, **values: object) -> str:
    """A template as it comes out."""
    return Template(text).render(Context(values)).strip()


@pytest.mark.parametrize(
    ("fen", "text"),
    [
        (118_500, "1,185.00"),
        (-120_005, "−1,200.05"),
        (0, "0.00"),
        (-5, "−0.05"),
        (123_456_789_012, "1,234,567,890.12"),
        (None, "—"),
    ],
)
def test_money_is_exact_and_has_a_real_minus(fen: int | None, text: str) -> None:
    assert jz.money(fen) == text


@pytest.mark.parametrize(
    ("days", "kind", "word"),
    [
        (-6, "late", "超期 6 天"),
        (-1, "late", "超期 1 天"),
        (0, "close", "今天到期"),
        (1, "close", "剩 1 天"),
        (2, "", "剩 2 天"),
        (13, "", "剩 13 天"),
    ],
)
def test_a_chip_says_how_far_it_is(days: int, kind: str, word: str) -> None:
    assert jz.due_word(TODAY + dt.timedelta(days=days), TODAY) == (kind, word)


def test_an_extended_and_a_provisional_day_say_so_and_lateness_wins() -> None:
    chip = '{% due day "为什么" today extended=True %}'
    extended = shown(chip, day=dt.date(2026, 12, 2), today=TODAY)
    assert "due--ext" in extended and "已延长 剩 8 天" in extended and "<p>为什么</p>" in extended
    assert "due--late" in shown(chip, day=dt.date(2026, 11, 23), today=TODAY)
    provisional = shown('{% due day "因" today provisional=True %}', day=dt.date(2027, 1, 8), today=TODAY)
    assert "暂定 剩 45 天" in provisional and "1月8日" in provisional


def test_a_clause_opens_with_our_words_and_an_unknown_one_is_shown_as_it_is() -> None:
    known = shown('{% clause "n1.1" unconfirmed=True %}')
    assert "第一条" in known and "未确认" in known and known.count("<p>") == 2
    assert ">demo<" in shown('{% clause "demo" %}')


def test_numbers_are_masked_and_text_is_escaped() -> None:
    assert shown("{{ number|masked }}", number="990101196001010027") == "990101********0027"
    assert "&lt;b&gt;" in shown("{% tag 'now' word %}", word="<b>")


@pytest.mark.django_db
def test_names_of_places_are_asked_once_a_request() -> None:
    build()
    token = names.remember()
    try:
        from django.db import connection

        with CaptureQueriesContext(connection) as asked:
            text = shown(
                "{{ v|village_name }} {{ v|village_name }} {{ t|township_name }} {{ t|township_name }}",
                v=WANGCHAO,
                t=BEIAO,
            )
    finally:
        names.forget(token)
    assert text.split()[0] == text.split()[1] and "北岙街道" in text and len(asked) == 1
    assert names.township("110101") == "110101"


class Sample(DeskForm):
    """A form with one of each kind."""

    amount = forms.CharField(label="金额", help_text="按实际填")
    choice = forms.ChoiceField(label="决定", choices=[("a", "同意"), ("b", "退回")], widget=forms.RadioSelect)
    sure = forms.BooleanField(label="已核对")


def test_errors_stand_at_the_field_and_on_top_with_a_link() -> None:
    form = Sample({"amount": ""})
    assert not form.is_valid()
    form.refuse(BadInput("金额写成了“六百”，请用数字", field="amount"))
    form.refuse(NotYourDuty("不归您办"))
    assert form.status == 403
    found = problems_of(form)
    assert ("", "不归您办") in found and ("id_amount", "金额：请填写这一栏") in found
    page = shown("{% problems found %}{% field form.amount money=True %}", found=found, form=form)
    assert 'href="#id_amount"' in page and 'id="id_amount"' in page and 'aria-invalid="true"' in page
    assert 'aria-describedby="id_amount-hint id_amount-wrong"' in page and 'class="money"' in page


def test_a_decision_is_never_preselected() -> None:
    page = shown("{% field form.choice %}{% field form.sure %}", form=Sample())
    assert page.count('type="radio"') == 2 and "checked" not in page and "<legend>决定</legend>" in page


def test_every_post_has_a_desk_and_only_built_pages_as_tabs() -> None:
    for post in ("handler", "leader_in_charge", "finance_preparer", "bureau_officer", "check_centre"):
        assert tabs_of(post, BEIAO)
    assert [t.address for t in tabs_of("handler", BEIAO)][3] == f"/board/{BEIAO}/"
    assert desk_of("check_centre").label == "核对"


def test_the_caller_s_own_forwarding_header_is_not_believed(settings: object) -> None:
    request = RequestFactory().post("/", REMOTE_ADDR="10.0.0.9", headers={"x-forwarded-for": "1.1.1.1, 203.0.113.7"})
    assert gate.address_of(request) == "10.0.0.9"
    settings.TRUSTED_PROXY_HOPS = 1  # type: ignore[attr-defined]
    assert gate.address_of(request) == "203.0.113.7"
