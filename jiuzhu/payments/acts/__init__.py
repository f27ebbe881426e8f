"""A file per verb; import the verbs from here."""

from jiuzhu.payments.acts.bank import intend_bank_file, note_bank_receipt, note_bank_unknown, take_bank_return
from jiuzhu.payments.acts.explain import explain_change
from jiuzhu.payments.acts.export import export_bank_file
from jiuzhu.payments.acts.prepare import prepare_run
from jiuzhu.payments.acts.release import release_run, withdraw_run
from jiuzhu.payments.acts.unknown import (
    ask_bank_again,
    decide_unknown,
    note_bank_answer,
    resume_bank_file,
    stop_bank_file,
)

__all__ = [
    "ask_bank_again",
    "decide_unknown",
    "explain_change",
    "export_bank_file",
    "intend_bank_file",
    "note_bank_answer",
    "note_bank_receipt",
    "note_bank_unknown",
    "prepare_run",
    "release_run",
    "resume_bank_file",
    "stop_bank_file",
    "take_bank_return",
    "withdraw_run",
]
