"""What happens beside the straight way: objections, complaints, the bureau's visit, appraisals, deliveries."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jiuzhu.cases.models.case import Case, Publication
from jiuzhu.decisions.models import Decision
from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.models import Person

CHANNELS = ["entered", "board"]
SET_ASIDE_GROUNDS = ["says_nothing", "other_family"]
HOW_KEYS = ["in_person", "mail", "left", "village", "notice"]


class LateEntry(models.Model):
    """A row about a day in the past: when it was entered, and why not at once (补录)."""

    entered_on = models.DateField()
    late_reason = models.CharField("补录原因", max_length=200, blank=True)

    class Meta:
        abstract = True


class Objection(LateEntry):
    """An objection against a publication, by name or without. It is open until a new survey has been set going (57.19).

    Who objected is encrypted: the family and the village must not learn it from a page. `number` is what the person
    quotes; `channel` says whether somebody entered it or it was written on the public board.
    """

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="objections")
    township = models.CharField(max_length=9)
    publication = models.ForeignKey(Publication, on_delete=models.RESTRICT, related_name="objections")
    number = models.CharField("异议编号", max_length=40, blank=True)
    channel = models.CharField(max_length=7, default="entered")
    received_on = models.DateField()
    by_name = EncryptedField("异议人", blank=True)
    contact = EncryptedField("联系方式", blank=True)
    text = EncryptedField("异议内容")
    named = models.BooleanField(default=False)
    # the round in which it is surveyed again; empty while the publication still stands
    handled_round = models.SmallIntegerField(null=True)
    # who had surveyed until then: others must survey again
    surveyed_by = ArrayField(models.BigIntegerField(), default=list)
    answered_on = models.DateField(null=True)
    answered_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    answer = EncryptedField("答复", blank=True)
    recorded_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    # the head of social affairs found that it says nothing, or is about somebody else
    set_aside_on = models.DateField(null=True)
    set_aside_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    set_aside_ground = models.CharField("为什么不按异议处理", max_length=12, blank=True)
    set_aside_reason = EncryptedField("不按异议处理的理由", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    set_aside_on__isnull=True, set_aside_by__isnull=True, set_aside_ground="", set_aside_reason=""
                )
                | models.Q(
                    set_aside_on__gte=models.F("received_on"),
                    set_aside_by__isnull=False,
                    set_aside_ground__in=SET_ASIDE_GROUNDS,
                    handled_round__isnull=True,
                )
                & ~models.Q(set_aside_reason=""),
                name="objection_set_aside_for_a_reason",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_on__isnull=True)
                | models.Q(named=False)
                | models.Q(set_aside_ground="other_family", answered_on__isnull=False),
                name="objection_by_name_is_answered",
            ),
            models.CheckConstraint(
                condition=models.Q(set_aside_by__isnull=True)
                | models.Q(recorded_by__isnull=True)
                | ~models.Q(set_aside_by=models.F("recorded_by")),
                name="objection_set_aside_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True, answered_by__isnull=True, answer="")
                | models.Q(answered_on__isnull=False, answered_by__isnull=False, named=True) & ~models.Q(answer=""),
                name="objection_answered_iff_day",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("received_on")), name="objection_entered_after"
            ),
            models.CheckConstraint(condition=models.Q(channel__in=CHANNELS), name="objection_channel_known"),
            models.UniqueConstraint(fields=["number"], condition=~models.Q(number=""), name="objection_number_once"),
        ]


class Complaint(LateEntry):
    """A complaint about an application: from now on the bureau visits before the decision (57.20). Never changed."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="complaints")
    township = models.CharField(max_length=9)
    received_on = models.DateField()
    by_name = EncryptedField("投诉举报人", blank=True)
    text = EncryptedField("投诉举报内容")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("received_on")), name="complaint_entered_after"
            )
        ]


class BureauVisit(LateEntry):
    """The bureau's own visit to a family that is registered as related or complained about (57.20). Never changed."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="bureau_visits")
    township = models.CharField(max_length=9)
    round_no = models.SmallIntegerField()
    visited_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    companion = models.CharField("同去人员", max_length=60)
    notes = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("visited_on")), name="bureau_visit_entered_after"
            )
        ]


class Appraisal(LateEntry):
    """A 民主评议 that stands in for a new survey after an objection (57.19): its minutes and result. Never changed."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="appraisals")
    township = models.CharField(max_length=9)
    round_no = models.SmallIntegerField()
    held_on = models.DateField()
    minutes = models.CharField("评议记录编号", max_length=60)
    result = models.TextField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "round_no"], name="appraisal_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("held_on")), name="appraisal_entered_after"
            ),
        ]


class Delivery(LateEntry):
    """A written refusal reached the family: how, when, to whom, and by which day it had to (57.21). Never changed."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="deliveries")
    township = models.CharField(max_length=9)
    decision = models.OneToOneField(Decision, on_delete=models.RESTRICT, related_name="delivery")
    how = models.CharField(max_length=10)
    received_by = models.CharField("签收人", max_length=60)
    delivered_on = models.DateField()
    due_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(how__in=HOW_KEYS), name="delivery_how_known"),
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("delivered_on")), name="delivery_entered_after"
            ),
        ]

    @property
    def late(self) -> bool:
        """Whether it came after its last day."""
        return self.delivered_on > self.due_on
