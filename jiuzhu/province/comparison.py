"""A roster and our entitlements of the same township, programme and month, person by person, compared by the database.

Compared anew at every look: a difference that a decision or a new roster has put right is gone by itself.
"""

import re
from dataclasses import dataclass

from django.db import connection

from jiuzhu.province.models import RosterImport

PAGE = 50
KINDS = {
    "only_here": "只在本系统",
    "only_there": "只在省系统",
    "amount": "金额不同",
    "name": "姓名不同",
    "same": "一致",
}
PLACE = re.compile(r"([01])\.([0-9]{1,18})")

# A person has one kind: another name is said before another amount. An explanation holds for these very values, and the
# one who explains must be another person than `not_by`. `place` orders the lines of the roster before those only here.
COMPARED = """
WITH here AS (
  SELECT p.id, p.id_hash, p.name, e.amount_fen, e.matter
  FROM entitlements_entitledperson ep
  JOIN entitlements_entitlement e ON e.id = ep.entitlement_id
  JOIN persons_person p ON p.id = ep.person_id
  WHERE e.township = %(township)s AND e.programme = %(programme)s AND ep.span @> %(month)s::date
), there AS (
  SELECT id, id_hash, name, amount_fen, provincial_number FROM province_rosterline WHERE roster_id = %(roster)s
), both_sides AS (
  SELECT coalesce(h.id_hash, t.id_hash) AS id_hash, h.matter, t.provincial_number, t.id AS line,
    CASE WHEN t.id IS NULL THEN 1 ELSE 0 END AS side, coalesce(t.id, h.id) AS number,
    coalesce(h.name, '') AS here_name, coalesce(t.name, '') AS there_name,
    h.amount_fen AS here_fen, t.amount_fen AS there_fen,
    CASE WHEN t.id IS NULL THEN 'only_here' WHEN h.id IS NULL THEN 'only_there'
      WHEN h.name <> t.name THEN 'name' WHEN h.amount_fen IS DISTINCT FROM t.amount_fen THEN 'amount'
      ELSE 'same' END AS kind
  FROM here h FULL JOIN there t ON t.id_hash = h.id_hash
), compared AS (
  SELECT b.*, EXISTS (
    SELECT FROM province_differenceexplained x
    WHERE x.township = %(township)s AND x.programme = %(programme)s AND x.month = %(month)s AND x.id_hash = b.id_hash
      AND x.kind = b.kind AND x.here_name = b.here_name AND x.there_name = b.there_name
      AND x.here_fen IS NOT DISTINCT FROM b.here_fen AND x.there_fen IS NOT DISTINCT FROM b.there_fen
      AND x.by_id IS DISTINCT FROM %(not_by)s
  ) AS explained
  FROM both_sides b
)
"""


@dataclass(frozen=True, slots=True)
class Compared:
    """One person on both sides; money in fen a month of the whole household."""

    id_hash: str
    matter: str
    provincial_number: str
    line: int | None
    side: int
    number: int
    here_name: str
    there_name: str
    here_fen: int | None
    there_fen: int | None
    kind: str
    explained: bool

    @property
    def place(self) -> str:
        """Its place in the list, for addresses: no number of the person."""
        return f"{self.side}.{self.number}"

    @property
    def name(self) -> str:
        """As we know the person, otherwise as the roster does."""
        return self.here_name or self.there_name

    @property
    def word(self) -> str:
        """The kind in Chinese."""
        return KINDS[self.kind]

    @property
    def also_amount(self) -> bool:
        """Another name and another amount as well."""
        return self.kind == "name" and self.here_fen != self.there_fen

    @property
    def open(self) -> bool:
        """A difference nobody has answered for."""
        return self.kind != "same" and not self.explained


def counts(roster: RosterImport) -> dict[str, tuple[int, int]]:
    """Per kind: how many persons, and how many of them are open differences."""
    rows = _ask(
        "SELECT kind, count(*), count(*) FILTER (WHERE kind <> 'same' AND NOT explained) FROM compared GROUP BY kind",
        roster,
    )
    found = {kind: (count, unexplained) for kind, count, unexplained in rows}
    return {kind: found.get(kind, (0, 0)) for kind in KINDS}


def open_count(roster: RosterImport, not_by: int | None = None) -> int:
    """Open differences; explanations by the person `not_by` don't count."""
    sql = "SELECT count(*) FROM compared WHERE kind <> 'same' AND NOT explained"
    return int(_ask(sql, roster, not_by=not_by)[0][0])


def page_of(roster: RosterImport, show: str = "open", after: str = "") -> tuple[list[Compared], str]:
    """A page of one kind, of `open` differences or of `all`, and the place of the next page."""
    wanted = {"open": "kind <> 'same' AND NOT explained", "all": "true"}.get(show, "kind = %(kind)s")
    side, number = place_of(after) or (0, 0)
    sql = f"{SELECT} WHERE {wanted} AND (side, number) > (%(side)s, %(number)s) ORDER BY side, number LIMIT %(limit)s"
    found = [_row(row) for row in _ask(sql, roster, kind=show, side=side, number=number, limit=PAGE + 1)]
    return found[:PAGE], found[PAGE - 1].place if len(found) > PAGE else ""


def one(roster: RosterImport, place: str) -> Compared | None:
    """The person at a place, or nobody."""
    at = place_of(place)
    if at is None:
        return None
    found = _ask(f"{SELECT} WHERE side = %(side)s AND number = %(number)s", roster, side=at[0], number=at[1])
    return _row(found[0]) if found else None


def place_of(text: str) -> tuple[int, int] | None:
    """The place in an address; None for an unreadable one."""
    found = PLACE.fullmatch(text)
    return (int(found[1]), int(found[2])) if found else None


SELECT = """SELECT id_hash, matter, provincial_number, line, side, number, here_name, there_name, here_fen, there_fen,
  kind, explained FROM compared"""


def _row(row: tuple[object, ...]) -> Compared:
    first, matter, number, *rest = row
    return Compared(str(first), str(matter or ""), str(number or ""), *rest)  # type: ignore[arg-type]


def _ask(sql: str, roster: RosterImport, not_by: int | None = None, **more: object) -> list[tuple[object, ...]]:
    given = {
        "township": roster.township,
        "programme": roster.programme,
        "month": roster.month,
        "roster": roster.pk,
        "not_by": not_by,
        **more,
    }
    with connection.cursor() as cursor:
        cursor.execute(COMPARED + sql, given)
        return list(cursor.fetchall())
