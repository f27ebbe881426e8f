"""Rosters against our entitlements: imported whole, compared person by person, explained by the second person."""

import datetime as dt

import pytest
from django.db import InternalError, ProgrammingError, connection, transaction

from jiuzhu.entitlements.models import EntitledPerson
from jiuzhu.gateways.province_system import fake
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.province import comparison, queries
from jiuzhu.province.acts import explain_difference, import_roster
from jiuzhu.province.models import DifferenceExplained, RosterImport, RosterLine
from tests.district import BEIAO, family, holder
from tests.payments.township import NOVEMBER, granted
from tests.persons import newcomers
from tests.province.rosters import as_here, cells, covered, imported, numbered, with_amounts

DONGPING = "330305002"
THIRD = dt.date(2026, 11, 3)


def kinds(roster: RosterImport) -> dict[str, int]:
    """How many persons of each kind that occurs."""
    return {kind: count for kind, (count, _) in comparison.counts(roster).items() if count}


def place(roster: RosterImport, kind: str) -> str:
    """Where the first person of a kind stands."""
    return comparison.page_of(roster, kind)[0][0].place


def test_a_roster_that_agrees_has_no_difference() -> None:
    rows = as_here(granted(1), granted(2, wages_fen=45_000))
    roster = imported(rows)
    assert (roster.township, roster.programme, roster.month, roster.persons) == (BEIAO, "dibao", NOVEMBER, 4)
    assert kinds(roster) == {"same": 4}
    assert comparison.open_count(roster) == 0
    line = RosterLine.objects.get(roster=roster, row=2)
    assert (line.name, line.id_number, line.provincial_number) == (rows[0][4], rows[0][5], rows[0][0])
    entry = AuditEntry.objects.get(act="import_roster")
    assert entry.on == THIRD and rows[0][5] not in entry.entry


def test_numbers_of_a_roster_stand_encrypted() -> None:
    rows = as_here(granted(1))
    imported(rows)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id_number FROM province_rosterline ORDER BY row")
        stored = [value for (value,) in cursor.fetchall()]
    assert all(row[5] not in value for row, value in zip(rows, stored, strict=True))


def test_every_kind_of_difference_is_found() -> None:
    one, two, three = granted(1), granted(2, wages_fen=45_000), granted(3, wages_fen=30_000)
    rows = as_here(one, two)
    stranger = newcomers.person(5)
    rows = with_amounts(rows, {2: "1.00", 3: "1.00"})
    rows[0][4] = "另一个名字"
    rows.append(cells(stranger, "88.00", number=numbered(99)))
    roster = imported(rows)
    assert kinds(roster) == {"name": 1, "same": 1, "amount": 2, "only_there": 1, "only_here": 2}
    assert comparison.open_count(roster) == 6
    only_here = {row.name for row in comparison.page_of(roster, "only_here")[0]}
    assert only_here == {row.person.name for row in covered(three)}
    (named,) = comparison.page_of(roster, "name")[0]
    assert (named.here_name, named.there_name) == (covered(one)[0].person.name, "另一个名字")
    assert all(row.here_fen != row.there_fen == 100 for row in comparison.page_of(roster, "amount")[0])


def test_a_case_accepted_but_not_granted_is_nobody_here() -> None:
    from tests.desks.casework.cases import received

    rows = as_here(granted(1))
    waiting = received(2)
    roster = imported([*rows, cells(waiting.applicant, "500.00", number=numbered(2))])
    assert kinds(roster) == {"same": 2, "only_there": 1}


def test_the_month_decides_who_is_here() -> None:
    case = granted(1, in_month=11)
    rows = [[*row[:3], "2026-12", *row[4:]] for row in as_here(case)]
    assert kinds(imported(rows)) == {"same": 2}
    assert kinds(imported(as_here(case))) == {"only_there": 2}, "money begins in December"


def test_pages_by_place_show_everybody_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparison, "PAGE", 2)
    cases = [granted(n) for n in (1, 2, 3)]
    roster = imported(as_here(*cases[:2]))
    seen, after = [], ""
    while True:
        rows, after = comparison.page_of(roster, "all", after)
        seen += [row.id_hash for row in rows]
        if not after:
            break
    assert sorted(seen) == sorted(row.person.id_hash for case in cases for row in covered(case))
    assert comparison.place_of("2.5") is None and comparison.place_of("0.x") is None


def test_a_difference_put_right_here_is_gone_by_itself() -> None:
    case = granted(1)
    before = transaction.savepoint()
    rows = as_here(case, granted(2, wages_fen=45_000))
    transaction.savepoint_rollback(before)  # the province has the second family's decision, here it isn't made yet
    roster = imported(rows)
    assert kinds(roster) == {"same": 2, "only_there": 2} and comparison.open_count(roster) == 2
    granted(2, wages_fen=45_000)
    assert kinds(roster) == {"same": 4} and comparison.open_count(roster) == 0


def test_a_refused_file_leaves_nothing_behind() -> None:
    rows = as_here(granted(1))
    rows[1][5] = "123"
    with pytest.raises(BadInput, match=r"第 3 行“身份证号”.*没有导入"):
        imported(rows)
    assert (RosterImport.objects.count(), RosterLine.objects.count()) == (0, 0)
    assert not AuditEntry.objects.filter(act="import_roster").exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [({"township": "330305999"}, "330305999 不在本区"), ({"month": "2027-01"}, "名册是 2027-01 的，还没有到")],
)
def test_a_roster_of_nowhere_or_of_a_month_to_come_is_refused(changes: dict[str, str], sentence: str) -> None:
    rows = as_here(granted(1), **changes)
    with pytest.raises(BadInput, match=sentence):
        import_roster(actor=holder("bureau_officer", ""), on=THIRD, data=fake.as_csv(rows))
    assert not RosterImport.objects.exists()


