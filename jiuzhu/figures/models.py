"""The district's own published figures, which overlay the law's files (house.md, Parameters), and what waits to be."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.persons.models import Person

PROPOSAL_STATES = ["waiting", "published", "withdrawn"]
RANK_KEYS = ["district", "city", "province", "national"]


class PublishedFigure(models.Model):
    """A value that the district published: from a day, for the district or one township. Never changed.

    Two natural persons made it, one proposing and one publishing; at set-up nobody did, the system entered it.
    """

    name = models.CharField(max_length=60)
    township = models.CharField(max_length=9, blank=True)
    effective_from = models.DateField()
    value = models.CharField(max_length=120)
    rank = models.CharField("制定机关级别", max_length=10, blank=True)
    authority = models.CharField(max_length=60)
    document = models.CharField("文号", max_length=80, blank=True)
    document_on = models.DateField("发文日期", null=True)
    confirmed = models.BooleanField(default=False)
    proposed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    made_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name", "township", "effective_from"], name="figure_one_value_per_day"),
            models.CheckConstraint(
                condition=models.Q(made_by__isnull=True, proposed_by__isnull=True)
                | models.Q(made_by__isnull=False, proposed_by__isnull=False)
                & ~models.Q(made_by=models.F("proposed_by")),
                name="figure_by_two_people",
            ),
            models.CheckConstraint(
                condition=models.Q(confirmed=False) | ~models.Q(document=""), name="figure_confirmed_by_document"
            ),
        ]


class FigureProposal(models.Model):
    """A value that one person proposed and that waits for another to publish it."""

    name = models.CharField(max_length=60)
    township = models.CharField(max_length=9, blank=True)
    effective_from = models.DateField()
    value = models.CharField(max_length=120)
    rank = models.CharField("制定机关级别", max_length=10)
    authority = models.CharField("制定机关", max_length=60)
    document = models.CharField("文号", max_length=80, blank=True)
    document_on = models.DateField("发文日期", null=True)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    reason = models.CharField("撤回的原因", max_length=200, blank=True)
    figure = models.OneToOneField(PublishedFigure, on_delete=models.RESTRICT, null=True, related_name="proposal")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PROPOSAL_STATES), name="proposal_state_known"),
            models.CheckConstraint(condition=models.Q(rank__in=RANK_KEYS), name="proposal_rank_known"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", closed_on__isnull=True, closed_by__isnull=True, figure__isnull=True)
                | models.Q(state="withdrawn", closed_on__isnull=False, closed_by__isnull=False, figure__isnull=True)
                | models.Q(state="published", closed_on__isnull=False, closed_by__isnull=False, figure__isnull=False),
                name="proposal_closed_one_way",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(closed_by=models.F("proposed_by")),
                name="proposal_by_two_people",
            ),
            models.UniqueConstraint(
                fields=["name", "township", "effective_from"],
                condition=models.Q(state="waiting"),
                name="proposal_one_waiting_per_day",
            ),
        ]


class CalendarYear(models.Model):
    """放假安排 of a year that no file of the system has: proposed from the notice by one, published by another.

    `days_off` and `workdays`: holiday by ISO day; weekdays off and weekend days worked, nothing else.
    """

    year = models.IntegerField()
    days_off = models.JSONField()
    workdays = models.JSONField()
    document = models.CharField("文件名称和文号", max_length=120)
    document_on = models.DateField("发文日期")
    source = models.CharField("在哪里看到", max_length=200)
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    closed_on = models.DateField(null=True)
    closed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    reason = models.CharField("撤回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=PROPOSAL_STATES), name="year_state_known"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", closed_on__isnull=True, closed_by__isnull=True)
                | ~models.Q(state="waiting") & models.Q(closed_on__isnull=False, closed_by__isnull=False),
                name="year_closed_iff_by_somebody",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="published") | ~models.Q(closed_by=models.F("proposed_by")),
                name="year_by_two_people",
            ),
            models.UniqueConstraint(fields=["year"], condition=models.Q(state="waiting"), name="year_one_waiting"),
            models.UniqueConstraint(fields=["year"], condition=models.Q(state="published"), name="year_published_once"),
        ]
