"""How an office can be reached on a day: the latest that was said by then."""

import datetime as dt

from jiuzhu.offices.models import Contact

WINDOW = "window"


def contact_of(office_id: int, on: dt.date) -> Contact | None:
    """Of one office; None where nobody has said so yet."""
    rows = Contact.objects.filter(office_id=office_id, effective_from__lte=on)
    return rows.order_by("effective_from", "pk").last()


def window_contact(township: str, on: dt.date) -> Contact | None:
    """Of a township's window, as it was on that day: what is printed again says the same."""
    rows = Contact.objects.filter(office__township=township, office__kind=WINDOW, effective_from__lte=on)
    return rows.order_by("effective_from", "pk").last()


def contacts(on: dt.date) -> dict[int, Contact]:
    """Of every office that has one, by office."""
    rows = Contact.objects.filter(effective_from__lte=on).order_by("effective_from", "pk")
    return {row.office_id: row for row in rows}
