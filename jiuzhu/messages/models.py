"""A message: one thing that happened and that a post, or one person, should know. It names no person by itself."""

from django.db import models

from jiuzhu.cases.models import Case, Task
from jiuzhu.offices.models import Handover
from jiuzhu.persons.models import Person

KINDS = ["returned", "objection", "check_report", "complaint", "handover", "handed_over", "deadline"]


class Message(models.Model):
    """To a post of a township or to one person there; about a case, a task of it, or a handover.

    What it says follows from `kind` and from what it is about: no name, number or text of a family is copied here.
    `read_on`: somebody of the post has seen it; the work itself stays on the worklist until it is done.
    """

    township = models.CharField(max_length=9)
    kind = models.CharField(max_length=12)
    post = models.CharField(max_length=40, blank=True)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="messages")
    case = models.ForeignKey(Case, on_delete=models.RESTRICT, null=True, related_name="messages")
    task = models.ForeignKey(Task, on_delete=models.RESTRICT, null=True, related_name="messages")
    due_on = models.DateField(null=True)  # the last day warned of: one that moves is warned of again
    handover = models.ForeignKey(Handover, on_delete=models.RESTRICT, null=True, related_name="messages")
    on = models.DateField()
    read_on = models.DateField(null=True)
    read_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="message_kind_known"),
            models.CheckConstraint(
                condition=models.Q(post="", person__isnull=False) | ~models.Q(post="") & models.Q(person__isnull=True),
                name="message_to_a_post_or_a_person",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["handover", "handed_over"], handover__isnull=False, case__isnull=True)
                | ~models.Q(kind__in=["handover", "handed_over"]) & models.Q(handover__isnull=True, case__isnull=False),
                name="message_about_one_thing",
            ),
            models.CheckConstraint(
                condition=models.Q(kind="deadline", task__isnull=False, due_on__isnull=False)
                | ~models.Q(kind="deadline") & models.Q(task__isnull=True, due_on__isnull=True),
                name="message_of_a_deadline_names_its_task",
            ),
            models.CheckConstraint(
                condition=models.Q(read_on__isnull=True, read_by__isnull=True)
                | models.Q(read_on__gte=models.F("on"), read_by__isnull=False),
                name="message_read_by_somebody",
            ),
            models.UniqueConstraint(fields=["task", "due_on"], name="message_once_of_a_deadline"),
        ]
        indexes = [
            models.Index(
                fields=["post", "township"], condition=models.Q(read_on__isnull=True), name="message_unread_of_post"
            ),
            models.Index(fields=["person"], condition=models.Q(read_on__isnull=True), name="message_unread_of_person"),
            models.Index(fields=["post", "township", "-on", "-id"], name="message_list_of_post"),
            models.Index(fields=["person", "-on", "-id"], name="message_list_of_person"),
        ]
