"""Two records of one human being: joined by two people, one natural person from then on, in acts and database."""

import uuid
from dataclasses import replace

import pytest
from django.db import DatabaseError, connection, transaction

from jiuzhu.cases import looks
from jiuzhu.cases.acts import receive_application
from jiuzhu.cases.subjects import AlreadyApplied
from jiuzhu.commands.demo_data.people import People
from jiuzhu.decisions.acts import OwnFamily, SamePersonTwice, lay_hand
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.decisions.models import Hand
from jiuzhu.decisions.queries import hands_of
from jiuzhu.desks.casework.pages.choices import about_of
from jiuzhu.entitlements.acts import BASIC_LIVING
from jiuzhu.entitlements.queries import covered, covered_apart, in_tekun
from jiuzhu.ground.actor import SYSTEM, Actor
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.ground.scope import scoped
from jiuzhu.offices.acts import appoint, open_account, unlock_account
from jiuzhu.offices.models import Account, Office
from jiuzhu.offices.seats import actor_of
from jiuzhu.persons.acts import (
    confirm_same_person,
    propose_same_person,
    register_person,
    unmask_number,
    withdraw_same_person,
)
from jiuzhu.persons.models import Person, SamePerson
from jiuzhu.persons.queries import records_of
from jiuzhu.supervision.queries import cases_of
from tests.cases.stages import apply, decided, to_decision, to_finding
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, family, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
MATTER = uuid.UUID("6a0e8f0e-0000-4000-8000-000000000005")
PAPER = {"paper": "户口簿", "reason": "任命时号码写错一位"}


def another_record(of: Actor, post: str = "leader_in_charge") -> Actor:
    """The same human being under a wrong number, in a post and with an account of their own."""
    who = People(86, area=86).person(sex="female", born_on=DAY.replace(year=1979), name=of.name)
    person = register_person(actor=SYSTEM, on=DAY, name=who.name, number=who.number)
    office = Office.objects.get(key=f"{BEIAO}.leadership")
    row = appoint(actor=SYSTEM, on=DAY, person=person, office=office, post=post, effective_from=DAY)
    return actor_of(Account.objects.create(person=person, username="twice", password="!"), row)


def numbers(given_up: Actor, kept: Actor) -> dict[str, str]:
    """As they are typed."""
    return {
        "number": Person.objects.get(pk=given_up.person_id).id_number,
        "kept_number": Person.objects.get(pk=kept.person_id).id_number,
    }


def proposed_same(given_up: Actor | None = None, kept: Actor | None = None) -> SamePerson:
    """By the steward; the second handler is also a leader, until somebody sees it."""
    kept = kept or holder("handler", nth=1)
    given = numbers(given_up or another_record(kept), kept)
    return propose_same_person(actor=holder("steward", ""), on=DAY, **given, **PAPER)


def same_again(row: SamePerson) -> dict[str, object]:
    """What the second person sends."""
    return {"row": row.pk, "number": row.person.id_number, "kept_number": row.kept.id_number}


def joined(given_up: Actor, kept: Actor) -> SamePerson:
    """By the bureau's section."""
    row = proposed_same(given_up, kept)
    officer = holder("bureau_officer", "")
    return confirm_same_person(actor=officer, on=DAY, same_id=row.pk, **numbers(given_up, kept))


def lay(actor: Actor, hand: int, matter: uuid.UUID = MATTER) -> Hand:
    """A hand on the matter."""
    return lay_hand(actor=actor, on=DAY, matter=matter, township=BEIAO, hand=hand, for_act="of_this_test")


