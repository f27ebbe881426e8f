"""What was granted, to whom, from when: spans never overlap within a family of programmes."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import DateRangeField, RangeOperators
from django.db import models

from jiuzhu.decisions.models import Decision
from jiuzhu.persons.models import Person


class Entitlement(models.Model):
    """A granted benefit. The span is half-open; an open end means until further notice."""

    matter = models.UUIDField(unique=True)
    township = models.CharField(max_length=9)
    programme = models.CharField(max_length=20)
    decision = models.OneToOneField(Decision, on_delete=models.RESTRICT, related_name="entitlement")
    recipient = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="entitlements")
    household_id_value = models.BigIntegerField()
    amount_fen = models.BigIntegerField(null=True)  # 低边 is a status without money of its own
    members_count = models.SmallIntegerField()
    span = DateRangeField()
    lines = models.JSONField(default=list)
    # 特困 and 单人户 are for the persons covered; their household may be entitled beside them
    personal = models.BooleanField(default=False)
    # 特困: dispersed at home or concentrated in an institution; of 特困 `amount_fen` is the living money
    support_form = models.CharField("供养形式", max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(programme="dibian", amount_fen__isnull=True)
                | ~models.Q(programme="dibian") & models.Q(amount_fen__isnull=False, amount_fen__gt=0),
                name="entitlement_amount_positive",
            ),
            models.CheckConstraint(condition=models.Q(span__isempty=False), name="entitlement_span_not_empty"),
            models.CheckConstraint(
                condition=models.Q(programme="tekun", personal=True, support_form__in=["dispersed", "concentrated"])
                | ~models.Q(programme="tekun") & models.Q(support_form=""),
                name="entitlement_support_form_iff_tekun",
            ),
        ]
        indexes = [models.Index(fields=["township", "programme"], name="entitlement_by_township")]


class EntitledPerson(models.Model):
    """A person covered by an entitlement; in one family of programmes at a time."""

    entitlement = models.ForeignKey(Entitlement, on_delete=models.RESTRICT, related_name="persons")
    township = models.CharField(max_length=9)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="entitled")
    family = models.CharField(max_length=20)
    span = DateRangeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(span__isempty=False), name="entitled_span_not_empty"),
            ExclusionConstraint(
                name="one_entitlement_per_person_and_family",
                expressions=[
                    ("person", RangeOperators.EQUAL),
                    ("family", RangeOperators.EQUAL),
                    ("span", RangeOperators.OVERLAPS),
                ],
            ),
        ]
