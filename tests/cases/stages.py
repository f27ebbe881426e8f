"""A case brought to a stage by its acts, so that a test begins where its question is. Days are of November 2026."""

import datetime as dt
from typing import Any

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, Task
from jiuzhu.commands.demo_data.people import People
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.registry.choices import SELF_CARE
from jiuzhu.registry.declaration import MemberDeclared
from jiuzhu.registry.models import MeansCheck
from tests.district import BEIAO, DAY, WANGCHAO, build, family, holder


def november(day: int) -> dt.date:
    """A day of the month in which the cases of these tests run."""
    return dt.date(2026, 11, day)


def received(seed: int = 1, *, programme: str = "dibao", on: dt.date = DAY, **changes: Any) -> Case:
    """A case just accepted."""
    build(on)
    return apply(seed, programme=programme, on=on, **changes)


def apply(seed: int = 1, *, programme: str = "dibao", on: dt.date = DAY, **changes: Any) -> Case:
    """Another family in the district there is."""
    return acts.receive_application(
        actor=holder("handler"),
        on=on,
        programme=programme,
        township=BEIAO,
        village=WANGCHAO,
        declaration=family(seed, **changes),
    )


def authorised(case: Case, on: dt.date = dt.date(2026, 11, 3)) -> MeansCheck:
    """委托确认; the request that went out."""
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on, case_id=case.pk)
    return MeansCheck.objects.get(matter=str(case.token))


def reported(check: MeansCheck, on: dt.date = dt.date(2026, 11, 5), **found: Any) -> None:
    """The report arrives; without `found` it agrees with the declaration."""
    given: dict[str, Any] = {"report": {"day": on.isoformat()}, "incomes": [], "property_found": {}}
    acts.record_check_report(actor=SYSTEM, on=on, check_id=check.pk, **(given | found))


def visited(case: Case, on: dt.date = dt.date(2026, 11, 6)) -> None:
    """Both handlers visit and sign on the same day."""
    second = holder("handler", nth=1)
    acts.record_home_visit(
        actor=holder("handler"),
        on=on,
        case_id=case.pk,
        visited_on=on,
        second_person_id=second.person_id,
        family_signed=True,
        notes="住房老旧，男主人行动不便",
    )
    acts.countersign_home_visit(actor=second, on=on, case_id=case.pk)


def found(case: Case, on: dt.date = dt.date(2026, 11, 6), *, recommends: bool = True) -> None:
    """The handler's conclusion."""
    acts.submit_finding(actor=holder("handler"), on=on, case_id=case.pk, recommends=recommends, conclusion="情况属实")


def supporters_found(case: Case, supporters: str = "none", on: dt.date = dt.date(2026, 11, 6)) -> None:
    """Nobody outside owes support, as the survey found."""
    acts.record_supporters(
        actor=holder("handler"),
        on=on,
        case_id=case.pk,
        supporters=supporters,
        told="村委会和本人都说没有子女，查过户籍",
        found_on=on,
    )


def self_care_assessed(case: Case, *unmet: str, on: dt.date = dt.date(2026, 11, 6), **changes: Any) -> None:
    """The six items, those in `unmet` not managed alone; dispersed support."""
    given = {
        "items": {item: item not in unmet for item in SELF_CARE},
        "support_form": "dispersed",
        "assessed_on": on,
        "assessor": "洪雅静",
    }
    acts.record_self_care_assessment(actor=holder("handler"), on=on, case_id=case.pk, **(given | changes))


def old_and_alone(seed: int = 9) -> tuple[MemberDeclared, ...]:
    """Somebody of over seventy who lives by themselves."""
    who = People(seed * 77 + 5).person(sex="male", born_on=dt.date(1952, 4, 8) + dt.timedelta(days=seed))
    return (MemberDeclared(name=who.name, number=who.number, relation="self", consented=True),)


def to_finding(case: Case) -> Case:
    """Checked and visited; the handler's conclusion is next."""
    reported(authorised(case))
    visited(case)
    return case


def to_opinion(case: Case) -> Case:
    """Through check, visit and finding; the reviewer's turn."""
    found(to_finding(case))
    return case


def reviewed(case: Case, outcome: str = "confirm", on: dt.date = dt.date(2026, 11, 9)) -> Case:
    """The head's opinion."""
    acts.give_opinion(
        actor=holder("social_affairs_head"), on=on, case_id=case.pk, outcome=outcome, text="情况属实，按规定"
    )
    return case


def to_publication(case: Case) -> Case:
    """Confirmed and posted on 11月9日: the notice stands from 10日 to 16日."""
    reviewed(to_opinion(case))
    acts.start_publication(actor=holder("handler"), on=november(9), case_id=case.pk)
    return case


def to_decision(case: Case) -> Case:
    """Opinion and seven days of publication; the leader's turn."""
    to_publication(case)
    acts.close_publication(actor=holder("handler"), on=november(17), case_id=case.pk, outcome="clear")
    return case


def decided(case: Case, outcome: str, on: dt.date = dt.date(2026, 11, 18)) -> Case:
    """The leader's decision."""
    acts.decide_case(actor=holder("leader_in_charge"), on=on, case_id=case.pk, outcome=outcome, text="按规定")
    return case


def waiting(case: Case) -> set[str]:
    """The steps of the case's open tasks."""
    return set(Task.objects.filter(case=case, closed_on__isnull=True).values_list("step", flat=True))
