"""Whether a person already applies or receives in another township: found over the whole district, told sparingly.

Row security hides the other township's rows. One function of the database answers for them (migration 0018): only for
named persons, only what stands outside the actor's own scope, and only where and what kind it is.
"""

import datetime as dt
from dataclasses import dataclass

from django.db import connection

from jiuzhu.offices.queries import township_names


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """An open application or a running benefit of a person in another township; `apart`: it is theirs alone."""

    person_id: int
    township: str
    kind: str
    programme: str
    apart: bool


def taken_elsewhere(person_ids: list[int], family: str, on: dt.date) -> list[Elsewhere]:
    """What these persons have in this family of programmes outside the scope, on this day or later."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT * FROM cases_taken_elsewhere(%s, %s, %s)", [person_ids, family, on])
        return [Elsewhere(*row) for row in cursor.fetchall()]


def told(found: list[Elsewhere], names: dict[int, str]) -> str:
    """Who, where and whether it is an application or a benefit; nothing more of the other township's row."""
    townships = township_names()
    words = {"case": "有一件正在办理的申请", "benefit": "正在领取待遇"}
    said = [f"{names[f.person_id]}在{townships.get(f.township, f.township)}{words[f.kind]}" for f in found]
    return "；".join(dict.fromkeys(said))
