"""Cases, rounds, open tasks, findings, opinions, publications, documents: the straight way."""

import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jiuzhu.ground.models import StoredFile
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import Household

STATES = ["open", "granted", "refused", "withdrawn", "terminated"]


class Case(models.Model):
    """One application. It pins the procedure version it began under; `token` stands for it everywhere outside."""

    token = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    number = models.CharField("案件号", max_length=40, unique=True)
    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    programme = models.CharField(max_length=20)
    procedure = models.CharField(max_length=60)
    procedure_digest = models.CharField(max_length=64)
    household = models.OneToOneField(Household, on_delete=models.RESTRICT, related_name="case")
    applicant = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="applications")
    members_count = models.SmallIntegerField()
    channel = models.CharField(max_length=20, default="window")
    state = models.CharField(max_length=12, default="open")
    accepted_on = models.DateField()
    due_on = models.DateField()
    due_why = models.CharField(max_length=300)
    extended_to = models.DateField("延长到", null=True)
    extended_on = models.DateField(null=True)
    extended_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    extension_reason = models.TextField(blank=True)
    # the programme the family applied for, where it agreed to go on under another
    applied_for = models.CharField(max_length=20, blank=True)
    # 单人户: the family agreed that single members enter 低保 by themselves, the household doesn't (57.8)
    alone = models.BooleanField("单人户", default=False)
    ended_on = models.DateField(null=True)
    end_reason = models.TextField(blank=True)
    provincial_number = models.CharField("省系统案件号", max_length=40, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=STATES), name="case_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="open", ended_on__isnull=True)
                | (~models.Q(state="open") & models.Q(ended_on__isnull=False)),
                name="case_ended_iff_day",
            ),
            models.CheckConstraint(
                condition=models.Q(alone=False) | models.Q(programme="dibao"), name="case_alone_is_dibao"
            ),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True) | models.Q(ended_on__gte=models.F("accepted_on")),
                name="case_ends_after_start",
            ),
            models.CheckConstraint(
                condition=models.Q(extended_to__isnull=True, extended_on__isnull=True, extended_by__isnull=True)
                | models.Q(
                    extended_to__isnull=False,
                    extended_to__gt=models.F("due_on"),
                    extended_on__isnull=False,
                    extended_by__isnull=False,
                )
                & ~models.Q(extension_reason=""),
                name="case_extended_by_someone_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~models.Q(state__in=["withdrawn", "terminated"]) | ~models.Q(end_reason=""),
                name="case_ended_early_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["township", "-accepted_on", "-id"], name="case_by_township"),
            models.Index(
                fields=["township", "accepted_on", "id"], condition=models.Q(state="open"), name="case_open_by_township"
            ),
        ]

    def __str__(self) -> str:
        return self.number


class CasePerson(models.Model):
    """A member of a case; `is_open` while it runs and is for this person.

    Nobody is that in two cases of one family of programmes. Who only lives in the household of a 特困 person or a
    单人户 stands here too (none of them may handle the case), and stays free to apply.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="persons")
    township = models.CharField(max_length=9)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="case_memberships")
    family = models.CharField(max_length=20)
    is_open = models.BooleanField(default=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person", "family"],
                condition=models.Q(is_open=True),
                name="one_open_case_per_person_and_family",
            )
        ]


def _ordered(first: str, second: str) -> models.CheckConstraint:
    return models.CheckConstraint(
        condition=models.Q(**{f"{first}__isnull": True})
        | models.Q(**{f"{second}__isnull": True})
        | models.Q(**{f"{second}__gte": models.F(first)}),
        name=f"round_{first}_before_{second}",
    )


def _has_its_day(step: str, day: str) -> models.CheckConstraint:
    """A step counts as done with its day, or as skipped."""
    return models.CheckConstraint(
        condition=~models.Q(done_steps__contains=[step])
        | models.Q(skipped_steps__contains=[step])
        | models.Q(**{f"{day}__isnull": False}),
        name=f"round_{step}_has_its_day",
    )


class Round(models.Model):
    """One pass through the procedure; a return begins the next one. Milestones are ordered where both are set."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="rounds")
    township = models.CharField(max_length=9)
    number = models.SmallIntegerField(default=1)
    done_steps = ArrayField(models.CharField(max_length=40), default=list)
    skipped_steps = ArrayField(models.CharField(max_length=40), default=list)
    # what the pinned version demands before approval, copied from it when the round opens; a trigger checks it
    needed_for_decision = ArrayField(models.CharField(max_length=40), default=list)
    received_on = models.DateField()
    check_authorised_on = models.DateField(null=True)
    reported_on = models.DateField(null=True)
    visited_on = models.DateField(null=True)
    reviewed_on = models.DateField(null=True)
    published_on = models.DateField(null=True)
    decided_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "number"], name="round_number_once"),
            _ordered("received_on", "check_authorised_on"),
            _ordered("check_authorised_on", "reported_on"),
            _ordered("reported_on", "reviewed_on"),
            _ordered("received_on", "visited_on"),
            _ordered("visited_on", "reviewed_on"),
            _ordered("reviewed_on", "published_on"),
            _ordered("published_on", "decided_on"),
            _ordered("reviewed_on", "decided_on"),
            _has_its_day("confirm_check", "check_authorised_on"),
            _has_its_day("check_report", "reported_on"),
            _has_its_day("visit", "visited_on"),
            _has_its_day("opinion", "reviewed_on"),
            _has_its_day("publish", "published_on"),
            _has_its_day("decide", "decided_on"),
        ]


