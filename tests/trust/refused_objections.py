"""What the database refuses about objections: set aside by the wrong person, without a reason, or quietly changed."""

from tests.trust.raw import Line, copied
from tests.trust.refused_people import JOIN, JOINED, same

OBJECT = (
    "INSERT INTO cases_objection (case_id, township, publication_id, number, channel, received_on, entered_on,"
    " late_reason, by_name, contact, text, named, surveyed_by, answer, set_aside_ground, set_aside_reason,"
    " recorded_by_id) SELECT case_id, township, id, 'x', 'entered', '2026-11-12', '2026-11-12', '', 'x', '', 'x', true,"
    " '{{}}', '', '', '', %(leader)s FROM cases_publication WHERE case_id = %({case})s"
)


def aside(**changes: str) -> str:
    """An objection set aside past the act, by the head unless told otherwise."""
    told = {"named": "false", "set_aside_on": "'2026-11-13'", "set_aside_by_id": "%(head)s",
            "set_aside_ground": "'says_nothing'", "set_aside_reason": "'x'"}  # fmt: skip
    return "UPDATE cases_objection SET " + ", ".join(
        f"{column} = {value}" for column, value in (told | changes).items()
    )


OBJECTIONS: tuple[Line, ...] = (
    *((rule, (OBJECT.format(case="published"), aside(**change)))
      for rule, change in (
          ("objection_set_aside_for_a_reason", {"set_aside_reason": "''"}),
          ("objection_set_aside_for_a_reason", {"set_aside_ground": "'x'"}),
          ("objection_set_aside_for_a_reason", {"handled_round": "1"}),
          ("objection_by_name_is_answered", {"named": "true"}),
          ("objection_by_name_is_answered", {"named": "true", "set_aside_ground": "'other_family'"}),
          ("objection_set_aside_by_another", {"set_aside_by_id": "%(leader)s"}),
          ("objection_set_aside_by_another_hand", {"set_aside_by_id": "%(handler)s"}))),
    *((rule, (*both, OBJECT.format(case="published"), aside(set_aside_by_id="%(bystander)s")))
      for rule, both in (
          ("objection_set_aside_by_another", (same(), JOINED)),
          ("objection_set_aside_by_another_hand",
           (same(kept="%(handler)s", by="%(leader)s"), JOIN.format("%(handler)s", "%(bystander)s"))))),
    ("objection_stays_set_aside",
     (OBJECT.format(case="published"), aside(), "UPDATE cases_objection SET set_aside_ground = 'other_family'")),
    *((rule, (OBJECT.format(case="published"), copied("cases_objection", "true", **changes)))
      for rule, changes in (
          ("objection_number_once", {}),
          ("objection_channel_known", {"number": "'y'", "channel": "'x'"}),
          ("objection_while_posted", {"number": "'y'", "channel": "'board'", "received_on": "'2026-11-17'"}))),
)  # fmt: skip
