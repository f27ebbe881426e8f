"""Messages follow from what happened: to the posts whose work it is, once, without a family's data."""

from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Task
from jiuzhu.cases.queries import waiting_for
from jiuzhu.clockwork import TABLE, warn_of_deadlines
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty
from jiuzhu.messages import queries
from jiuzhu.messages.acts import read_messages
from jiuzhu.messages.models import Message
from jiuzhu.offices.acts import accept_handover, hand_over
from tests.cases.stages import (
    apply,
    authorised,
    decided,
    november,
    received,
    reported,
    reviewed,
    to_decision,
    to_opinion,
    to_publication,
)
from tests.district import BEIAO, DAY, holder

pytestmark = pytest.mark.django_db
OTHER = "330305002"


def told(kind: str) -> list[Message]:
    """Messages of a kind, the oldest first."""
    return list(Message.objects.filter(kind=kind).order_by("pk"))


def test_the_check_centres_answer_reaches_the_handlers_once() -> None:
    case = received()
    check = authorised(case)
    assert told("check_report") == []
    reported(check)
    reported(check)
    row = Message.objects.get()
    assert (row.kind, row.post, row.township, row.case_id, row.on) == (
        "check_report", "handler", BEIAO, case.pk, november(5)
    )  # fmt: skip
    line = AuditEntry.objects.get(act="tell")
    assert (line.township, line.actor_post) == (BEIAO, "system")


def test_a_returned_case_goes_to_those_whose_work_it_is_again() -> None:
    reviewed(to_opinion(received()), "return")
    assert [row.post for row in told("returned")] == ["handler"]
    decided(to_decision(apply(2)), "return")
    assert [row.post for row in told("returned")] == ["handler", "handler", "social_affairs_head"]


def test_an_objection_reaches_the_handlers_whoever_took_it() -> None:
    case = to_publication(received())
    words = {"text": "他在外打工", "received_on": november(12)}
    acts.record_objection(actor=holder("handler"), on=november(12), case_id=case.pk, **words)
    assert told("objection") == [], "自己登记的不用告诉自己"
    acts.record_objection(actor=holder("village_worker"), on=november(12), case_id=case.pk, **words)
    assert [(row.post, row.case_id) for row in told("objection")] == [("handler", case.pk)]


def test_a_complaint_reaches_the_bureau_for_its_visit() -> None:
    case = received()
    acts.record_complaint(actor=holder("handler"), on=DAY, case_id=case.pk, text="有人看见他开车", received_on=DAY)
    assert [(row.post, row.township) for row in told("complaint")] == [("bureau_officer", BEIAO)]
    bureau = holder("bureau_officer", "")
    assert [row.kind for row in queries.messages_of(bureau).rows] == ["complaint"]


def test_a_handover_tells_the_successor_and_then_the_leaver() -> None:
    received()
    leaver, successor = holder("handler"), holder("handler", nth=1)
    row = hand_over(
        actor=leaver, on=DAY, appointment_id=leaver.appointment_id or 0, successor_id=successor.person_id or 0
    )
    assert [(m.person_id, m.handover_id) for m in told("handover")] == [(successor.person_id, row.pk)]
    accept_handover(actor=successor, on=DAY, handover_id=row.pk)
    assert [(m.person_id, m.handover_id) for m in told("handed_over")] == [(leaver.person_id, row.pk)]
    assert [m.kind for m in queries.messages_of(successor).rows] == ["handover"]


def test_a_near_deadline_is_said_once_to_whose_task_it_is() -> None:
    case = received()
    task = Task.objects.filter(case=case, closed_on__isnull=True).earliest("due_on")
    warn_of_deadlines(task.due_on.replace(day=1))
    before = Message.objects.count()
    warn_of_deadlines(task.due_on)
    warn_of_deadlines(task.due_on)
    rows = told("deadline")
    assert len(rows) > before or before
    assert {row.task_id for row in rows} >= {task.pk}
    assert len({row.task_id for row in rows}) == len(rows)
    one = next(row for row in rows if row.task_id == task.pk)
    assert (one.post, one.person_id, one.case_id) == (task.post, None, case.pk)
    assert "warn_of_deadlines" in {item.name for item in TABLE}
    assert AuditEntry.objects.filter(act="warn_of_deadlines", actor_post="system").exists()


