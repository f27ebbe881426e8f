"""One 低保 case by its acts, from the window to the booked bank return: the answers and the stored rows."""

import datetime as dt
import json

import pytest

from jiuzhu.cases.acts import announce_decision, close_publication, decide_case, give_opinion, start_publication
from jiuzhu.cases.acts.publish import PublicationRunning
from jiuzhu.cases.models import Round, Task
from jiuzhu.decisions.models import Decision, Hand
from jiuzhu.entitlements.models import EntitledPerson, Entitlement
from jiuzhu.funds.models import Payable
from jiuzhu.funds.queries import balance
from jiuzhu.ground import audit
from jiuzhu.ground.models import AuditEntry, OutboxMessage
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.law.figures import content_hash
from jiuzhu.payments.acts import prepare_run, release_run
from jiuzhu.payments.models import Order
from tests.cases.stages import received, to_decision, to_opinion
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db


def test_a_family_is_accepted_and_the_clock_starts() -> None:
    case = received()
    assert case.number == "BA-DB-2026-0001"
    assert case.due_on == dt.date(2026, 11, 23), "20 天到 11月22日，是周日，顺延到 11月23日"
    assert "顺延" in case.due_why
    assert case.procedure.startswith("dibao/2026-07-01")
    open_steps = set(Task.objects.filter(case=case, closed_on__isnull=True).values_list("step", flat=True))
    assert open_steps == {"confirm_check", "visit"}, "核对与入户两条线同时走"
    assert Hand.objects.get(matter=case.token).hand == 1


def test_the_straight_case_reaches_the_books() -> None:
    case = to_decision(received())
    leader = holder("leader_in_charge")
    decide_case(actor=leader, on=dt.date(2026, 11, 18), case_id=case.pk, outcome="approve", text="同意")
    announce_decision(actor=holder("handler"), on=dt.date(2026, 11, 18), case_id=case.pk)
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("granted", dt.date(2026, 11, 18))

    # 全年收入 600 × 12 = 7,200，人均每月 300。她：1,185 − 300 = 885；他肢体残疾二级，单独足额 1,185。合计 2,070.00
    decision = Decision.objects.get(matter=case.token)
    assert (decision.amount_fen, decision.effective_from) == (207_000, dt.date(2026, 12, 1))
    assert decision.decided_by_id == leader.person_id
    entitlement = Entitlement.objects.get(matter=case.token)
    assert entitlement.amount_fen == 207_000
    assert EntitledPerson.objects.filter(entitlement=entitlement).count() == 2
    payable = Payable.objects.get(matter=case.token)
    assert (payable.month, payable.amount_fen) == (dt.date(2026, 12, 1), 207_000)
    assert balance(BEIAO, "payable") == -207_000

    run = prepare_run(
        actor=holder("finance_preparer"),
        on=dt.date(2026, 12, 3),
        township=BEIAO,
        programme="dibao",
        month=dt.date(2026, 12, 1),
    )
    assert (run.count, run.sum_fen, run.state) == (1, 207_000, "prepared")
    before = balance(BEIAO, "cash")
    release_run(actor=holder("finance_releaser"), on=dt.date(2026, 12, 4), run_id=run.pk, typed_fen=207_000)
    run.refresh_from_db()
    assert run.state == "released"
    assert balance(BEIAO, "cash") == before - 207_000
    assert Order.objects.get(run=run).state == "sent"
    assert OutboxMessage.objects.filter(channel="bank.file", key=run.number).exists()

    lines = AuditEntry.objects.filter(matter=str(case.token))
    acts = set(lines.values_list("act", flat=True))
    assert {"receive_application", "confirm_check_authorisation", "record_check_report", "record_home_visit"} <= acts
    assert {"countersign_home_visit", "submit_finding", "give_opinion", "start_publication"} <= acts
    assert {"close_publication", "decide_case", "make_decision", "grant_entitlement", "announce_decision"} <= acts
    assert all(audit.proves(line) for line in lines)


def test_a_finding_names_the_content_of_every_figure_it_used() -> None:
    case = to_opinion(received())
    line = AuditEntry.objects.get(matter=str(case.token), act="submit_finding")
    figures = json.loads(line.entry)["new"]["figures"]
    assert figures["dibao_standard"] == content_hash("dibao_standard")
    assert set(figures) >= {p for row in case.findings.get().lines for p in row["parameters"]}


def test_one_person_never_stands_in_two_hands() -> None:
    case = to_opinion(received())
    investigator = holder("handler")
    as_reviewer = holder("social_affairs_head").__class__(
        **{
            **{f: getattr(holder("social_affairs_head"), f) for f in investigator.__slots__},
            "person_id": investigator.person_id,
        }
    )
    with pytest.raises(NotYourDuty, match="须是另一个人"):
        give_opinion(actor=as_reviewer, on=dt.date(2026, 11, 9), case_id=case.pk, outcome="confirm", text="同意")
    assert not case.opinions.exists()
    assert set(
        Hand.objects.filter(matter=case.token, person_id=investigator.person_id).values_list("hand", flat=True)
    ) == {1}


def test_publication_runs_its_seven_days() -> None:
    case = to_opinion(received())
    handler = holder("handler")
    give_opinion(
        actor=holder("social_affairs_head"), on=dt.date(2026, 11, 9), case_id=case.pk, outcome="confirm", text="同意"
    )
    row = start_publication(actor=handler, on=dt.date(2026, 11, 9), case_id=case.pk)
    assert (row.first_day, row.last_day) == (dt.date(2026, 11, 10), dt.date(2026, 11, 16))
    with pytest.raises(PublicationRunning, match="11月16日"):
        close_publication(actor=handler, on=dt.date(2026, 11, 16), case_id=case.pk, outcome="clear")
    row.refresh_from_db()
    assert row.closed_on is None


def test_a_return_opens_a_new_round_and_keeps_the_report() -> None:
    case = to_opinion(received())
    give_opinion(
        actor=holder("social_affairs_head"), on=dt.date(2026, 11, 9), case_id=case.pk, outcome="return", text="缺票据"
    )
    first, second = Round.objects.filter(case=case).order_by("number")
    assert (first.number, second.number) == (1, 2)
    assert second.reported_on == dt.date(2026, 11, 5)
    assert second.visited_on is None
    waiting = set(Task.objects.filter(case=case, closed_on__isnull=True).values_list("step", flat=True))
    assert waiting == {"visit"}


def test_a_refusal_ends_the_case_without_publication() -> None:
    case = to_opinion(received())
    give_opinion(
        actor=holder("social_affairs_head"), on=dt.date(2026, 11, 9), case_id=case.pk, outcome="refuse", text="不符合"
    )
    decide_case(
        actor=holder("leader_in_charge"), on=dt.date(2026, 11, 10), case_id=case.pk, outcome="refuse", text="不符合"
    )
    case.refresh_from_db()
    assert (case.state, case.ended_on) == ("refused", dt.date(2026, 11, 10))
    assert not Entitlement.objects.filter(matter=case.token).exists()
    assert [t.step for t in Task.objects.filter(case=case, closed_on__isnull=True)] == ["deliver_refusal"]
