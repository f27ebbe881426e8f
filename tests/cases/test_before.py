"""Before a case (57.10): one notice of everything missing, its answer, and the slip of what is not accepted."""

import json
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.acts.before import AlreadyNoticed
from jiuzhu.cases.models import Case, Enquiry, MissingNotice
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import november
from tests.district import BEIAO, WANGCHAO, build, family, holder

pytestmark = pytest.mark.django_db
PLACE = {"township": BEIAO, "village": WANGCHAO, "programme": "dibao"}
ITEMS = ("残疾人证", {"what": "核对授权书", "how": "男方到窗口签", "pledge": False, "clause": "57.9"})


def noticed(seed: int = 1, **changes: Any) -> Enquiry:
    """The family is told on 11月2日 what is missing."""
    given = PLACE | {"declaration": family(seed), "items": ITEMS} | changes
    return acts.open_missing_notice(actor=holder("handler"), on=november(2), **given)


def test_everything_missing_is_named_once_and_the_draft_is_kept() -> None:
    build()
    row = noticed()
    assert (row.number, row.state, row.name) == ("BA-SQ-2026-0001", "noticed", family(1).members[0].name)
    notice = MissingNotice.objects.get(enquiry=row)
    assert [item["what"] for item in notice.items] == ["残疾人证", "核对授权书"]
    draft = json.loads(Enquiry.objects.get(pk=row.pk).draft)
    assert draft["members"][1]["disability_grade"] == 2
    assert not Case.objects.exists()
    with pytest.raises(AlreadyNoticed, match="BA-SQ-2026-0001"):
        noticed(items=("房产证",))
    with pytest.raises(BadInput, match="直接受理"):
        noticed(2, items=())
    assert Enquiry.objects.count() == 1


def test_papers_come_and_the_application_is_accepted() -> None:
    build()
    row = noticed()
    acts.answer_missing_notice(
        actor=holder("handler"), on=november(5), enquiry_id=row.pk, answered_on=november(5), answer="残疾人证、授权书"
    )
    row.refresh_from_db()
    assert (row.state, row.notice.answered_on) == ("answered", november(5))
    case = acts.receive_application(
        actor=holder("handler"), on=november(5), declaration=family(1), enquiry_id=row.pk, **PLACE
    )
    row.refresh_from_db()
    assert (row.state, row.case_id, row.closed_on) == ("accepted", case.pk, november(5))
    assert case.accepted_on == november(5)
    with pytest.raises(BadInput, match="已经受理"):
        acts.not_accept(actor=holder("handler"), on=november(6), enquiry_id=row.pk, ground="papers", reason="没有交来")
    with pytest.raises(BadInput, match="没有在等"):
        acts.answer_missing_notice(
            actor=holder("handler"), on=november(6), enquiry_id=row.pk, answered_on=november(6), answer="又来一份"
        )


def test_turned_away_with_number_ground_and_reason() -> None:
    build()
    given = {"actor": holder("handler"), "on": november(3)}
    who = PLACE | {"declaration": family(3)}
    with pytest.raises(BadInput, match="请选择不予受理的理由"):
        acts.not_accept(**given, **who, ground="stability", reason="领导说的")
    with pytest.raises(BadInput, match="先一次性告知"):
        acts.not_accept(**given, **who, ground="papers", reason="缺残疾证")
    with pytest.raises(BadInput, match="具体的情况"):
        acts.not_accept(**given, **who, ground="elsewhere", reason="")
    row = acts.not_accept(**given, **who, ground="elsewhere", reason="户籍在外区，已告知到户籍地申请")
    assert (row.number, row.state, row.clause, row.closed_on) == (
        "BA-SQ-2026-0001",
        "not_accepted",
        "57.4",
        november(3),
    )
    later = noticed(3)
    assert later.number == "BA-SQ-2026-0002"
    acts.not_accept(**given, enquiry_id=later.pk, ground="papers", reason="通知后一个月仍没有补齐")
    later.refresh_from_db()
    assert (later.state, later.clause) == ("not_accepted", "57.10")
    assert not Case.objects.exists()


def test_only_the_window_of_the_township() -> None:
    build()
    with pytest.raises(NotYourDuty, match="经办人"):
        acts.open_missing_notice(
            actor=holder("leader_in_charge"), on=november(2), declaration=family(1), items=ITEMS, **PLACE
        )
    with pytest.raises(NotYourDuty):
        acts.open_missing_notice(
            actor=holder("handler", township="330305002"), on=november(2), declaration=family(1), items=ITEMS, **PLACE
        )
    assert not Enquiry.objects.exists()
