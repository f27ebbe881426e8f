"""A file per group of verbs; import the verbs from here."""

from jiuzhu.offices.acts.accounts import (
    change_password,
    close_accounts_of_record,
    lock_account,
    open_account,
    unlock_account,
)
from jiuzhu.offices.acts.backups import record_backup
from jiuzhu.offices.acts.contacts import keep_contact
from jiuzhu.offices.acts.first import StewardThere, make_first_steward
from jiuzhu.offices.acts.handover import (
    accept_handover,
    hand_over,
    withdraw_handover,
    write_handover_lines,
)
from jiuzhu.offices.acts.places import add_office, add_villages, correct_place_name, set_up_township
from jiuzhu.offices.acts.posts import appoint, end_appointment
from jiuzhu.offices.acts.resets import propose_password_reset, release_password_reset, withdraw_password_reset
from jiuzhu.offices.acts.signing import SENTENCE, SignInRefused, move_day, note_failed_try, sign_in, sign_in_demo

__all__ = [
    "SENTENCE",
    "SignInRefused",
    "StewardThere",
    "accept_handover",
    "add_office",
    "add_villages",
    "appoint",
    "change_password",
    "close_accounts_of_record",
    "correct_place_name",
    "end_appointment",
    "hand_over",
    "keep_contact",
    "lock_account",
    "make_first_steward",
    "move_day",
    "note_failed_try",
    "open_account",
    "propose_password_reset",
    "record_backup",
    "release_password_reset",
    "set_up_township",
    "sign_in",
    "sign_in_demo",
    "unlock_account",
    "withdraw_handover",
    "withdraw_password_reset",
    "write_handover_lines",
]
