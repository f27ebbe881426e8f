"""A case that can't keep its day says so at once, and what may still be done."""

from dataclasses import replace

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.acts.centre import start_check
from jiuzhu.registry.models import MeansCheck
from tests.desks.casework.cases import checked, on, page_of, published, received, reviewed
from tests.desks.visitors import visitor
from tests.district import BEIAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
TOO_LATE = "赶不上期限 11月23日"


def test_the_day_on_which_it_becomes_too_late_says_so() -> None:
    build()
    case = reviewed(received())
    handler = visitor("handler")
    on(13)
    assert TOO_LATE not in handler.text(page_of(case)), "posted today it can still be decided on the 23rd"
    on(16)
    page = handler.text(page_of(case))
    assert f"{TOO_LATE}：从今天起一步不停，最早也要 11月24日 才能审批。" in page
    assert "核对用了 2 天，没有超过规定的天数，不能延长" in page, "why there is no way out"
    assert "公示的天数不能缩短" in page


def test_a_slow_check_names_the_way_of_extension() -> None:
    build()
    case = received()
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on(3), case_id=case.pk)
    on(17)
    page = visitor("handler").text(page_of(case))
    assert TOO_LATE in page
    assert "11月19日起才能延长" in page
    assert "请催区核对中心" in page
    assert "入户不用等核对报告" in page
    on(19)
    assert "分管领导可以延长，最长到 12月2日" in visitor("handler").text(page_of(case))
    acts.extend_deadline(
        actor=holder("leader_in_charge"), on=on(19), case_id=case.pk, extended_to=on(19).replace(month=12, day=2),
        reason="银行还没有答复",
    )  # fmt: skip
    assert "最早也要" not in visitor("handler").text(page_of(case)), "the extension gave the time back"


def test_after_the_day_has_passed_it_stays_decidable_and_counts_as_late() -> None:
    build()
    case = published(received())
    on(24)
    page = visitor("handler").text(page_of(case))
    assert "期限 11月23日 已过" in page
    assert "照常决定，按超期统计" in page
    assert "延长" not in page.split("已过", 1)[1].split("</ul>", 1)[0]


def test_a_case_in_time_says_nothing() -> None:
    build()
    assert "最早也要" not in visitor("handler").text(page_of(checked(received())))


def test_the_page_counts_a_check_from_the_day_it_began_as_the_act_does() -> None:
    build()
    case = received()
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on(3), case_id=case.pk)
    check = MeansCheck.objects.get(matter=str(case.token))
    start_check(actor=replace(holder("check_centre", ""), scope=BEIAO), on=on(5), check_id=check.pk, started_on=on(5))
    on(19)
    page = visitor("leader_in_charge").text(page_of(case))
    assert "11月21日起才能延长" in page, "asked on the 3rd, begun on the 5th"
