"""A case brought to a step by its acts, so that a test begins where its question is."""

import datetime as dt

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.ground import clock
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.scope import set_scope
from jiuzhu.registry.models import MeansCheck
from tests.desks.visitors import Visitor
from tests.district import BEIAO, DAY, WANGCHAO, family, holder

LAST_OF_NOTICE = dt.date(2026, 11, 16)
AFTER_NOTICE = dt.date(2026, 11, 17)


def on(day: int) -> dt.date:
    """A day of November; the office's day is moved there unless it is past."""
    wanted = dt.date(2026, 11, day)
    if wanted >= clock.today():
        clock.set_day(wanted)
    return wanted


def received(seed: int = 1, township: str = BEIAO, village: str = WANGCHAO, **changes: object) -> Case:
    """Accepted on 11月2日 by the township's first handler."""
    return acts.receive_application(
        actor=holder("handler", township),
        on=DAY,
        programme="dibao",
        township=township,
        village=village,
        declaration=family(seed, **changes),
    )


def checked(case: Case) -> Case:
    """委托确认 on 11月3日, the report with undeclared interest on 11月5日."""
    acts.confirm_check_authorisation(actor=holder("social_affairs_head"), on=on(3), case_id=case.pk)
    acts.record_check_report(
        actor=SYSTEM,
        on=on(5),
        check_id=MeansCheck.objects.get(matter=str(case.token)).pk,
        report={},
        incomes=[{"person_id": case.applicant_id, "kind": "property", "fen": 8_640, "per": "year"}],
        property_found={},
    )
    return case


def visited(case: Case) -> Case:
    """Both investigators on 11月6日."""
    checked(case)
    second = holder("handler", nth=1)
    acts.record_home_visit(
        actor=holder("handler"),
        on=on(6),
        case_id=case.pk,
        visited_on=on(6),
        second_person_id=second.person_id,
        family_signed=True,
        notes="住房老旧",
    )
    acts.countersign_home_visit(actor=second, on=on(6), case_id=case.pk)
    return case


def found(case: Case) -> Case:
    """Sent to the reviewer on 11月6日."""
    visited(case)
    acts.submit_finding(
        actor=holder("handler"), on=on(6), case_id=case.pk, recommends=True, conclusion="收入低于标准，家庭困难"
    )
    return case


def reviewed(case: Case) -> Case:
    """初审 on 11月9日: to be confirmed."""
    found(case)
    acts.give_opinion(
        actor=holder("social_affairs_head"), on=on(9), case_id=case.pk, outcome="confirm", text="情况属实"
    )
    return case


def published(case: Case) -> Case:
    """The notice stands from 11月10日 to 11月16日."""
    reviewed(case)
    acts.start_publication(actor=holder("handler"), on=on(9), case_id=case.pk)
    return case


def ready(case: Case) -> Case:
    """Nobody objected; the leader's turn on 11月17日."""
    published(case)
    acts.close_publication(actor=holder("handler"), on=on(17), case_id=case.pk, outcome="clear")
    return case


def page_of(case: Case) -> str:
    """The address of the case."""
    return f"/cases/{case.number}/"


def send(who: Visitor, case: Case, act: str, status: int = 302, **inputs: object) -> str:
    """Send the form of an act; the text of the answer."""
    sent = {"form_key": f"a-form-{act}", **{key: str(value) for key, value in inputs.items()}}
    answer = who.post(f"{page_of(case)}acts/{act}/", sent)
    set_scope(DISTRICT)
    assert answer.status_code == status, answer.content.decode()[:3000]
    if status == 302:
        assert answer["Location"] == page_of(case)
    return answer.content.decode()