def test_the_same_file_again_is_said_and_not_taken() -> None:
    rows = as_here(granted(1))
    imported(rows)
    with pytest.raises(Refusal, match="完全一样"):
        imported(rows, day=4)
    assert RosterImport.objects.count() == 1
    imported(with_amounts(rows, {0: "5.00", 1: "5.00"}), day=4)
    imported(rows, day=5)
    assert RosterImport.objects.count() == 3, "back to the first after a change"


def test_who_may_import_and_for_where() -> None:
    rows = as_here(granted(1))
    for post in ("leader_in_charge", "village_worker", "social_affairs_head"):
        with pytest.raises(NotYourDuty, match="名册由"):
            imported(rows, post=post)
    stranger = holder("handler", DONGPING)
    with pytest.raises(NotYourDuty, match="不是您所在街道"), scoped(stranger):
        import_roster(actor=stranger, on=THIRD, data=fake.as_csv(rows))
    assert not RosterImport.objects.exists()
    roster = import_roster(actor=holder("bureau_officer", ""), on=THIRD, data=fake.as_csv(rows))
    assert roster.township == BEIAO


def test_another_township_sees_nothing() -> None:
    roster = imported(with_amounts(as_here(granted(1)), {0: "5.00", 1: "5.00"}))
    spot, stranger = place(roster, "amount"), holder("finance_releaser", DONGPING)
    with scoped(stranger):
        assert not RosterImport.objects.exists() and not RosterLine.objects.exists()
        assert comparison.page_of(roster, "all") == ([], "")
        assert not EntitledPerson.objects.exists()
        with pytest.raises(NotFound):
            explain_difference(actor=stranger, on=THIRD, roster_id=roster.pk, place=spot, reason="两边生效月份不同")
    assert not DifferenceExplained.objects.exists()


def test_the_second_person_explains_with_a_reason() -> None:
    roster = imported(with_amounts(as_here(granted(1)), {0: "5.00", 1: "5.00"}))
    spot, releaser = place(roster, "amount"), holder("finance_releaser")
    with pytest.raises(BadInput, match="请写明两边为什么不同"):
        explain_difference(actor=releaser, on=THIRD, roster_id=roster.pk, place=spot, reason="不同")
    for post in ("finance_preparer", "handler"):
        with pytest.raises(NotYourDuty, match="由复核人说明"):
            explain_difference(actor=holder(post), on=THIRD, roster_id=roster.pk, place=spot, reason="省系统下月生效")
    row = explain_difference(actor=releaser, on=THIRD, roster_id=roster.pk, place=spot, reason=" 省系统下月生效 ")
    row.refresh_from_db()
    assert (row.reason, row.by_id, row.kind, row.there_fen) == ("省系统下月生效", releaser.person_id, "amount", 500)
    assert comparison.open_count(roster) == 1
    assert AuditEntry.objects.get(act="explain_difference").person_id_value == releaser.person_id
    assert AuditEntry.objects.get(act="explain_difference").matter != ""


def test_who_agrees_needs_no_explanation() -> None:
    roster = imported(as_here(granted(1)))
    spot, releaser = place(roster, "same"), holder("finance_releaser")
    with pytest.raises(Refusal, match="已经一致"):
        explain_difference(actor=releaser, on=THIRD, roster_id=roster.pk, place=spot, reason="没有不同")
    assert not DifferenceExplained.objects.exists()


def test_an_explanation_lives_on_for_the_same_difference_only() -> None:
    case, releaser = granted(1), holder("finance_releaser")
    wrong = with_amounts(as_here(case), {0: "5.00", 1: "5.00"})
    first = imported(wrong)
    for row in comparison.page_of(first, "amount")[0]:
        explain_difference(actor=releaser, on=THIRD, roster_id=first.pk, place=row.place, reason="省系统下月生效")
    other = newcomers.person(5)
    again = imported([*wrong, cells(other, "9.00", number=numbered(7))], day=4)
    assert comparison.counts(again)["amount"] == (2, 0)
    assert comparison.open_count(again) == 1, "only the newcomer"
    changed = imported(with_amounts(wrong, {0: "6.00", 1: "6.00"}), day=4)
    assert comparison.open_count(changed) == 2
    with pytest.raises(Refusal, match="新的名册"):
        explain_difference(
            actor=releaser, on=THIRD, roster_id=first.pk, place=place(first, "amount"), reason="省系统下月生效"
        )
    assert queries.roster_of(BEIAO, "dibao", NOVEMBER) == changed


def test_rosters_are_only_added() -> None:
    roster = imported(as_here(granted(1)))
    for change in (
        lambda: RosterImport.objects.filter(pk=roster.pk).update(persons=1),
        lambda: RosterLine.objects.filter(roster=roster).update(amount_fen=1),
        lambda: RosterLine.objects.filter(roster=roster).delete(),
    ):
        with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
            change()
    assert RosterLine.objects.filter(roster=roster).count() == 2


def test_a_family_declared_twice_stays_one_person() -> None:
    """The comparison goes by identity number: the same household in a later application is the same people."""
    case = granted(1)
    assert {m.number for m in family(1).members} == {row.person.id_number for row in covered(case)}
    assert kinds(imported(as_here(case))) == {"same": 2}
