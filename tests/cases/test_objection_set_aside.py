"""不按异议处理: what says nothing of this family is taken out of the notice's way, openly and by another person."""

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Objection, Publication
from jiuzhu.cases.soon import soon
from jiuzhu.decisions.models import Hand
from jiuzhu.figures.acts import publish_figure
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.supervision.queries import cases_of
from tests.cases.stages import november, received, to_publication, waiting
from tests.cases.test_objection_on_board import said
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
WHY = "原文是一段贷款广告，没有说到这一家"


def aside(row: Objection, actor: Actor | None = None, **changes: Any) -> Objection:
    """The head decides on 11月13日."""
    given = {"ground": "says_nothing", "reason": WHY} | changes
    who = actor or holder("social_affairs_head")
    return acts.set_aside_objection(actor=who, on=november(13), objection_id=row.pk, **given)


def test_spam_forces_no_new_survey_and_stays_in_sight() -> None:
    case: Case = to_publication(received())
    row = said(case, text="低息贷款请加微信")
    due = case.due_on
    hands = Hand.objects.filter(matter=case.token).count()
    for wrong, field in (({"ground": "x"}, "ground"), ({"reason": "略"}, "reason"), ({"answer": "已阅知悉"}, "answer")):
        with pytest.raises(BadInput) as refused:
            aside(row, **wrong)
        assert refused.value.field == field
    for post, why in (("handler", "社会事务办负责人"), ("leader_in_charge", "社会事务办负责人")):
        with pytest.raises(NotYourDuty, match=why):
            aside(row, holder(post))
    aside(row)
    row.refresh_from_db()
    head = holder("social_affairs_head")
    assert (row.set_aside_on, row.set_aside_by_id, row.set_aside_ground, row.set_aside_reason) == (
        november(13), head.person_id, "says_nothing", WHY,
    )  # fmt: skip
    assert (row.handled_round, row.answered_on, row.text) == (None, None, "低息贷款请加微信")
    assert Hand.objects.filter(matter=case.token).count() == hands, "不算办了一个环节"
    line = AuditEntry.objects.get(act="set_aside_objection")
    assert (line.actor_post, line.matter) == ("social_affairs_head", str(case.token)) and WHY not in line.entry
    with pytest.raises(NotYourDuty, match="已经处理过"):
        aside(row)
    assert soon(BEIAO, november(13), november(14)).objected == []
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    case.refresh_from_db()
    assert (Publication.objects.get(case=case).outcome, waiting(case), case.due_on) == ("clear", {"decide"}, due)
    page = visitor("leader_in_charge").text(f"/cases/{case.number}/")
    assert f"公示异议 {row.number} 不按异议处理：{WHY}" in page and f"{head.name}决定不按异议处理" in page
    assert list(cases_of("set_aside", november(17), november(1))) == [case]
    bureau = visitor("bureau_officer", "")
    assert "1 件有公示异议不按异议处理" in bureau.text("/oversight/")
    assert case.number in bureau.text("/oversight/cases/?which=set_aside")


def test_a_name_is_answered_and_what_it_says_of_the_family_is_surveyed() -> None:
    case = to_publication(received())
    row = said(case, by_name="林阿婆", contact="13900000001")
    with pytest.raises(BadInput, match="说的是本户的情况，要重新调查"):
        aside(row)
    with pytest.raises(BadInput, match="署名的要答复"):
        aside(row, ground="other_family")
    aside(row, ground="other_family", reason="说的是隔壁同姓的一家", answer="您说的是另一户，那一户没有申请")
    row.refresh_from_db()
    assert (row.answered_on, row.answer) == (november(13), "您说的是另一户，那一户没有申请")
    another = said(case)
    acts.close_publication(actor=holder("handler"), on=november(13), case_id=case.pk, outcome="objected")
    with pytest.raises(NotYourDuty, match="已经处理过"):
        aside(another)
    row.refresh_from_db()
    another.refresh_from_db()
    assert (row.handled_round, another.handled_round) == (None, 2)


def test_whoever_surveyed_or_a_bureau_that_does_not_use_the_rule_refuses() -> None:
    case = to_publication(received())
    row = said(case)
    with pytest.raises(NotYourDuty, match="审核人须是另一个人"):
        aside(row, replace(holder("handler"), post="social_affairs_head"))
    never = {"name": "objection_set_aside", "effective_from": dt.date(2026, 11, 1), "value": False}
    publish_figure(actor=SYSTEM, on=DAY, authority="区民政局", **never)
    with pytest.raises(NotYourDuty, match="收到的异议都要重新调查"):
        aside(row)
    assert Objection.objects.get().set_aside_on is None
