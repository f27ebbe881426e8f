"""导入名册: an export of the provincial system, read whole or refused whole."""

import datetime as dt

from django.db import connection

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.offices.queries import township_names
from jiuzhu.plain.days import next_month, short
from jiuzhu.province import duties, queries
from jiuzhu.province.models import RosterImport, RosterLine
from jiuzhu.province.outside import Roster, system

BATCH = 1000


class SameRosterAgain(Refusal):
    """The very file that already counts for its month."""


@act("import_roster")
def import_roster(*, actor: Actor, on: dt.date, data: bytes) -> RosterImport:
    """A new roster of the month the file names; from now on it is the one that counts. Older ones stay on file."""
    roster = system().read_roster(data, on)
    duties.may_import_roster(actor, roster.township).or_refuse()
    _known(roster, on)
    with connection.cursor() as cursor:
        key = f"roster:{roster.township}:{roster.programme}:{roster.month}"
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 3))", [key])
    digest = crypto.digest(data)
    before = queries.roster_of(roster.township, roster.programme, roster.month)
    if before is not None and before.digest == digest:
        raise SameRosterAgain(f"这份名册和 {short(before.imported_on, on)} 导入的完全一样，没有再导入。", field="file")
    row = RosterImport.objects.create(
        township=roster.township,
        programme=roster.programme,
        month=roster.month,
        imported_on=on,
        by_id=actor.person_id,
        digest=digest,
        persons=len(roster.rows),
    )
    RosterLine.objects.bulk_create(
        (
            RosterLine(
                roster=row,
                township=row.township,
                row=line.row,
                provincial_number=line.provincial_number,
                name=line.name,
                id_hash=crypto.keyed_hash(line.id_number),
                id_number=line.id_number,
                amount_fen=line.amount_fen,
            )
            for line in roster.rows
        ),
        batch_size=BATCH,
    )
    audit.record(
        actor=actor,
        act="import_roster",
        on=on,
        subject=row,
        clause="n8.2",
        township=row.township,
        old={"roster": before.pk if before else None},
        new={"digest": digest, "month": row.month, "persons": row.persons, "programme": row.programme},
    )
    return row


def _known(roster: Roster, on: dt.date) -> None:
    if roster.township not in township_names():
        raise BadInput(f"名册里的街道乡镇代码 {roster.township} 不在本区，没有导入。", field="file")
    if roster.month > next_month(on):
        raise BadInput(f"名册是 {roster.month:%Y-%m} 的，还没有到，没有导入。请检查导出的月份。", field="file")
