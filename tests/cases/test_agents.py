"""57.6: somebody acts for the family under a power of attorney that is filed; in office, they lay no hand on it."""

import datetime as dt

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Document
from jiuzhu.decisions.models import Hand
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.offices.models import Account
from jiuzhu.registry.declaration import AgentDeclared
from jiuzhu.registry.models import Agent, Household
from tests.cases.stages import apply, november, received
from tests.district import DAY, build, holder

pytestmark = pytest.mark.django_db
NIECE = AgentDeclared(name="王某", relation="侄女", until=dt.date(2026, 12, 31), phone="13900000077", filed=True)


def changed(**given: object) -> AgentDeclared:
    """The niece, told differently."""
    return AgentDeclared(**{name: getattr(NIECE, name) for name in AgentDeclared.__slots__} | given)  # type: ignore[arg-type]


def test_an_agent_is_data_of_the_application_and_the_paper_is_filed() -> None:
    case = received(agent=NIECE)
    row = Agent.objects.get(household=case.household)
    assert (row.name, row.relation, row.scope, row.given_on, row.until) == ("王某", "侄女", "apply", DAY, NIECE.until)
    assert (case.channel, case.household.represented) == ("agent", True)
    assert Document.objects.filter(case=case, kind="委托书：王某").count() == 1


@pytest.mark.parametrize(
    ("given", "field", "says"),
    [
        ({"filed": False}, "filed", "委托书"),
        ({"until": None}, "until", "代理期限"),
        ({"until": dt.date(2026, 11, 1)}, "until", "代理期限"),
        ({"relation": " "}, "relation", "关系"),
        ({"scope": "everything"}, "scope", "代理事项"),
        ({"number": "99010119900101"}, "number", "身份证"),
    ],
)
def test_what_is_no_power_of_attorney_is_refused_at_its_place(given: dict[str, object], field: str, says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        received(agent=changed(**given))
    assert refused.value.field == f"agent-{field}"
    assert not Household.objects.exists()


def test_an_officer_who_acts_for_the_family_handles_nothing_of_it() -> None:
    build()
    head = holder("social_affairs_head")
    number = Account.objects.select_related("person").get(pk=head.account_id).person.id_number
    case = apply(agent=changed(name=head.name, number=number))
    with pytest.raises(NotYourDuty, match="代理人，须回避"):
        acts.confirm_check_authorisation(actor=head, on=november(3), case_id=case.pk)
    assert not Hand.objects.filter(matter=case.token, hand=2).exists()
    entry = AuditEntry.objects.filter(act="declare_household").latest("pk")
    assert number not in entry.entry


def test_a_power_is_given_later_and_taken_back() -> None:
    case = received()
    given = {"name": "王某", "relation": "侄女", "until": november(30), "filed": True}
    with pytest.raises(NotYourDuty):
        acts.appoint_agent(actor=holder("leader_in_charge"), on=november(3), case_id=case.pk, **given)
    acts.appoint_agent(actor=holder("handler"), on=november(3), case_id=case.pk, **given)
    row = Agent.objects.get()
    assert "王某" not in AuditEntry.objects.get(act="note_agent").entry
    end = {"actor": holder("handler"), "case_id": case.pk, "agent_id": row.pk}
    with pytest.raises(BadInput, match="为什么终止"):
        acts.end_power_of_attorney(on=november(4), reason="", **end)
    acts.end_power_of_attorney(on=november(4), reason="申请人已能自己办理", **end)
    row.refresh_from_db()
    assert (row.ended_on, row.end_reason) == (november(4), "申请人已能自己办理")
    with pytest.raises(BadInput, match="已经终止"):
        acts.end_power_of_attorney(on=november(5), reason="申请人已能自己办理", **end)