def test_joined_records_are_one_natural_person_in_the_three_hands() -> None:
    build()
    kept = holder("handler", nth=1)
    twice = another_record(kept)
    lay(kept, 1)
    assert may_lay_hand(twice, MATTER, 3).yes, "two people, as far as anybody knows"
    joined(twice, kept)
    assert records_of(kept.person_id) == records_of(twice.person_id) == sorted({kept.person_id, twice.person_id})
    for laid in (None, hands_of(MATTER)):
        assert may_lay_hand(twice, MATTER, 3, laid).why.startswith("您是本户经办人，审批人须是另一个人")
        assert may_lay_hand(twice, MATTER, 1, laid).yes
    with pytest.raises(SamePersonTwice, match="三个不同的人"):
        lay(twice, 3)
    raw = 'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on") VALUES (%s, %s, %s, 2, %s, %s)'
    with pytest.raises(DatabaseError, match="three_hands_of_one_natural_person"), transaction.atomic():
        connection.cursor().execute(raw, [MATTER, BEIAO, twice.person_id, "by_force", DAY])
    lay(twice, 1)
    assert list(Hand.objects.filter(matter=MATTER).values_list("person", "hand").order_by("pk")) == [
        (kept.person_id, 1), (twice.person_id, 1)]  # fmt: skip


def test_who_is_of_the_family_under_another_record_lays_no_hand_on_it() -> None:
    build()
    case, officer = apply(3), holder("handler", nth=1)
    applicant = holder("handler", nth=1)
    applicant = Actor(kind="person", name="x", post="handler", person_id=case.applicant_id)
    joined(officer, applicant)
    with pytest.raises(OwnFamily, match="须回避"):
        lay(officer, 1, case.token)


def test_nobody_acts_applies_or_signs_in_as_the_record_that_was_given_up() -> None:
    build()
    kept, steward = holder("handler", nth=1), holder("steward", "")
    twice = another_record(kept)
    row = joined(twice, kept)
    account = Account.objects.get(pk=twice.account_id)
    assert (account.active, account.epoch, account.lock_reason) == (False, 1, "这份记录已并入另一份")
    assert Account.objects.get(pk=kept.account_id).active
    person = row.person
    person.refresh_from_db()
    assert (row.state, person.joined_to_id) == ("confirmed", kept.person_id)
    refused = (
        (lambda: unlock_account(actor=steward, on=DAY, account_id=account.pk, reason="试试"), Refusal),
        (lambda: open_account(actor=steward, on=DAY, person_id=person.pk, username="xx1", first_password="x"), Refusal),
        (lambda: register_person(actor=steward, on=DAY, name=person.name, number=person.id_number), BadInput),
        (lambda: proposed_same(twice, kept), BadInput),
        (lambda: proposed_same(kept, holder("handler")), BadInput),
        (lambda: proposed_same(holder("handler"), twice), BadInput),
    )
    for attempted, kind in refused:
        with pytest.raises(kind, match="并入"):
            attempted()
    said = list(AuditEntry.objects.filter(act__endswith="same_person").order_by("pk").values_list("act", flat=True))
    assert said == ["propose_same_person", "confirm_same_person"]
    assert AuditEntry.objects.filter(act="close_accounts_of_record").count() == 1
    assert unmask_number(
        actor=kept, on=DAY, person=person, matter="", township=BEIAO, reason="核对号码"
    ) == person.id_number  # fmt: skip


def test_two_people_who_are_not_the_one_it_is_about_see_the_papers() -> None:
    build()
    steward, officer, kept = holder("steward", ""), holder("bureau_officer", ""), holder("handler", nth=1)
    twice = another_record(kept)
    given = numbers(twice, kept)
    for changes, who, kind, says in (
        ({"number": given["kept_number"]}, steward, BadInput, "同一份记录"),
        ({"number": numbers(officer, steward)["kept_number"]}, steward, NotYourDuty, "您本人"),
        ({"number": "99019919690303002X"}, steward, BadInput, "号码|最后一位"),
        ({"paper": " "}, steward, BadInput, "依据的文书"),
        ({"reason": "x"}, steward, BadInput, "为什么"),
        ({}, holder("social_affairs_head"), NotYourDuty, "区民政局"),
        ({}, SYSTEM, NotYourDuty, "区民政局"),
    ):
        with pytest.raises(kind, match=says):
            propose_same_person(actor=who, on=DAY, **(given | PAPER | changes))
    row = proposed_same(twice, kept)
    with pytest.raises(Refusal, match="等另一个人确认"):
        proposed_same(twice, kept)
    with pytest.raises(NotYourDuty, match="您提出的"):
        confirm_same_person(actor=steward, on=DAY, same_id=row.pk, **given)
    for field in ("number", "kept_number"):
        wrong = given | {field: numbers(officer, steward)["number"]}
        with pytest.raises(BadInput, match="不一致") as refused:
            confirm_same_person(actor=officer, on=DAY, same_id=row.pk, **wrong)
        assert refused.value.field == field
    with pytest.raises(BadInput, match="原因"):
        withdraw_same_person(actor=officer, on=DAY, same_id=row.pk, why=" ")
    withdraw_same_person(actor=officer, on=DAY, same_id=row.pk, why="是两个人")
    with pytest.raises(NotYourDuty, match="已经确认或撤回"):
        confirm_same_person(actor=officer, on=DAY, same_id=row.pk, **given)
    with pytest.raises(NotFound):
        withdraw_same_person(actor=officer, on=DAY, same_id=999_999, why="x")
    assert Person.objects.get(pk=twice.person_id).joined_to_id is None
    assert Account.objects.get(pk=twice.account_id).active


