"""A file per group of verbs; import the verbs from here."""

from jiuzhu.persons.acts.identity import confirm_identity, propose_identity, withdraw_identity
from jiuzhu.persons.acts.register import NameDiffers, register_person, unmask_number
from jiuzhu.persons.acts.same import confirm_same_person, propose_same_person, withdraw_same_person

__all__ = [
    "NameDiffers",
    "confirm_identity",
    "confirm_same_person",
    "propose_identity",
    "propose_same_person",
    "register_person",
    "unmask_number",
    "withdraw_identity",
    "withdraw_same_person",
]
