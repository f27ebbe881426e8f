"""Verbs: register a person, look at a full number for a stated purpose."""

import datetime as dt

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.persons import duties, id_number, names
from jiuzhu.persons.models import Person


class NameDiffers(BadInput):
    """The number is registered under another name."""


@act("register_person")
def register_person(*, actor: Actor, on: dt.date, name: str, number: str, phone: str = "", field: str = "") -> Person:
    """The person with this number, made if new. Another name for a known number is refused, not overwritten."""
    duties.may_register_person(actor).or_refuse()
    name = name.strip()
    if not name:
        raise BadInput("请填写姓名", field=field)
    parsed = id_number.parse(number, on=on, field=field)
    id_hash = crypto.keyed_hash(parsed.text)
    person, made = Person.objects.get_or_create(
        id_hash=id_hash,
        defaults={
            "name": name,
            "pinyin": names.pinyin(name),
            "search_key": names.search_key(name),
            "id_number": parsed.text,
            "sex": parsed.sex,
            "born_on": parsed.born_on,
            "phone": phone,
        },
    )
    if person.joined_to_id is not None:
        raise BadInput("这个号码的记录已并入另一份：号码写错过。请对照证件再输一次", field=field)
    if person.name != name:
        raise NameDiffers("这个身份证号已登记为另一个姓名，请对照证件检查姓名和号码", field=field)
    old_phone, new_phone = person.phone, phone or person.phone
    if new_phone != old_phone:
        person.phone = new_phone
        person.save(update_fields=["phone"])
    audit.record(
        actor=actor,
        act="register_person",
        on=on,
        subject=person,
        clause="57.10",
        new={"made": made, "phone_changed": new_phone != old_phone},
        personal={"id_number": parsed.text},
        township=actor.township,
    )
    return person


@act("unmask_number")
def unmask_number(*, actor: Actor, on: dt.date, person: Person, matter: str, township: str, reason: str) -> str:
    """The full number, for a case and a reason; the person can be told who looked (ssf.70)."""
    duties.may_unmask(actor, township).or_refuse()
    if len(reason.strip()) < 4:
        raise BadInput("请写明查看完整号码的用途，例如：核对银行退票户名", field="reason")
    audit.record(
        actor=actor,
        act="unmask_number",
        on=on,
        subject=person,
        clause="ssf.70",
        matter=matter,
        township=township,
        reason=reason.strip(),
    )
    return person.id_number
