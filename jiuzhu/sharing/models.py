"""Keys of partner systems."""

from django.db import models

from jiuzhu.persons.models import Person
from jiuzhu.persons.two_people import by_two_people, state_known

STATES = ["waiting", "issued", "withdrawn", "revoked"]
KINDS = ["secret", "public_key"]


class PartnerKey(models.Model):
    """What a partner's system signs in with, from a day (inclusive) to a day (exclusive). A secret stands as a hash."""

    client = models.CharField("接入名", max_length=40)
    organisation = models.CharField("单位", max_length=60)
    system = models.CharField("系统", max_length=60)
    purpose = models.CharField("用途", max_length=200)
    agreement = models.CharField("协议或文件", max_length=120)
    kind = models.CharField(max_length=10)
    public_key = models.TextField(blank=True)
    secret_hash = models.CharField(max_length=64, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField()
    proposed_on = models.DateField()
    proposed_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    state = models.CharField(max_length=10, default="waiting")
    issued_on = models.DateField(null=True)
    issued_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    ended_on = models.DateField(null=True)
    ended_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    reason = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            state_known("partner", STATES),
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="partner_kind_known"),
            models.CheckConstraint(
                condition=models.Q(effective_to__gt=models.F("effective_from")), name="partner_span_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "withdrawn"], issued_on__isnull=True, issued_by__isnull=True)
                | models.Q(state__in=["issued", "revoked"], issued_on__isnull=False, issued_by__isnull=False),
                name="partner_issued_iff_by_somebody",
            ),
            models.CheckConstraint(
                condition=models.Q(state__in=["waiting", "issued"], ended_on__isnull=True, ended_by__isnull=True)
                | models.Q(state__in=["withdrawn", "revoked"], ended_on__isnull=False, ended_by__isnull=False),
                name="partner_ended_iff_by_somebody",
            ),
            by_two_people("partner", unless=models.Q(issued_by__isnull=True), by="issued_by"),
            models.CheckConstraint(
                condition=models.Q(kind="public_key", secret_hash="") & ~models.Q(public_key="")
                | models.Q(kind="secret", public_key="", secret_hash="", state__in=["waiting", "withdrawn"])
                | models.Q(kind="secret", public_key="", state__in=["issued", "revoked"]) & ~models.Q(secret_hash=""),
                name="partner_one_kind_of_key",
            ),
            models.UniqueConstraint(
                fields=["client"], condition=models.Q(state__in=["waiting", "issued"]), name="partner_one_live_key"
            ),
        ]