class Task(models.Model):
    """An open step of a round, waiting for a post of a township. The worklist is these rows."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="tasks")
    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="tasks")
    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    step = models.CharField(max_length=40)
    title = models.CharField(max_length=60)
    post = models.CharField(max_length=40)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="tasks")
    opened_on = models.DateField()
    due_on = models.DateField()
    due_why = models.CharField(max_length=300)
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=20, blank=True)
    closed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["round", "step"], condition=models.Q(closed_on__isnull=True), name="task_open_once_per_step"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, outcome="")
                | (models.Q(closed_on__isnull=False) & ~models.Q(outcome="")),
                name="task_closed_iff_outcome",
            ),
        ]
        indexes = [
            models.Index(  # with all a worklist asks: whose tasks these are is answered without reading them
                fields=["township", "due_on", "id"],
                include=["post", "person", "case"],
                condition=models.Q(closed_on__isnull=True),
                name="open_task_by_due_day",
            ),
        ]


class Finding(models.Model):
    """What the law floor found for a household on a day, line by line, with what it was told. Never changed.

    `way`: which help it answers (tekun, dibao, single, dibian); `ways`: what it said to each of them that day.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="findings")
    township = models.CharField(max_length=9)
    round_no = models.SmallIntegerField()
    on = models.DateField()
    eligible = models.BooleanField()
    amount_fen = models.BigIntegerField(null=True)
    members_count = models.SmallIntegerField()
    members = models.JSONField(default=list)
    why = models.CharField(max_length=300)
    unconfirmed = models.JSONField(default=list)
    lines = models.JSONField(default=list)
    situation = models.JSONField()
    conclusion = models.TextField()
    recommends = models.BooleanField()
    way = models.CharField(max_length=10, blank=True)
    ways = models.JSONField(default=list)


class Opinion(models.Model):
    """The reviewer's first opinion (初审). Never changed; after a return there is a new one."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="opinions")
    township = models.CharField(max_length=9)
    round_no = models.SmallIntegerField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    on = models.DateField()
    outcome = models.CharField(max_length=10)
    text = models.TextField()
    finding = models.ForeignKey(Finding, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["confirm", "refuse", "return"]), name="opinion_outcome_known"
            )
        ]


class Publication(models.Model):
    """A public notice before the decision: name, members, amount, nothing else; it expires by itself (57.19, 57.24)."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="publications")
    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    round_no = models.SmallIntegerField()
    name = models.CharField(max_length=60)
    members_count = models.SmallIntegerField()
    amount_fen = models.BigIntegerField(null=True)  # 低边 has no money of its own
    first_day = models.DateField()
    last_day = models.DateField()
    closed_on = models.DateField(null=True)
    outcome = models.CharField(max_length=10, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(last_day__gte=models.F("first_day")), name="publication_ends_after_start"
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True)
                | models.Q(outcome="objected")
                | models.Q(closed_on__gt=models.F("last_day")),
                name="publication_runs_its_days",
            ),
            models.CheckConstraint(
                condition=models.Q(closed_on__isnull=True, outcome="")
                | models.Q(closed_on__isnull=False, outcome__in=["clear", "objected"]),
                name="publication_closed_iff_outcome",
            ),
        ]
        indexes = [
            models.Index(
                fields=["township", "last_day", "id"],
                condition=models.Q(closed_on__isnull=True),
                name="publication_running",
            ),
            models.Index(
                fields=["township", "closed_on", "id"],
                condition=models.Q(outcome="objected"),
                name="publication_objected",
            ),
        ]


class Document(models.Model):
    """A paper of the case."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="documents")
    township = models.CharField(max_length=9)
    kind = models.CharField(max_length=40)
    on = models.DateField()
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, null=True, related_name="+")
    source = models.CharField(max_length=40)
