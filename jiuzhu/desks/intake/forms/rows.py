"""Rows that can be added and removed without losing what was typed; plain values, so that it works without script."""

from collections.abc import Mapping

Row = dict[str, str]
Rows = dict[str, list[Row]]

MOST = 30
FIRST_MEMBER: Row = {"relation": "self"}
# Lists of the form and the names of their inputs; `*-sealed` companions are read by the inputs themselves.
BLANK: dict[str, Row] = {
    "members": {"relation": ""},
    "incomes": {"per": "month"},
    "spendings": {"per": "year"},
    "relatives": {},
    "supporters": {},
}


def count(data: Mapping[str, str], prefix: str) -> int:
    """How many rows of a list were sent, at most `MOST`."""
    text = data.get(f"{prefix}-TOTAL_FORMS", "0")
    return min(int(text), MOST) if text.isascii() and text.isdigit() else 0


def change(rows: Rows, command: str) -> bool:
    """Carry out `add-incomes` or `remove-members-2`; False when it is neither."""
    verb, _, rest = command.partition("-")
    prefix, _, index = rest.partition("-")
    if prefix not in BLANK:
        return False
    if verb == "add" and len(rows[prefix]) < MOST:
        rows[prefix].append({**BLANK[prefix], "fresh": "1"})
    elif verb == "remove" and index.isdigit() and int(index) < len(rows[prefix]):
        _remove(rows, prefix, int(index))
    else:
        return verb in {"add", "remove"}
    return True


def _remove(rows: Rows, prefix: str, index: int) -> None:
    if prefix == "members" and index == 0:
        return  # the applicant stays: without one there is no application
    del rows[prefix][index]
    if prefix == "members":
        for row in rows["incomes"] + rows["spendings"]:
            row["member"] = _moved(row.get("member", ""), index)


def _moved(member: str, removed: int) -> str:
    """Amounts keep their member; amounts of the removed one ask again whose they are."""
    if not member.isdigit() or int(member) < removed:
        return member
    return "" if int(member) == removed else str(int(member) - 1)