def test_one_natural_person_applies_and_receives_once_whichever_record_is_asked() -> None:
    """Found over both records: at the window, in the database, and from another township."""
    build()
    first, again = apply(3), family(5)
    kept = People(87, area=87).person(sex="female", born_on=DAY.replace(year=1964), name=first.applicant.name)
    person = register_person(actor=SYSTEM, on=DAY, name=kept.name, number=kept.number)
    joined(*(Actor(kind="person", name="x", post="handler", person_id=pk) for pk in (first.applicant_id, person.pk)))
    herself = replace(again.members[0], name=kept.name, number=kept.number)
    given = {"on": DAY, "programme": "dibao", "declaration": replace(again, members=(herself, again.members[1]))}
    with pytest.raises(AlreadyApplied, match="已经在另一件正在办理的申请里"), transaction.atomic():
        receive_application(actor=holder("handler"), township=BEIAO, village=WANGCHAO, **given)
    other = "330305002"
    handler = holder("handler", other)
    with scoped(handler), pytest.raises(AlreadyApplied, match="北岙街道有一件正在办理的申请"), transaction.atomic():
        receive_application(actor=handler, township=other, village=f"{other}200", **given)
    decided(to_decision(first), "approve")
    spouse = first.household.members.get(relation="spouse").person_id
    assert covered([spouse, person.pk, first.applicant_id], BASIC_LIVING, DAY) == [
        spouse, person.pk, first.applicant_id]  # fmt: skip
    assert covered_apart([person.pk], BASIC_LIVING, DAY) == [] and in_tekun([person.pk], DAY) == set()
    with pytest.raises(AlreadyApplied, match="正在领取低保"), transaction.atomic():
        receive_application(actor=holder("handler"), township=BEIAO, village=WANGCHAO, **given)


def test_what_was_done_under_two_records_is_found_and_nobody_is_shown_as_free_whom_the_act_refuses() -> None:
    build()
    kept, third = holder("handler", nth=1), holder("village_worker")
    twice = another_record(kept, "second_investigator")
    case, quiet = to_finding(apply(3)), apply(4)
    assert _acted_twice() == []
    lay(twice, 1, case.token)
    joined(twice, kept)
    assert _acted_twice() == [case.number]
    assert kept.person_id not in looks.of(quiet).kept_out
    lay(twice, 2, quiet.token)
    everybody = tuple(Person.objects.get(pk=pk) for pk in (kept.person_id, third.person_id))
    quiet.refresh_from_db()
    free = about_of(
        holder("handler"), quiet, DAY, act="record_home_visit", visiting=everybody, members=[]
    ).investigators
    assert [person.pk for person in free] == [third.person_id], "she reviews it under her other record"
    page = visitor("bureau_officer", "")
    assert "1 件由同一个人用两份记录办过" in page.text("/oversight/")
    assert case.number in page.text("/oversight/cases/?which=acted_twice")


def _acted_twice() -> list[str]:
    return [case.number for case in cases_of("acted_twice", DAY, DAY.replace(day=1))]
