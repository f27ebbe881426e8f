"""An objection written on the public board goes the way of every other: the flow stops, the clock doesn't (57.19)."""

import datetime as dt
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.acts.publish import ObjectionOpen
from jiuzhu.cases.models import Case, Objection, Publication
from jiuzhu.cases.soon import soon
from jiuzhu.desks.board.pages.objection import ANYBODY
from jiuzhu.ground.models import AuditEntry, QuotaUse
from jiuzhu.ground.quotas import TooOften
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty
from tests.cases.stages import found, november, received, reviewed, to_publication, waiting
from tests.district import BEIAO, holder

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 11, 12, 4, 0, tzinfo=dt.UTC)


def said(case: Case, day: int = 12, **changes: Any) -> Objection:
    """Somebody at home on 11月12日."""
    notice = Publication.objects.filter(case=case).latest("pk")
    given = {"text": "他家在城里还有一套房", "address": "192.0.2.7", "at": NOON} | changes
    return acts.object_on_board(actor=ANYBODY, on=november(day), notice_id=notice.pk, **given)


def test_it_is_kept_under_a_number_and_stops_the_flow() -> None:
    case = to_publication(received())
    row = said(case, by_name="林阿婆", contact="13900000001")
    assert (row.number, row.channel, row.named) == ("BA-YJ-2026-0001", "board", True)
    assert (row.received_on, row.entered_on, row.handled_round) == (november(12), november(12), None)
    line = AuditEntry.objects.get(act="object_on_board")
    assert (line.actor_post, line.person_id_value, line.matter) == ("public", None, str(case.token))
    for private in ("林阿婆", "13900000001", "一套房"):
        assert private not in line.entry
    due = case.due_on
    with pytest.raises(ObjectionOpen, match="1 件异议"):
        acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    assert [(n.number, n.day) for n in soon(BEIAO, november(12), november(13)).objected] == [(case.number, None)]
    acts.close_publication(actor=holder("handler"), on=november(13), case_id=case.pk, outcome="objected")
    row.refresh_from_db()
    case.refresh_from_db()
    assert (row.handled_round, waiting(case), case.due_on) == (2, {"visit"}, due)
    assert [n.day for n in soon(BEIAO, november(13), november(14)).objected] == [november(13)]


def test_who_left_a_name_gets_an_answer_and_nobody_else() -> None:
    case = to_publication(received())
    named, nameless = said(case, by_name="林阿婆", contact="13900000001"), said(case)
    handler = holder("handler")
    acts.close_publication(actor=handler, on=november(13), case_id=case.pk, outcome="objected")
    acts.record_appraisal(
        actor=handler, on=november(14), case_id=case.pk, held_on=november(14), minutes="评议 7", result="属实"
    )
    found(case, november(14))
    reviewed(case, "confirm", november(14))
    acts.answer_objection(actor=handler, on=november(14), objection_id=named.pk, answer="房子不是他家的")
    with pytest.raises(NotYourDuty, match="没有署名"):
        acts.answer_objection(actor=handler, on=november(14), objection_id=nameless.pk, answer="房子不是他家的")
    named.refresh_from_db()
    assert named.answered_on == november(14)


def test_numbers_run_on_whichever_way_it_came() -> None:
    case = to_publication(received())
    said(case)
    entered = acts.record_objection(
        actor=holder("handler"), on=november(12), case_id=case.pk, text="他在外打工", received_on=november(12)
    )
    assert (entered.number, entered.channel) == ("BA-YJ-2026-0002", "entered")


@pytest.mark.parametrize("day", [9, 17])
def test_only_while_the_notice_stands(day: int) -> None:
    case = to_publication(received())
    with pytest.raises(NotYourDuty, match="公示已经结束"):
        said(case, day)
    assert not Objection.objects.exists() and not QuotaUse.objects.exists()


def test_not_after_it_was_taken_down_or_without_a_notice() -> None:
    case = to_publication(received())
    acts.close_publication(actor=holder("handler"), on=november(11), case_id=case.pk, outcome="objected", note="有车")
    with pytest.raises(NotYourDuty, match="公示已经结束"):
        said(case)
    with pytest.raises(NotFound, match="没有这张公示单"):
        acts.object_on_board(
            actor=ANYBODY, on=november(12), notice_id=0, text="他有一套房", address="192.0.2.7", at=NOON
        )


@pytest.mark.parametrize(
    ("given", "field"),
    [({"text": " x "}, "text"), ({"by_name": "林阿婆"}, "contact"), ({"contact": "13900000001"}, "by_name")],
)
def test_what_is_missing_is_said_at_its_field_and_counts_nothing(given: dict[str, str], field: str) -> None:
    case = to_publication(received())
    with pytest.raises(BadInput) as told:
        said(case, **given)
    assert told.value.field == field
    assert not Objection.objects.exists() and not QuotaUse.objects.exists()


def test_quotas_by_address_and_by_notice(settings: Any) -> None:
    settings.BOARD_TRIES_PER_ADDRESS, settings.BOARD_TRIES_PER_NOTICE = 2, 3
    case = to_publication(received())
    said(case)
    said(case)
    with pytest.raises(TooOften, match="从这里一天最多提 2 次"):
        said(case)
    said(case, address="192.0.2.8")
    with pytest.raises(TooOften, match="收到的意见已经很多"):
        said(case, address="192.0.2.9")
    assert Objection.objects.count() == 3
    said(case, address="192.0.2.9", at=NOON + dt.timedelta(days=1))
