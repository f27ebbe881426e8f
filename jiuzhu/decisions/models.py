"""The immutable decision and the hands that worked on a matter. `matter` is the case's token, a plain value."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models

from jiuzhu.persons.models import Person


class Hand(models.Model):
    """A natural person acted on a matter in one of three hands: 1 investigates, 2 reviews, 3 approves (n1.1)."""

    matter = models.UUIDField()
    township = models.CharField(max_length=9)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="hands")
    hand = models.SmallIntegerField()
    act = models.CharField(max_length=60)
    on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(hand__in=[1, 2, 3]), name="hand_is_1_2_or_3"),
            # Over all rounds of a case: many acts of one hand are fine, one person in two hands never.
            ExclusionConstraint(
                name="three_hands",
                expressions=[
                    ("matter", RangeOperators.EQUAL),
                    ("person", RangeOperators.EQUAL),
                    ("hand", RangeOperators.NOT_EQUAL),
                ],
            ),
        ]
        indexes = [models.Index(fields=["matter"], name="hands_of_a_matter")]


class Decision(models.Model):
    """What the approver decided. Never changed; a correction is a new decision."""

    matter = models.UUIDField(db_index=True)
    township = models.CharField(max_length=9)
    round_no = models.SmallIntegerField()
    programme = models.CharField(max_length=20)
    outcome = models.CharField(max_length=10)
    decided_on = models.DateField()
    decided_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    reason = models.TextField()
    clause = models.CharField(max_length=120)
    amount_fen = models.BigIntegerField(null=True)
    members_count = models.SmallIntegerField(null=True)
    effective_from = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome__in=["approve", "refuse"]), name="decision_outcome_known"
            ),
            models.CheckConstraint(
                condition=(
                    models.Q(
                        outcome="approve",
                        amount_fen__isnull=False,
                        amount_fen__gt=0,
                        members_count__isnull=False,
                        members_count__gt=0,
                        effective_from__isnull=False,
                    )
                    # 低边 is a status: it is granted without money
                    | models.Q(
                        outcome="approve",
                        programme="dibian",
                        amount_fen__isnull=True,
                        members_count__isnull=False,
                        members_count__gt=0,
                        effective_from__isnull=False,
                    )
                    | models.Q(outcome="refuse", amount_fen__isnull=True, effective_from__isnull=True)
                ),
                name="decision_grant_fields_all_or_none",
            ),
            models.UniqueConstraint(fields=["matter", "round_no"], name="decision_once_per_round"),
        ]
