"""The overview's numbers against cases made by hand, each number against the list behind it, and who may look."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.desks.oversight.pages import charts
from jiuzhu.desks.shared.templatetags.jz import money
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import DemoDay
from jiuzhu.ground.scope import set_scope
from jiuzhu.payments.acts import prepare_run, release_run, take_bank_return
from jiuzhu.payments.models import Run
from jiuzhu.supervision import queries
from jiuzhu.supervision.queries import Duration
from tests.desks.casework.cases import ready, received
from tests.desks.visitors import Visitor, visitor
from tests.district import BEIAO, DAY, build, holder
from tests.payments.township import at_the_bank

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
OTHER = "330305002"
NOVEMBER = dt.date(2026, 11, 1)


@pytest.fixture(autouse=True)
def district() -> None:
    """A district without cases."""
    build()


def decided(seed: int, on: dt.date, outcome: str = "approve") -> Case:
    """A case accepted on 11月2日 and decided by the leader on this day."""
    DemoDay.objects.update(day=DAY)  # each family's story begins anew
    case = ready(received(seed))
    set_day(on)
    acts.decide_case(actor=holder("leader_in_charge"), on=on, case_id=case.pk, outcome=outcome, text="同意")
    return case


def numbers(page: str) -> list[str]:
    """The key figures as printed."""
    found = re.search(r'class="kpis".*?</nav>', page, re.DOTALL)
    assert found
    return [re.sub(r"<[^>]+>|\s", "", n) for n in re.findall(r"<b>(.*?)</b>", found[0])]


def bureau() -> Visitor:
    """The bureau's officer."""
    return visitor("bureau_officer", "")


def test_without_cases_every_part_says_what_will_come() -> None:
    page = bureau().text("/oversight/")
    assert numbers(page) == ["0", "0", "0", "0", "0", "—", "0.00万元"]
    assert "这个月还没有作出决定" in page and "这个月还没有发放" in page and "现在没有超期的案件" in page


def test_in_work_close_and_late_follow_the_day() -> None:
    case = received(1)
    received(2, OTHER, f"{OTHER}200")
    for day, expected in ((20, [2, 0, 0]), (22, [2, 0, 2]), (23, [2, 0, 2]), (24, [2, 2, 0])):
        set_day(dt.date(2026, 11, day))
        assert [int(n) for n in numbers(bureau().text("/oversight/"))[:3]] == expected, day
    rows = queries.in_work(dt.date(2026, 11, 24))
    assert [(r.township, r.open, r.late) for r in rows] == [(BEIAO, 1, 1), (OTHER, 1, 1)]
    page = bureau().text("/oversight/")
    assert f"/cases/{case.number}/" in page and "超期还在办的 2 件" in page and "委托确认、入户核查" in page


def test_an_extended_case_is_measured_by_its_new_day() -> None:
    case = received(1)
    Case.objects.filter(pk=case.pk).update(
        extended_to=dt.date(2026, 12, 2),
        extended_on=dt.date(2026, 11, 20),
        extended_by=holder("leader_in_charge").person_id,
        extension_reason="核对用了 17 天",
    )
    set_day(dt.date(2026, 11, 25))
    assert numbers(bureau().text("/oversight/"))[:4] == ["1", "0", "0", "1"]


def test_decisions_in_time_and_late() -> None:
    decided(1, dt.date(2026, 11, 18))
    decided(2, dt.date(2026, 11, 23))
    decided(3, dt.date(2026, 11, 25))
    assert [(r.township, r.count, r.in_time) for r in queries.decided(NOVEMBER)] == [(BEIAO, 3, 2)]
    assert queries.decided(dt.date(2026, 10, 1)) == []
    assert [(d.days, d.late) for d in queries.days_to_decision(NOVEMBER)] == [(16, False), (21, False), (23, True)]
    page = bureau().text("/oversight/")
    assert numbers(page)[4:6] == ["3", "66.6%"]
    assert "2 / 3" in page and "中位数 21 天" in page and "红色 1 件超期" in page


def test_a_return_to_the_survey_is_no_decision() -> None:
    decided(1, dt.date(2026, 11, 18), "return")
    assert queries.decided(NOVEMBER) == []


def test_money_counts_when_the_bank_has_confirmed_it_and_only_what_was_paid() -> None:
    for seed in (1, 2):
        case = decided(seed, dt.date(2026, 11, 18))
        acts.announce_decision(actor=holder("handler"), on=dt.date(2026, 11, 18), case_id=case.pk)
    december, paid_on = dt.date(2026, 12, 1), dt.date(2026, 12, 8)
    set_day(paid_on)
    given = {"township": BEIAO, "programme": "dibao", "month": december}
    run = prepare_run(actor=holder("finance_preparer"), on=dt.date(2026, 12, 3), **given)
    release_run(actor=holder("finance_releaser"), on=dt.date(2026, 12, 4), run_id=run.pk, typed_fen=run.sum_fen)
    assert queries.paid(december) == {}, "放行了，银行还没有回"
    first, second = run.orders.order_by("sequence")
    rows = [
        {"order_key": first.key, "state": "paid", "reason": "", "paid_on": paid_on},
        {"order_key": second.key, "state": "failed", "reason": "户名不符", "paid_on": paid_on},
    ]
    file = at_the_bank(Run.objects.get(pk=run.pk))
    take_bank_return(actor=SYSTEM, on=paid_on, bank_file_id=file, digest="d", rows=rows)
    assert queries.paid(december) == {BEIAO: first.amount_fen}
    assert queries.paid(NOVEMBER) == {}
    page = bureau().text("/oversight/")
    assert numbers(page)[6] == f"{charts.wan(first.amount_fen)}万元" and money(first.amount_fen) in page
    listed = bureau().text("/oversight/cases/?which=paid&month=2026-12")
    paid_case = Case.objects.get(token=first.payable.matter)
    assert re.findall(r'/cases/([\w-]+)/"', listed) == [paid_case.number]


