"""Questions about persons."""

from jiuzhu.ground import crypto
from jiuzhu.persons.models import Person


def by_number(number: str) -> Person | None:
    """The person with exactly this number."""
    return Person.objects.filter(id_hash=crypto.keyed_hash(number.strip().upper())).first()
