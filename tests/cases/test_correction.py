"""更正笔误: a traced act before the finding; personal values only as digests in the log."""

import json
from typing import Any

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from tests.cases.stages import authorised, november, received, reported, to_opinion
from tests.district import holder

pytestmark = pytest.mark.django_db


def correct(case: Case, subject: str, subject_id: int, field: str, value: Any, reason: str = "残疾证上是三级") -> Case:
    """The handler corrects."""
    return acts.correct_clerical_error(
        actor=holder("handler"), on=november(4), case_id=case.pk, subject=subject, subject_id=subject_id, field=field,
        value=value, reason=reason,
    )  # fmt: skip


def test_a_grade_read_wrongly_is_put_right_and_leaves_its_trace() -> None:
    case = received()
    he = case.household.members.all()[1]
    correct(case, "member", he.pk, "disability_grade", 3)
    he.refresh_from_db()
    assert he.disability_grade == 3
    fact = AuditEntry.objects.get(act="correct_fact")
    assert '"new":{"field":"disability_grade"}' in fact.entry
    assert json.loads(fact.private.values) == {"new": "3", "old": "2", "reason": "残疾证上是三级"}
    digests = json.loads(fact.entry)["personal"]
    assert len(digests["old"]) == len(digests["new"]) == 64
    assert AuditEntry.objects.filter(act="correct_clerical_error", matter=str(case.token)).count() == 1


def test_what_a_field_may_not_hold_is_said() -> None:
    case = received()
    he = case.household.members.all()[1]
    wage = case.household.income.get()
    for subject, pk, field, value, words in (
        ("member", he.pk, "disability_grade", 5, "1 到 4"),
        ("member", he.pk, "disability_grade", 2, "没有更正什么"),
        ("member", he.pk, "relation", "self", "请选择关系"),
        ("member", he.pk, "name", "王五", "姓名和身份证号不能这样更正"),
        ("member", 0, "works", True, "请选择要更正的那一项"),
        ("income", wage.pk, "fen", -1, "不小于 0"),
        ("income", wage.pk, "per", "week", "请选择期间"),
        ("household", 0, "homes", True, "整数"),
        ("household", 0, "address", "长" * 201, "最多写 200 个字"),
    ):
        with pytest.raises(BadInput, match=words):
            correct(case, subject, pk, field, value)
    with pytest.raises(BadInput, match="依据"):
        correct(case, "income", wage.pk, "fen", 70_000, " ")
    correct(case, "income", wage.pk, "fen", 70_000)
    correct(case, "household", 0, "homes", 2)
    wage.refresh_from_db()
    case.household.refresh_from_db()
    assert (wage.fen, case.household.homes) == (70_000, 2)


def test_what_the_check_found_is_no_clerical_error() -> None:
    case = received()
    check = authorised(case)
    income = {"person_id": case.applicant_id, "kind": "property", "fen": 8_640, "per": "year"}
    reported(check, incomes=[income])
    row = case.household.income.get(source="check")
    with pytest.raises(BadInput, match="申请复查"):
        correct(case, "income", row.pk, "fen", 1)


def test_after_the_finding_only_a_return_opens_the_facts() -> None:
    case = to_opinion(received())
    with pytest.raises(NotYourDuty, match="退回后再更正"):
        correct(case, "household", 0, "homes", 2)
    with pytest.raises(NotYourDuty, match="经办人"):
        acts.correct_clerical_error(
            actor=SYSTEM, on=november(4), case_id=case.pk, subject="household", subject_id=0, field="homes", value=2,
            reason="看错了一行",
        )  # fmt: skip
    acts.give_opinion(
        actor=holder("social_affairs_head"), on=november(9), case_id=case.pk, outcome="return", text="房产数不对"
    )
    correct(case, "household", 0, "homes", 2)
    case.household.refresh_from_db()
    assert case.household.homes == 2