def test_a_friday_warns_of_monday() -> None:
    case = received()
    friday, monday = november(13), november(16)
    Task.objects.filter(case=case, closed_on__isnull=True).update(due_on=monday)
    assert {task.due_on for task in queries.nearing(BEIAO, friday)} == {monday}
    assert queries.nearing(BEIAO, november(12)) == []
    assert queries.nearing(OTHER, friday) == []


def read(message: Message, actor: Any, day: int = 6) -> list[Message]:
    """Somebody says they have seen it."""
    return read_messages(actor=actor, on=november(day), messages=[message.pk])


def test_one_of_the_post_reads_it_for_the_post() -> None:
    reported(authorised(received()))
    row = told("check_report")[0]
    for stranger in (holder("social_affairs_head"), holder("handler", OTHER)):
        with pytest.raises(NotYourDuty, match="不是给您的"):
            read(row, stranger)
    with pytest.raises(NotFound, match="没有这条消息"):
        read_messages(actor=holder("handler"), on=november(6), messages=[row.pk, 0])
    with pytest.raises(BadInput, match="请先选择"):
        read_messages(actor=holder("handler"), on=november(6), messages=[])
    handler, second = holder("handler"), holder("handler", nth=1)
    read(row, second)
    row.refresh_from_db()
    assert (row.read_on, row.read_by_id) == (november(6), second.person_id)
    read(row, handler, 7)
    row.refresh_from_db()
    assert (row.read_on, row.read_by_id) == (november(6), second.person_id), "看过的不改"
    assert AuditEntry.objects.filter(act="read_messages").count() == 2


def waiting_in(counts: dict[str, int]) -> int:
    """Tasks, whenever they are due."""
    return counts["late"] + counts["close"] + counts["later"]


def test_unread_are_counted_with_what_waits_in_one_question(django_assert_num_queries: Any) -> None:
    for seed in (1, 2):
        reported(authorised(received() if seed == 1 else apply(seed)))
    handler, on = holder("handler"), november(6)
    waits = Task.objects.filter(post="handler", closed_on__isnull=True).count()
    with django_assert_num_queries(1):
        found = queries.counts_of_bar(handler, on)
    assert (waiting_in(found), found["unread"]) == (waits, 2)
    late = Task.objects.filter(post="handler", closed_on__isnull=True, due_on__lt=on).count()
    assert found["late"] == late
    for who in (handler, holder("bureau_officer", ""), holder("social_affairs_head"), holder("handler", OTHER)):
        found = queries.counts_of_bar(who, on)  # plain SQL for the bar, the lists' own rows for the pages
        unread = queries.addressed_to(who).filter(queries.NEW, read_on__isnull=True).count()
        assert (waiting_in(found), found["unread"]) == (waiting_for(who).count(), unread)
    read(told("check_report")[0], handler)
    assert queries.counts_of_bar(handler, on)["unread"] == 1
    for nobody in (holder("leader_in_charge"), holder("finance_preparer"), holder("handler", OTHER)):
        assert queries.counts_of_bar(nobody, on) == {"late": 0, "close": 0, "later": 0, "unread": 0, "running": 0}


def test_the_bureaus_count_holds_every_township() -> None:
    case = received()
    acts.record_complaint(actor=holder("handler"), on=DAY, case_id=case.pk, text="有人看见他开车", received_on=DAY)
    assert queries.counts_of_bar(holder("bureau_officer", ""), DAY)["unread"] == 1


def test_nothing_of_a_family_is_copied() -> None:
    case: Case = to_publication(received())
    acts.record_objection(
        actor=holder("village_worker"), on=november(12), case_id=case.pk, text="他在外打工", received_on=november(12)
    )
    columns = {field.name for field in Message._meta.get_fields() if field.concrete}
    assert columns == {
        "id", "township", "kind", "post", "person", "case", "task", "due_on", "handover", "on", "read_on", "read_by",
    }  # fmt: skip
    entries = AuditEntry.objects.filter(act="tell", actor_name=SYSTEM.name)
    assert not [e for e in entries if case.applicant.name in e.entry]
