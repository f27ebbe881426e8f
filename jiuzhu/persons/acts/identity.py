"""Verbs that put a name or number right: proposed from a paper by one person, confirmed from it by another.

The row of the person stays the same, so hands, entitlements and payments stay theirs; the database takes a new name or
number only beside a correction that two people made (migration 0002).
"""

import datetime as dt

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.persons import duties, id_number, names
from jiuzhu.persons.models import IdentityCorrection, Person

CLAUSE = "57.10"
LONGEST_KEY = 240
SHORTEST_REASON = 4


class NumberTaken(BadInput):
    """The number belongs to another person on record: two records would have to become one, which no act does."""


@act("propose_identity")
def propose_identity(
    *, actor: Actor, on: dt.date, person_id: int, matter: str, township: str, name: str, number: str, paper: str,
    reason: str,
) -> IdentityCorrection:  # fmt: skip
    """What should stand there, from which paper and why. An empty name or number stays as it is."""
    duties.may_propose_identity(actor, township).or_refuse()
    person = locked(Person.objects.all(), person_id, "没有这个人。请从案件的家庭成员里选。")
    new_name, new_number = _typed(person, name, number, on)
    if (new_name, new_number) == (person.name, person.id_number):
        raise BadInput("姓名和号码与原来的相同，没有更正什么。请看着证件再核对", field="name")
    if not paper.strip():
        raise BadInput("请写明依据的文书，例如：户口簿，或派出所 2026年11月2日的证明", field="paper")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明为什么更正，例如：登记时看错一位", field="reason")
    with refused_by(identity_one_waiting=Refusal("这个人已有一项更正在等另一个人确认。要改，请先撤回那一项。")):
        row = IdentityCorrection.objects.create(
            person=person,
            township=township,
            matter=matter,
            old_name=person.name,
            old_number=person.id_number,
            old_hash=person.id_hash,
            new_name=new_name,
            new_number=new_number,
            new_hash=crypto.keyed_hash(new_number),
            paper=paper.strip(),
            reason=reason.strip(),
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    _note(actor, on, row, "propose_identity", reason.strip())
    return row


@act("confirm_identity")
def confirm_identity(*, actor: Actor, on: dt.date, correction_id: int, name: str, number: str) -> IdentityCorrection:
    """The second person types name and number from the paper; when both agree, the person's row is put right."""
    row = _lock(correction_id)
    duties.may_confirm_identity(actor, row).or_refuse()
    if name.strip() != row.new_name:
        raise BadInput("与提出的姓名不一致。请对照证件；提出的有错，请撤回后重新提出", field="name")
    if id_number.parse(number, on=on, field="number").text != row.new_number:
        raise BadInput("与提出的号码不一致。请对照证件；提出的有错，请撤回后重新提出", field="number")
    person = Person.objects.select_for_update().get(pk=row.person_id)
    if (person.name, person.id_hash) != (row.old_name, row.old_hash):
        raise Refusal("提出以后，这个人的姓名或号码又变过。请撤回这一项，重新提出。")
    _free(person, row.new_number)
    row.save(update_fields=row.close("confirmed", on=on, by_id=actor.person_id))
    parsed = id_number.parse(row.new_number, on=on)
    person.name, person.pinyin = row.new_name, names.pinyin(row.new_name)
    person.search_key = _both(names.search_key(row.new_name), person.search_key)
    person.id_number, person.id_hash = parsed.text, row.new_hash
    person.sex, person.born_on = parsed.sex, parsed.born_on
    person.save(update_fields=["name", "pinyin", "search_key", "id_number", "id_hash", "sex", "born_on"])
    _note(actor, on, row, "confirm_identity")
    return row


@act("withdraw_identity")
def withdraw_identity(*, actor: Actor, on: dt.date, correction_id: int, why: str) -> IdentityCorrection:
    """Either side takes it back; it stays on record."""
    row = _lock(correction_id)
    duties.may_withdraw_identity(actor, row).or_refuse()
    if not why.strip():
        raise BadInput("请写明撤回的原因", field="why")
    row.why = why.strip()
    row.save(update_fields=[*row.close("withdrawn", on=on, by_id=actor.person_id), "why"])
    _note(actor, on, row, "withdraw_identity", why.strip())
    return row


def _typed(person: Person, name: str, number: str, on: dt.date) -> tuple[str, str]:
    parsed = id_number.parse(number, on=on, field="number").text if number.strip() else person.id_number
    if parsed != person.id_number:
        _free(person, parsed)
    return name.strip() or person.name, parsed


def _free(person: Person, number: str) -> None:
    if Person.objects.filter(id_hash=crypto.keyed_hash(number)).exclude(pk=person.pk).exists():
        raise NumberTaken(
            "这个号码已登记为另一个人。请先核对是不是同一个人、哪一个号码对；确有两份记录的，请区民政局在“同一人”里合并",
            field="number",
        )


def _both(new: str, old: str) -> str:
    """Both names can be typed; what doesn't fit is the oldest."""
    keys, found = dict.fromkeys(f"{new} {old}".split()), ""
    for key in keys:
        if len(found) + len(key) < LONGEST_KEY:
            found = f"{found} {key}".strip()
    return found


def _lock(correction_id: int) -> IdentityCorrection:
    return locked(IdentityCorrection.objects.all(), correction_id, "没有这项更正，或不属于您所在的街道（乡镇）。")


def _note(actor: Actor, on: dt.date, row: IdentityCorrection, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        matter=row.matter,
        township=row.township,
        new={
            "name_changed": row.old_name != row.new_name,
            "number_changed": row.old_hash != row.new_hash,
            "person": row.person_id,
            "state": row.state,
        },
        personal={
            "new_name": row.new_name,
            "new_number": row.new_number,
            "old_name": row.old_name,
            "old_number": row.old_number,
            "paper": row.paper,
        },
        reason=reason,
    )
