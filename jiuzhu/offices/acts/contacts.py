"""Verb: say how an office can be reached, from a day on. Earlier days keep what was printed then (n11.4)."""

import datetime as dt

from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.offices import duties
from jiuzhu.offices.contacts import contact_of
from jiuzhu.offices.models import Contact, Office

DIGITS = frozenset("0123456789-")
SHORTEST = 3  # an emergency line; the shortest number there is


@act("keep_contact")
def keep_contact(*, actor: Actor, on: dt.date, office_id: int, phone: str, address: str) -> Contact:
    """Telephone number and address of an office, in force from today; what is left empty is a line for the pen."""
    duties.may_keep_contacts(actor).or_refuse()
    office = Office.objects.select_for_update().filter(pk=office_id).first()
    if office is None:
        raise BadInput("请从列表中选择单位", field="office")
    phone, address = phone.strip().replace("—", "-"), address.strip()
    if phone and not (set(phone) <= DIGITS and len(phone.replace("-", "")) >= SHORTEST):
        raise BadInput("电话只写数字和短横线，例如 0577-63480000", field="phone")
    old = contact_of(office.pk, on)
    if old and (old.phone, old.address) == (phone, address):
        raise BadInput("和现在的一样，不用再登记", field="phone")
    if old is None and not (phone or address):
        raise BadInput("请填写电话或者地址", field="phone")
    row = Contact.objects.create(
        office=office, phone=phone, address=address, effective_from=on, kept_by_id=actor.person_id
    )
    audit.record(
        actor=actor,
        act="keep_contact",
        on=on,
        subject=row,
        clause="n11.4",
        township=office.township,
        old={"address": old.address, "phone": old.phone} if old else {},
        new={"address": address, "office": office.pk, "phone": phone},
    )
    return row
