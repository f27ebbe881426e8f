"""Every post tries every act of a case at its own step, on the check centre's request and on the board's notice."""

import datetime as dt
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from tests.desks.casework import cases
from tests.desks.checkcentre.requests import asked, file_of, report_of
from tests.district import BEIAO, DAY, build, holder
from tests.trust.addresses import addresses
from tests.trust.everybody import asks, everybody
from tests.trust.test_access import ACT, ask_all, fields, judge
from tests.trust.test_access_papers import posts_below

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
REQUESTS = "checkcentre/<str:request_key>/"


def steps(case: Any) -> Iterator[tuple[str, dict[str, Any], Callable[[], Any]]]:
    """(act, a good form, how the case goes on) in the order of the procedure."""
    from jiuzhu.cases import acts
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.registry.models import MeansCheck

    handler, second = holder("handler"), holder("handler", nth=1)
    head, leader = holder("social_affairs_head"), holder("leader_in_charge")

    def go(verb: Any, actor: Any, day: int, **words: Any) -> Callable[[], Any]:
        return lambda: verb(actor=actor, on=cases.on(day), case_id=case.pk, **words)

    visit = {"visited_on": dt.date(2026, 11, 2), "notes": "与申报一致", "family_signed": True}
    yield "confirm_check_authorisation", {}, go(acts.confirm_check_authorisation, head, 2)
    check = MeansCheck.objects.get(matter=str(case.token))
    acts.record_check_report(actor=SYSTEM, on=DAY, check_id=check.pk, report={}, incomes=[], property_found={})

    def companion(post: str) -> int:
        """Nobody can name themselves; everybody names somebody they could go with."""
        return holder("second_investigator" if post == "village_worker" else "village_worker").person_id or 0

    yield (
        "record_home_visit",
        {**visit, "second": companion},
        go(acts.record_home_visit, handler, 2, second_person_id=second.person_id, **visit),
    )
    yield "countersign_home_visit", {}, go(acts.countersign_home_visit, second, 2)
    yield (
        "submit_finding",
        {"recommends": "yes", "conclusion": "符合条件"},
        go(acts.submit_finding, handler, 2, recommends=True, conclusion="符合条件"),
    )
    words = {"outcome": "confirm", "text": "同意"}
    yield "give_opinion", words, go(acts.give_opinion, head, 2, **words)
    yield "start_publication", {}, go(acts.start_publication, handler, 2)
    cases.on(17)
    yield "close_publication", {"outcome": "clear"}, go(acts.close_publication, handler, 17, outcome="clear")
    words = {"outcome": "approve", "text": "同意"}
    yield "decide_case", words, go(acts.decide_case, leader, 17, **words)
    yield "announce_decision", {}, go(acts.announce_decision, handler, 17)


def test_every_post_tries_every_act_at_its_step() -> None:
    build()
    people, case = everybody(), cases.received(1)
    found, asked = [], []
    for act, form, go_on in steps(case):
        found += ask_all(people, ACT.format(act), f"/cases/{case.number}/acts/{act}/", **form)
        asked.append(ACT.format(act))
        go_on()
    case.refresh_from_db()
    assert found == [], found
    assert case.state == "granted", "every act was asked about at its own step"
    of_steps = {a.route for a in addresses() if a.page.name.startswith("casework.pages.acts.")}
    assert of_steps == set(asked)


def test_every_post_tries_every_act_on_a_request() -> None:
    build()
    people, (_, check) = everybody(), asked(7)
    cases.on(9)
    forms: dict[str, dict[str, Any]] = {
        "start/": {"started_on": "2026-11-09"},
        "file/": {"reason": "导入核对平台"},
        "report/": {"report": lambda _: file_of(report_of(check))},
    }
    found = []
    for tail, form in forms.items():
        found += ask_all(people, f"{REQUESTS}{tail}", f"/checkcentre/{check.request_key}/{tail}", **form)
    assert found == [], found
    assert posts_below(REQUESTS) == {f"{REQUESTS}{tail}" for tail in forms}


def test_everybody_may_object_on_the_board() -> None:
    build()
    case, found = cases.published(cases.received(1)), []
    cases.on(12)
    form = {"notice_id": case.publications.get().pk, "text": "他家在城里还有一套房"}
    for post, who in everybody().items():
        status = asks(who, "POST", f"/board/{BEIAO}/objection/", fields(**form)).status_code
        found += judge("board/<str:township>/objection/", "POST", {post: status})
    assert found == [], found
