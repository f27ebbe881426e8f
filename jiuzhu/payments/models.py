"""Runs, orders, what was sent to the bank and what came back."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.funds.models import Payable
from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.ground.models import StoredFile
from jiuzhu.persons.models import Person

OPEN_ORDER = ["prepared", "sent", "unknown", "paid"]


class Run(models.Model):
    """A month's payments of one programme in one township; prepared by one person, released by another (n8.2)."""

    number = models.CharField(max_length=40, unique=True)
    township = models.CharField(max_length=9)
    programme = models.CharField(max_length=20)
    month = models.DateField()
    sequence = models.SmallIntegerField(default=1)
    state = models.CharField(max_length=12)
    prepared_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    prepared_on = models.DateField()
    released_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+", null=True)
    released_on = models.DateField(null=True)
    count = models.IntegerField()
    sum_fen = models.BigIntegerField()
    hash_total = models.CharField(max_length=20)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["township", "programme", "month", "sequence"], name="run_once_a_month"),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "released", "accepted", "unknown", "closed", "cancelled"]),
                name="run_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True) | ~models.Q(released_by=models.F("prepared_by")),
                name="run_released_by_another",
            ),
            models.CheckConstraint(
                condition=models.Q(released_by__isnull=True, released_on__isnull=True)
                | models.Q(
                    released_by__isnull=False, released_on__isnull=False, released_on__gte=models.F("prepared_on")
                ),
                name="run_release_fields_all_or_none",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "cancelled"]) | models.Q(released_by__isnull=False),
                name="run_state_needs_release",
            ),
        ]


class Order(models.Model):
    """One payment of a run: a payable, an attempt, a payee."""

    run = models.ForeignKey(Run, on_delete=models.RESTRICT, related_name="orders")
    township = models.CharField(max_length=9)
    payable = models.ForeignKey(Payable, on_delete=models.RESTRICT, related_name="orders")
    attempt = models.SmallIntegerField(default=1)
    key = models.CharField(max_length=60, unique=True)
    sequence = models.IntegerField()
    payee_name = models.CharField(max_length=60)
    account = EncryptedField()
    amount_fen = models.BigIntegerField()
    state = models.CharField(max_length=10, default="prepared")
    reason = models.CharField(max_length=120, blank=True)
    settled_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["payable", "attempt"], name="order_once_per_attempt"),
            # A new attempt only after the old one is proved unpaid (L6).
            models.UniqueConstraint(
                fields=["payable"], condition=models.Q(state__in=OPEN_ORDER), name="order_one_open_per_payable"
            ),
            models.UniqueConstraint(fields=["run", "sequence"], name="order_sequence_in_run"),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="order_amount_positive"),
            models.CheckConstraint(
                condition=models.Q(state__in=["prepared", "sent", "paid", "failed", "unknown", "cancelled"]),
                name="order_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["paid", "failed"], settled_on__isnull=False)
                | (~models.Q(state__in=["paid", "failed"]) & models.Q(settled_on__isnull=True)),
                name="order_settled_iff_day",
            ),
        ]


class BankFile(models.Model):
    """The file of a released run and its way to the bank: the intent stands before the call (trust.md)."""

    run = models.OneToOneField(Run, on_delete=models.RESTRICT, related_name="bank_file")
    township = models.CharField(max_length=9)
    file = models.ForeignKey(StoredFile, on_delete=models.RESTRICT, related_name="+")
    digest = models.CharField(max_length=64)
    count = models.IntegerField()
    sum_fen = models.BigIntegerField()
    hash_total = models.CharField(max_length=20)
    key = models.CharField(max_length=60, unique=True)
    state = models.CharField(max_length=10, default="intended")
    file_no = models.CharField(max_length=60, blank=True)
    returned_digest = models.CharField(max_length=64, blank=True)
    problem = models.CharField("不能使用的原因", max_length=200, blank=True)
    stopped_on = models.DateField("停送日期", null=True)
    stopped_after = models.BigIntegerField(null=True)  # the last answer before: only later ones prove that nothing came

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(state__in=["intended", "accepted", "unknown", "stopped", "returned"]),
                name="bank_file_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(state="stopped", stopped_on__isnull=False, stopped_after__isnull=False)
                | ~models.Q(state="stopped") & models.Q(stopped_on__isnull=True, stopped_after__isnull=True),
                name="bank_file_stopped_iff_day",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="returned") | ~models.Q(returned_digest="") & ~models.Q(file_no=""),
                name="bank_file_returned_by_the_bank",
            ),
            models.CheckConstraint(
                condition=~models.Q(state="accepted") | ~models.Q(file_no=""), name="bank_file_accepted_with_its_number"
            ),
        ]


class BankAnswer(models.Model):
    """What the bank said when asked about one order. Never changed; `none`: it gave no answer that can be used."""

    order = models.ForeignKey(Order, on_delete=models.RESTRICT, related_name="answers")
    township = models.CharField(max_length=9)
    asked_on = models.DateField()
    asked_at = models.DateTimeField(db_default=Now(), editable=False)
    status = models.CharField(max_length=10)
    reason = models.CharField(max_length=200, blank=True)
    paid_on = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(status__in=["paid", "failed", "pending", "unknown", "none"]),
                name="bank_answer_status_known",
            ),
            models.CheckConstraint(
                condition=models.Q(status="paid", paid_on__isnull=False)
                | ~models.Q(status="paid") & models.Q(paid_on__isnull=True),
                name="bank_answer_paid_iff_day",
            ),
        ]
        indexes = [models.Index(fields=["order", "-id"], name="bank_answer_latest")]


class UnknownDecided(models.Model):
    """What the second person decided about an order that the bank doesn't settle, and why. Never changed."""

    order = models.OneToOneField(Order, on_delete=models.RESTRICT, related_name="decided")
    township = models.CharField(max_length=9)
    outcome = models.CharField(max_length=10)
    paid_on = models.DateField("到账日期", null=True)
    reason = models.CharField("依据", max_length=400)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(outcome="paid", paid_on__isnull=False)
                | models.Q(outcome="failed", paid_on__isnull=True),
                name="unknown_decided_paid_iff_day",
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="unknown_decided_for_a_reason"),
        ]


class ChangeExplained(models.Model):
    """The second person answers for a change from last month that nothing on file explains. Never changed.

    It holds for exactly this change of the month, in a run prepared again too: another amount is another change.
    """

    township = models.CharField(max_length=9)
    programme = models.CharField(max_length=20)
    month = models.DateField()
    matter = models.UUIDField()
    kind = models.CharField(max_length=10)
    before_fen = models.BigIntegerField(null=True)
    now_fen = models.BigIntegerField(null=True)
    reason = models.CharField("说明", max_length=400)
    clause = models.CharField(max_length=20)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["new", "back", "gone", "more", "less", "again"]), name="change_kind_known"
            ),
            models.CheckConstraint(condition=~models.Q(reason=""), name="change_explained_with_a_reason"),
        ]
        indexes = [models.Index(fields=["township", "programme", "month"], name="change_explained_of_a_month")]
