"""What the database refuses about messages: to nobody, about nothing, read by nobody, or changed."""

from tests.trust.raw import Line, copied

MESSAGES: tuple[Line, ...] = (
    ("message_kind_known", (copied("messages_message", "task_id IS NULL", kind="'x'"),)),
    ("message_to_a_post_or_a_person", (copied("messages_message", "task_id IS NULL", post="''"),)),
    ("message_to_a_post_or_a_person", (copied("messages_message", "task_id IS NULL", person_id="%(leader)s"),)),
    ("message_about_one_thing", (copied("messages_message", "task_id IS NULL", case_id="NULL"),)),
    ("message_of_a_deadline_names_its_task", (copied("messages_message", "task_id IS NULL", kind="'deadline'"),)),
    ("message_once_of_a_deadline",
     (copied("messages_message", "true", kind="'deadline'", task_id="(SELECT min(id) FROM cases_task)",
             due_on="date '2026-11-20'"),
      copied("messages_message", "kind = 'deadline'", id="x.id + 1"))),
    ("message_read_by_somebody", ("UPDATE messages_message SET read_on = \"on\"",)),
    ("message_read_by_somebody", ("UPDATE messages_message SET read_on = \"on\" - 1, read_by_id = %(leader)s",)),
    ("message_is_only_read", ("UPDATE messages_message SET post = 'steward'",)),
    ("message_is_only_read",
     ("UPDATE messages_message SET read_on = \"on\", read_by_id = %(handler)s",
      "UPDATE messages_message SET read_on = NULL, read_by_id = NULL")),
)  # fmt: skip
