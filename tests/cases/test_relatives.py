"""57.11: near relatives who handle such cases are registered by name; in office, they lay no hand on the matter."""

import pytest
from django.db import DatabaseError, transaction

from jiuzhu.cases import acts, duties, standing
from jiuzhu.cases.acts.decide import NotReadyToDecide
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.models import AuditEntry, AuditPrivate
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.registry.declaration import RelativeDeclared
from jiuzhu.registry.models import NearRelative
from tests.cases.stages import apply, decided, november, received, to_decision
from tests.cases.test_bureau_visit import bureau_visits
from tests.district import BEIAO, build, holder

pytestmark = pytest.mark.django_db
LATER = {"kin": "child", "post": "街道社会事务办", "reason": "入户时家庭说起"}


def test_a_relative_in_office_is_found_by_name_and_lays_no_hand() -> None:
    build()
    head = holder("social_affairs_head")
    case = apply(relatives=(RelativeDeclared(name=head.name, kin="sibling", post="社会事务办"),))
    row = NearRelative.objects.get(household=case.household)
    assert (row.officer_id, row.township, row.registered_on) == (head.person_id, BEIAO, case.accepted_on)
    assert not duties.may_do(head, case, "confirm_check").yes
    with pytest.raises(NotYourDuty, match="近亲属，须回避"):
        acts.confirm_check_authorisation(actor=head, on=november(3), case_id=case.pk)
    with pytest.raises(DatabaseError, match="hand_of_a_near_relative"), transaction.atomic():
        Hand.objects.create(
            matter=case.token, township=BEIAO, person_id=head.person_id, hand=2, act="x", on=november(3)
        )
    assert not Hand.objects.filter(matter=case.token, hand=2).exists()


def test_the_window_receives_no_application_of_its_own_relatives() -> None:
    build()
    handler = holder("handler")
    with pytest.raises(NotYourDuty, match="近亲属，须回避"):
        apply(relatives=(RelativeDeclared(name=handler.name, kin="child", post="经办人"),))
    assert not NearRelative.objects.exists()


def test_one_that_comes_to_light_later_brings_the_bureau() -> None:
    case = to_decision(received())
    handler = holder("handler")
    with pytest.raises(BadInput, match="怎样知道"):
        acts.register_near_relative(
            actor=handler, on=november(18), case_id=case.pk, name="王某", **{**LATER, "reason": " "}
        )
    with pytest.raises(BadInput, match="是家庭成员的什么人"):
        acts.register_near_relative(
            actor=handler, on=november(18), case_id=case.pk, name="王某", **{**LATER, "kin": "cousin"}
        )
    with pytest.raises(NotYourDuty):
        acts.register_near_relative(
            actor=holder("leader_in_charge"), on=november(18), case_id=case.pk, name="王某", **LATER
        )
    assert not NearRelative.objects.exists()
    row = acts.register_near_relative(actor=handler, on=november(18), case_id=case.pk, name="王某", **LATER)
    assert (row.name, row.kin, row.registered_on) == ("王某", "child", november(18))
    entry = AuditEntry.objects.get(act="note_near_relative")
    assert "王某" not in entry.entry
    assert "王某" in AuditPrivate.objects.get(entry=entry).values
    assert [c.pk for c in standing.awaiting_bureau_visit(BEIAO)] == [case.pk]
    with pytest.raises(NotReadyToDecide, match="近亲属备案"):
        decided(case, "approve")
    bureau_visits(case)
    decided(case, "approve")


def test_a_name_written_wrongly_is_put_right_with_a_reason() -> None:
    case = received(relatives=(RelativeDeclared(name="王谋", kin="sibling", post="社区委员"),))
    row = NearRelative.objects.get(household=case.household)
    given = {"subject": "relative", "subject_id": row.pk, "field": "name", "reason": "看了身份证，录入时写错"}
    with pytest.raises(BadInput, match="不能空着"):
        acts.correct_clerical_error(actor=holder("handler"), on=november(3), case_id=case.pk, value=" ", **given)
    acts.correct_clerical_error(actor=holder("handler"), on=november(3), case_id=case.pk, value="王某", **given)
    row.refresh_from_db()
    assert row.name == "王某"