def test_every_number_is_as_long_as_its_list() -> None:
    decided(1, dt.date(2026, 11, 18))
    decided(2, dt.date(2026, 11, 25))
    received(3)
    day = dt.date(2026, 11, 25)
    lengths = {key: queries.cases_of(key, day, NOVEMBER).count() for key in queries.sets(day)}
    assert lengths == {
        "in_work": 3, "late": 3, "close": 0, "extended": 0, "decided": 2, "decided_in_time": 1, "decided_late": 1,
        "set_aside": 0, "acted_twice": 0, "paid": 0,
    }  # fmt: skip
    for key, length in lengths.items():
        page = bureau().text(f"/oversight/cases/?which={key}&month=2026-11")
        assert f"{length} 件</span>" in page and page.count("<tr") == (length + 1 if length else 0), key
    assert "没有这样的案件" in bureau().text(f"/oversight/cases/?which=late&township={OTHER}")


def test_the_list_behind_a_number_comes_in_pages() -> None:
    for seed in range(1, 24):
        received(seed)
    client = bureau()
    first = client.text("/oversight/cases/?which=in_work")
    following = re.search(r'href="(\?[^"]*after=[^"]+)"', first)
    assert following
    second = client.text("/oversight/cases/" + following[1].replace("&amp;", "&"))
    listed = [set(re.findall(r"/cases/([\w-]+)/\"", page)) for page in (first, second)]
    assert [len(page) for page in listed] == [20, 3] and not listed[0] & listed[1]


@pytest.mark.parametrize(
    "asked", ["?which=nonsense", "?which=late&township=110101", "?which=late&month=2019-01", "?which=late&after=x.y"]
)
def test_a_made_up_address_is_refused_in_words(asked: str) -> None:
    assert "编号" in bureau().text(f"/oversight/cases/{asked}", 400)


def test_a_discipline_observer_sees_the_own_township_only() -> None:
    received(1)
    case = received(2, OTHER, f"{OTHER}200")
    set_day(dt.date(2026, 11, 25))
    observer = visitor("discipline_observer")
    page = observer.text("/oversight/")
    assert "北岙街道概览" in page and numbers(page)[0] == "1" and case.number not in page
    assert case.number not in observer.text(f"/oversight/cases/?which=late&township={OTHER}")


def test_those_who_handle_cases_may_not_and_are_told_why() -> None:
    for post in ("handler", "leader_in_charge", "finance_releaser"):
        page = visitor(post).text("/oversight/", 403)
        assert "监督页面由区民政局和纪检监督员使用" in page
    set_scope(DISTRICT)


def test_the_number_of_questions_does_not_grow_with_the_cases() -> None:
    client = bureau()

    def questions() -> int:
        with CaptureQueriesContext(connection) as asked:
            client.text("/oversight/")
        return len(asked)

    decided(1, dt.date(2026, 11, 25))
    received(2)
    few = questions()
    for seed in range(3, 8):
        received(seed)
    set_day(dt.date(2026, 11, 25))
    assert questions() == few


def test_charts_draw_what_they_print() -> None:
    full, part, none = charts.rate_bars([("a", "甲", 4, 4), ("b", "乙", 1, 4), ("c", "丙", 0, 0)])
    assert (full.good, full.late, full.text) == ("190.0", "0.0", "100%")
    assert (part.good, part.late_at, part.late, part.text) == ("47.5", "113.5", "142.5", "25%")
    assert (none.good, none.late, none.text, none.beside) == ("0.0", "0.0", "—", "0 / 0")
    largest, half, zero = charts.money_bars([("a", "甲", 38_210_099), ("b", "乙", 19_105_049), ("c", "丙", 0)])
    assert (largest.good, largest.text) == ("190.0", "38.21") and half.text == "19.10" and zero.good == "0.0"


def test_days_fall_into_the_slot_named_by_its_larger_day() -> None:
    in_time = [Duration(days, late=False, extended=False) for days in (0, 8, 9, 20)]
    rest = [Duration(21, late=True, extended=False), Duration(22, late=False, extended=True)]
    durations = [*in_time, *rest, *(Duration(days, late=True, extended=False) for days in (29, 90))]
    counted = {c.label: (c.count, c.late) for c in charts.day_columns(durations) if c.count}
    assert counted == {"≤8": (2, 0), "10": (1, 0), "20": (1, 0), "22": (2, 1), "≥29": (2, 2)}
    assert charts.median(durations) == 20 and charts.median([]) is None
