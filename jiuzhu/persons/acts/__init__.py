"""A file per group of verbs; import the verbs from here."""

from jiuzhu.persons.acts.identity import confirm_identity, propose_identity, withdraw_identity
from jiuzhu.persons.acts.register import NameDiffers, register_person, unmask_number

__all__ = [
    "NameDiffers",
    "confirm_identity",
    "propose_identity",
    "register_person",
    "unmask_number",
    "withdraw_identity",
]
