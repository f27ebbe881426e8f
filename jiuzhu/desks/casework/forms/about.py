"""What a form has to know about its case before it can ask."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases.models import Objection
from jiuzhu.persons.models import Person


@dataclass(frozen=True, slots=True)
class About:
    """Who else may go on the next visit; the objections this actor may answer; the last day of an extension."""

    investigators: tuple[Person, ...] = ()
    objections: tuple[Objection, ...] = ()
    setting_aside: tuple[Objection, ...] = ()  # objections this actor may set aside
    extend_cap: dt.date | None = None
    ways: tuple[tuple[str, str], ...] = ()  # other ways that fit this household: key, and for whom and how much
    members: tuple[tuple[str, str], ...] = ()  # who may sign again: row and name
    agents: tuple[tuple[str, str], ...] = ()  # powers of attorney that can end
    letters: tuple[tuple[str, str], ...] = ()  # 协查函 that wait for their answer
    facts: tuple[tuple[str, str], ...] = ()  # what may be corrected: key, and its name with what stands there now
