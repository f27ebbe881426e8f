"""What the database refuses about supporters outside the household; lines of test_database_refuses."""

from tests.trust.raw import Line

OWES = (
    "INSERT INTO registry_supporter (household_id, township, person_id, name, kin, answer, why, answered_on,"
    " registered_on) SELECT id, township, %(bystander)s, '{name}', '{kin}', '{answer}', '{why}', {day}, '2026-11-02'"
    " FROM registry_household WHERE matter = %(decision_matter)s"
)


HAND = (
    'INSERT INTO decisions_hand (matter, township, person_id, hand, act, "on")'
    " VALUES (%(decision_token)s, %(township)s, %(bystander)s, 1, 'by_force', '2026-11-18')"
)


def owes(**changes: str) -> str:
    """Somebody outside the household who owes support, asked or not."""
    given = {"name": "x", "kin": "child", "answer": "", "why": "", "day": "NULL"}
    return OWES.format(**given | changes)


SUPPORTERS: tuple[Line, ...] = (
    ("supporter_is_named", (owes(name=""),)),
    ("supporter_kin_known", (owes(kin="cousin"),)),
    ("supporter_once_per_household", (owes(), owes())),
    ("hand_of_a_supporter", (owes(), HAND)),
    ("supporter_unsigned_for_a_reason", (owes(answer="refused", day="'2026-11-03'"),)),
    ("supporter_unsigned_for_a_reason", (owes(answer="signed", why="x", day="'2026-11-03'"),)),
)
