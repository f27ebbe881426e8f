"""Double-entry books in integer fen, and payables: who is owed what, for which month, once."""

from django.db import models
from django.db.models.functions import Now


class FundAccount(models.Model):
    """An account of the books. A `cash` account may never go below zero (L4)."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField(max_length=60)
    kind = models.CharField(max_length=12)
    township = models.CharField(max_length=9)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(kind__in=["cash", "source", "payable", "expense", "transit"]),
                name="fund_account_kind_known",
            )
        ]


class Entry(models.Model):
    """A booked event. Never changed; a correction is a reversal pointing at the original, once (L7)."""

    key = models.CharField(max_length=100, unique=True)
    on = models.DateField()
    kind = models.CharField(max_length=40)
    township = models.CharField(max_length=9)
    memo = models.CharField(max_length=200)
    reverses = models.OneToOneField("self", on_delete=models.RESTRICT, null=True, related_name="reversed_by")
    made_at = models.DateTimeField(db_default=Now(), editable=False)


class Posting(models.Model):
    """One side of an entry; the postings of an entry sum to zero (L1), held by a statement trigger."""

    entry = models.ForeignKey(Entry, on_delete=models.RESTRICT, related_name="postings")
    account = models.ForeignKey(FundAccount, on_delete=models.RESTRICT, related_name="postings")
    township = models.CharField(max_length=9)
    fen = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=~models.Q(fen=0), name="posting_not_zero")]
        indexes = [models.Index(fields=["account"], include=["fen"], name="posting_by_account")]


class Payable(models.Model):
    """Who is owed what for which month; at most one per unit, benefit, month, reason and payee share (L5)."""

    township = models.CharField(max_length=9)
    unit = models.CharField(max_length=40)
    benefit = models.CharField(max_length=20)
    month = models.DateField()
    reason = models.CharField(max_length=20, default="regular")
    payee_share = models.CharField(max_length=20, default="whole")
    amount_fen = models.BigIntegerField()
    matter = models.UUIDField()
    entitlement_id_value = models.BigIntegerField()
    made_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "benefit", "month", "reason", "payee_share"], name="payable_once_per_unit_and_month"
            ),
            models.CheckConstraint(condition=models.Q(amount_fen__gt=0), name="payable_amount_positive"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="payable_month_is_a_first"),
        ]
        indexes = [models.Index(fields=["township", "benefit", "month", "id"], name="payable_by_month")]
