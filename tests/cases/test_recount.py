"""A calendar year is published: last days that were counted in it without it are counted again, in the same act."""

import datetime as dt

import pytest

from jiuzhu import clockwork
from jiuzhu.cases import acts
from jiuzhu.cases.models import Assistance, Case, Task
from jiuzhu.figures.acts import propose_year, publish_year
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.clock import set_day
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.messages.models import Message
from jiuzhu.messages.queries import nearing
from tests.cases.stages import apply, authorised, decided, received, reported, to_decision, visited
from tests.district import BEIAO, holder
from tests.figures.new_year import FILE, OFF, WORKED

pytestmark = pytest.mark.django_db


def january(day: int) -> dt.date:
    """Of a year nobody has published yet."""
    return dt.date(2027, 1, day)


def february(day: int) -> dt.date:
    """Its 8th is a statutory holiday; that the 9th is one too stands in the notice only."""
    return dt.date(2027, 2, day)


def year_published(on: dt.date) -> None:
    """By the section, after the steward proposed it."""
    told = {"document": "国办发明电〔2026〕9号", "document_on": january(4), "source": "中国政府网"}
    row = propose_year(actor=holder("steward", ""), on=on, year=2027, data=FILE.encode(), **told)
    publish_year(actor=holder("bureau_officer", ""), on=on, year_id=row.pk, off=OFF, worked=WORKED)


def test_days_counted_without_the_calendar_are_counted_again_when_it_is_published() -> None:
    slow = received(on=january(8))
    authorised(slow, january(11))
    visited(slow, january(12))
    leader = holder("leader_in_charge")
    cap = {"extended_to": february(9), "reason": "核对中心还在等银行答复"}
    acts.extend_deadline(actor=leader, on=january(27), case_id=slow.pk, **cap)
    case = apply(2, on=january(20))
    reported(authorised(case, january(21)), january(22))
    visited(case, january(22))
    asked = {"to_body": "鹿城区某街道", "about": "男主人", "questions": "住处和收入"}
    acts.request_assistance(actor=holder("handler"), on=january(26), case_id=case.pk, **asked)
    task = Task.objects.get(case=case, step="finding")
    letter = Assistance.objects.get()
    assert letter.due_on == february(11)
    assert (case.due_on, task.due_on) == (february(9), february(1)) and "暂定" in case.due_why
    set_day(february(1))
    clockwork.warn_of_deadlines(february(1))
    assert Message.objects.filter(kind="deadline", task=task, due_on=february(1)).count() == 1

    year_published(february(1))

    for row in (slow, case, task, letter):
        row.refresh_from_db()
    assert (case.due_on, case.extended_to, task.due_on) == (february(10), None, february(2))
    assert "2月9日，是春节放假" in case.due_why and "暂定" not in case.due_why
    assert all("国办发明电〔2026〕9号" in row.due_why for row in (case, task, letter))
    assert (slow.due_on, slow.extended_to) == (january(28), february(10)) and leader.name in slow.due_why
    assert letter.due_on == february(12)
    line = AuditEntry.objects.get(act="recount_deadlines", matter=str(case.token))
    assert (line.actor_post, line.township) == ("bureau_officer", BEIAO)
    assert '"due_on":"2027-02-09"' in line.entry and '"due_on":"2027-02-10"' in line.entry
    assert f'"{task.pk}":"2027-02-02"' in line.entry
    days = Message.objects.filter(kind="deadline", task=task).order_by("pk").values_list("due_on", flat=True)
    assert list(days) == [february(1), february(2)], "移动了的期限重新提醒"
    assert nearing(BEIAO, february(1)) == []


def test_nobody_counts_again_by_hand_and_what_is_owed_after_a_refusal_can_be() -> None:
    case = decided(to_decision(received()), "refuse")
    owed = Task.objects.get(case=case, step="deliver_refusal")
    with pytest.raises(NotYourDuty, match="管理员"):
        acts.recount_deadlines(actor=holder("handler"), on=owed.opened_on, case_id=case.pk)
    acts.recount_deadlines(actor=SYSTEM, on=owed.opened_on, case_id=case.pk)
    assert Task.objects.get(pk=owed.pk).due_on == owed.due_on
    assert Case.objects.get(pk=case.pk).due_on == case.due_on


def test_a_year_that_came_with_an_update_is_found_by_the_clockwork() -> None:
    case = received(on=january(20))
    Task.objects.filter(case=case).update(due_on=dt.date(2026, 2, 1), due_why="2026 年的放假安排还没有公布，暂定。")
    clockwork.recount_deadlines(dt.date(2026, 1, 20))
    task = Task.objects.filter(case=case, step="visit").get()
    assert task.due_on == january(25), "按现在知道的放假安排重新算过"
    assert not AuditEntry.objects.filter(act="recount_deadlines").exclude(matter=str(case.token)).exists()
