"""What a form lets choose: who else may visit, which objections wait, how far the deadline may move, the facts."""

import datetime as dt
from typing import Any

from jiuzhu.cases import looks
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms import About, facts_of
from jiuzhu.desks.casework.pages.extension import extension_of
from jiuzhu.desks.casework.pages.others import answerable, other_ways, setting_aside
from jiuzhu.ground.actor import Actor
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import Member


def about_of(
    actor: Actor, case: Case, on: dt.date, *, act: str, visiting: tuple[Person, ...], members: list[Member]
) -> About:
    """For one act; nothing is asked that its form doesn't show."""
    look = looks.of(case)
    given: dict[str, Any] = {}
    match act:
        case "record_home_visit" | "assign_resurvey":
            unfree = look.barred | look.kept_out | {actor.person_id}
            given["investigators"] = tuple(p for p in visiting if p.pk not in unfree)
        case "answer_objection":
            given["objections"] = answerable(actor, case)
        case "set_aside_objection":
            given["setting_aside"] = setting_aside(actor, case, on)
        case "extend_deadline":
            given["extend_cap"] = extension_of(case, on)[1]
        case "agree_programme":
            given["ways"] = other_ways(case, on)
        case "renew_consent":
            given["members"] = tuple((str(m.pk), m.person.name) for m in members)
        case "end_power_of_attorney":
            given["agents"] = tuple((str(a.pk), a.name) for a in look.agents if a.ended_on is None)
        case "record_assistance_answer":
            waiting = [row for row in look.assistance if not row.answered_on]
            given["letters"] = tuple((str(row.pk), f"{row.number} {row.to_body}") for row in waiting)
        case "correct_clerical_error":
            given["facts"] = facts_of(case, members)
    return About(**given)
