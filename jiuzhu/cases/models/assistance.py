"""协查: another place is asked to look at what can't be seen from here, because the family lives there (人户分离)."""

from django.db import models

from jiuzhu.cases.models.case import Case
from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.models import Person


class Assistance(models.Model):
    """A letter that asks for help, its own last day, and the answer. It never extends the case's deadline."""

    case = models.ForeignKey(Case, on_delete=models.RESTRICT, related_name="assistance")
    township = models.CharField(max_length=9)
    number = models.CharField("协查函编号", max_length=60, unique=True)
    to_body = models.CharField("协查单位", max_length=120)
    about = models.CharField("查谁、住在哪里", max_length=200)
    questions = models.TextField("请协助查明的事项")
    sent_on = models.DateField()
    due_on = models.DateField()
    due_why = models.CharField(max_length=300)
    sent_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    # who watches it now: whoever sent it, or who took their work over
    kept_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    answered_on = models.DateField(null=True)
    answered_by = models.CharField("回复单位经办人", max_length=60, blank=True)
    answer = EncryptedField("回复内容", blank=True)
    entered_on = models.DateField(null=True)
    late_reason = models.CharField("补录原因", max_length=200, blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(due_on__gte=models.F("sent_on")), name="assistance_due_after_sent"
            ),
            models.CheckConstraint(
                condition=models.Q(answered_on__isnull=True, entered_on__isnull=True, answered_by="", answer="")
                | models.Q(
                    answered_on__isnull=False,
                    answered_on__gte=models.F("sent_on"),
                    entered_on__gte=models.F("answered_on"),
                )
                & ~models.Q(answered_by="")
                & ~models.Q(answer=""),
                name="assistance_answered_in_full",
            ),
        ]
        indexes = [
            models.Index(
                fields=["township", "due_on", "id"],
                condition=models.Q(answered_on__isnull=True),
                name="assistance_waiting",
            )
        ]

    def __str__(self) -> str:
        return self.number

    @property
    def late(self) -> bool:
        """Whether the answer came after its last day."""
        return self.answered_on is not None and self.answered_on > self.due_on
