"""The district's own published figures, which overlay the law's files (house.md, Parameters), and what waits to be."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.persons.models import Person
from jiuzhu.persons.two_people import TwoPeople, by_two_people, one_waiting, state_known, two_people

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


class FigureProposal(TwoPeople):
    """A value that one person proposed and that waits for another to publish it."""

    name = models.CharField(max_length=60)
    township = models.CharField(max_length=9, blank=True)
    effective_from = models.DateField()
    value = models.CharField(max_length=120)
    rank = models.CharField("制定机关级别", max_length=10)
    authority = models.CharField("制定机关", max_length=60)
    document = models.CharField("文号", max_length=80, blank=True)
    document_on = models.DateField("发文日期", null=True)
    reason = models.CharField("撤回的原因", max_length=200, blank=True)
    figure = models.OneToOneField(PublishedFigure, on_delete=models.RESTRICT, null=True, related_name="proposal")

    class Meta:
        constraints = [
            state_known("proposal", PROPOSAL_STATES),
            models.CheckConstraint(condition=models.Q(rank__in=RANK_KEYS), name="proposal_rank_known"),
            models.CheckConstraint(
                condition=models.Q(state="waiting", closed_on__isnull=True, closed_by__isnull=True, figure__isnull=True)
                | models.Q(state="withdrawn", closed_on__isnull=False, closed_by__isnull=False, figure__isnull=True)
                | models.Q(state="published", closed_on__isnull=False, closed_by__isnull=False, figure__isnull=False),
                name="proposal_closed_one_way",
            ),
            by_two_people("proposal", unless=~models.Q(state="published")),
            one_waiting("proposal_one_waiting_per_day", "name", "township", "effective_from"),
        ]


class CalendarYear(TwoPeople):
    """放假安排 of a year that no file of the system has: proposed from the notice by one, published by another.

    `days_off` and `workdays`: holiday by ISO day; weekdays off and weekend days worked, nothing else.
    """

    year = models.IntegerField()
    days_off = models.JSONField()
    workdays = models.JSONField()
    document = models.CharField("文件名称和文号", max_length=120)
    document_on = models.DateField("发文日期")
    source = models.CharField("在哪里看到", max_length=200)
    reason = models.CharField("撤回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            *two_people("year", PROPOSAL_STATES, done="published"),
            one_waiting("year_one_waiting", "year"),
            models.UniqueConstraint(fields=["year"], condition=models.Q(state="published"), name="year_published_once"),
        ]
