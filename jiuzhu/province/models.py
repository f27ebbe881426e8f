"""What was done in the provincial system, and what its rosters say. That system stays the system of record (n1.2)."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.cases.models import Case, Round
from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.models import Person

PROGRAMMES = ["dibao", "dibian", "tekun"]
KINDS = ["only_here", "only_there", "amount", "name"]


class ProvincialStep(models.Model):
    """A step of a round was done in the provincial system on this day. A correction keeps the old day in the audit."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="provincial_steps")
    round = models.ForeignKey(Round, on_delete=models.RESTRICT, related_name="provincial_steps")
    township = models.CharField(max_length=9)
    step = models.CharField(max_length=40)
    done_on = models.DateField("省系统办理日期")
    entered_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "step"], name="provincial_step_once_per_round"),
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("done_on")), name="provincial_step_entered_after"
            ),
        ]


class RosterImport(models.Model):
    """A roster of one township, programme and month as exported from the provincial system. Never changed.

    The latest of a month counts. The file itself isn't kept: its lines stand below, its digest here.
    """

    township = models.CharField(max_length=9)
    programme = models.CharField(max_length=20)
    month = models.DateField()
    imported_on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    digest = models.CharField(max_length=64)
    persons = models.IntegerField()
    made_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(programme__in=PROGRAMMES), name="roster_programme_known"),
            models.CheckConstraint(condition=models.Q(month__day=1), name="roster_month_is_a_first"),
            models.CheckConstraint(condition=models.Q(persons__gt=0), name="roster_not_empty"),
        ]
        indexes = [models.Index(fields=["township", "programme", "month", "-id"], name="roster_of_a_month")]


class RosterLine(models.Model):
    """One person of a roster, with the monthly amount of the whole household. Never changed."""

    roster = models.ForeignKey(RosterImport, on_delete=models.RESTRICT, related_name="lines")
    township = models.CharField(max_length=9)
    row = models.IntegerField()
    provincial_number = models.CharField("省系统案件号", max_length=40)
    name = models.CharField("姓名", max_length=60)
    id_hash = models.CharField(max_length=64)
    id_number = EncryptedField("身份证号")
    amount_fen = models.BigIntegerField(null=True)  # 低边 has no money

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["roster", "id_hash"], name="roster_person_once"),
            models.CheckConstraint(
                condition=models.Q(amount_fen__isnull=True) | models.Q(amount_fen__gt=0),
                name="roster_amount_positive",
            ),
        ]


class DifferenceExplained(models.Model):
    """Somebody answers for a difference between a month's roster and our entitlements. Never changed.

    It holds for exactly this difference: other amounts or names are another difference, in a later roster too.
    """

    township = models.CharField(max_length=9)
    programme = models.CharField(max_length=20)
    month = models.DateField()
    id_hash = models.CharField(max_length=64)
    kind = models.CharField(max_length=10)
    here_fen = models.BigIntegerField(null=True)
    there_fen = models.BigIntegerField(null=True)
    here_name = models.CharField(max_length=60, blank=True)
    there_name = models.CharField(max_length=60, blank=True)
    reason = models.CharField("说明", max_length=400)
    on = models.DateField()
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=KINDS), name="difference_kind_known"),
            models.CheckConstraint(condition=~models.Q(reason=""), name="difference_has_reason"),
        ]
        indexes = [
            models.Index(fields=["township", "programme", "month", "id_hash"], name="difference_of_a_person"),
        ]
