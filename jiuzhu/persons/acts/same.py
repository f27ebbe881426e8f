"""Verbs that join two records of one human being: proposed by one of the bureau, confirmed by another from the papers.

Rows are never moved or deleted: hands, cases and payments stay where they are told. What changes is who counts as whom
(`persons_records`, migration 0006) and that nobody acts, applies or signs in as the record that was given up.
"""

import datetime as dt

from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.persons import duties, id_number, queries
from jiuzhu.persons.facts import PersonsJoined
from jiuzhu.persons.models import Person, SamePerson

CLAUSE = ("n1.1", "57.10")
SHORTEST_REASON = 4


@act("propose_same_person")
def propose_same_person(
    *, actor: Actor, on: dt.date, number: str, kept_number: str, paper: str, reason: str
) -> SamePerson:
    """The record given up and the one that goes on, each by its number; nothing counts before another confirms."""
    duties.may_keep_records(actor).or_refuse()
    person, kept = _by_number(number, "number", on), _by_number(kept_number, "kept_number", on)
    if person.pk == kept.pk:
        raise BadInput("两个号码是同一份记录，不用合并", field="kept_number")
    if actor.person_id in (person.pk, kept.pk):
        raise NotYourDuty("这是关于您本人的记录，须由别人提出。")
    if not paper.strip():
        raise BadInput("请写明依据的文书，例如：户口簿，或派出所 2026年11月2日的证明", field="paper")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明为什么是同一个人，例如：任命时号码写错一位", field="reason")
    _joinable(person, kept)
    with refused_by(same_one_waiting=Refusal("这份记录已有一项合并在等另一个人确认。要改，请先撤回那一项。")):
        row = SamePerson.objects.create(
            person=person,
            kept=kept,
            paper=paper.strip(),
            reason=reason.strip(),
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    _note(actor, on, row, "propose_same_person", reason.strip())
    return row


@act("confirm_same_person")
def confirm_same_person(*, actor: Actor, on: dt.date, same_id: int, number: str, kept_number: str) -> SamePerson:
    """The second person types both numbers from the papers; from now on the two records are one natural person."""
    row = _lock(same_id)
    duties.may_confirm_same(actor, row).or_refuse()
    # Both under lock: a hand that is being laid in either's name is waited for, a later one sees them joined.
    people = {p.pk: p for p in Person.objects.select_for_update().filter(pk__in=[row.person_id, row.kept_id])}
    person, kept = people[row.person_id], people[row.kept_id]
    for field, typed, record in (("number", number, person), ("kept_number", kept_number, kept)):
        if id_number.parse(typed, on=on, field=field).text != record.id_number:
            raise BadInput("与提出的号码不一致。请对照证件；提出的有错，请撤回后重新提出", field=field)
    _joinable(person, kept)
    row.save(update_fields=row.close("confirmed", on=on, by_id=actor.person_id))
    person.joined_to = kept
    person.save(update_fields=["joined_to"])
    facts.emit(PersonsJoined(actor=actor, on=on, person_id=person.pk, kept_id=kept.pk))
    _note(actor, on, row, "confirm_same_person")
    return row


@act("withdraw_same_person")
def withdraw_same_person(*, actor: Actor, on: dt.date, same_id: int, why: str) -> SamePerson:
    """Taken back before it is confirmed; it stays on record."""
    row = _lock(same_id)
    duties.may_withdraw_same(actor, row).or_refuse()
    if not why.strip():
        raise BadInput("请写明撤回的原因", field="why")
    row.why = why.strip()
    row.save(update_fields=[*row.close("withdrawn", on=on, by_id=actor.person_id), "why"])
    _note(actor, on, row, "withdraw_same_person", row.why)
    return row


def _by_number(text: str, field: str, on: dt.date) -> Person:
    found = queries.by_number(id_number.parse(text, on=on, field=field).text)
    if found is None:
        raise BadInput("没有登记过这个号码。请对照证件再输一次", field=field)
    return found


def _joinable(person: Person, kept: Person) -> None:
    """One step deep: what is kept goes on itself, and what is given up is nobody's continuation."""
    if person.joined_to_id is not None:
        raise BadInput("这份记录已经并入另一份，不用再办", field="number")
    if kept.joined_to_id is not None:
        raise BadInput("保留的这份自己已经并入另一份。请改用那一份的号码", field="kept_number")
    if Person.objects.filter(joined_to=person).exists():
        raise BadInput("别的记录已经并入这一份，它要保留。请把两个号码对调", field="number")


def _lock(same_id: int) -> SamePerson:
    return locked(SamePerson.objects.all(), same_id, "没有这项合并。请刷新页面看最新情况。")


def _note(actor: Actor, on: dt.date, row: SamePerson, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        new={"kept": row.kept_id, "person": row.person_id, "state": row.state},
        personal={"paper": row.paper},
        reason=reason,
    )
