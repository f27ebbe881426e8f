"""A file per verb; import the verbs from here."""

from jiuzhu.province.acts.explain import explain_difference
from jiuzhu.province.acts.load import import_roster
from jiuzhu.province.acts.note import note_done_there, note_provincial_number
from jiuzhu.province.acts.transfer import take_transfer_sheet

__all__ = [
    "explain_difference",
    "import_roster",
    "note_done_there",
    "note_provincial_number",
    "take_transfer_sheet",
]
