"""The natural person, applicant and officer alike."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.id_number import mask
from jiuzhu.persons.two_people import TwoPeople, one_waiting, two_people


class Person(models.Model):
    """One living being, known by the keyed hash of the resident number. Numbers stand encrypted."""

    name = models.CharField("姓名", max_length=60)
    pinyin = models.CharField(max_length=160)
    search_key = models.CharField(max_length=240)
    id_number = EncryptedField("身份证号")
    id_hash = models.CharField(max_length=64, unique=True)
    sex = models.CharField("性别", max_length=6)
    born_on = models.DateField("出生日期")
    phone = EncryptedField("电话", blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    # Another record of the same human being, which goes on in this one's place; nobody acts or applies as this one.
    joined_to = models.ForeignKey("self", on_delete=models.RESTRICT, null=True, related_name="+", db_index=False)

    class Meta:
        indexes = [
            models.Index(fields=["pinyin", "id"], name="person_by_pinyin"),
            # A handful among a million: every hand laid asks it.
            models.Index(fields=["joined_to"], condition=models.Q(joined_to__isnull=False), name="person_joined"),
        ]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["female", "male"]), name="person_sex_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        """The number as pages show it."""
        return mask(self.id_number)


CORRECTION_STATES = ["waiting", "confirmed", "withdrawn"]


class IdentityCorrection(TwoPeople):
    """更正: another name or number for a person, from a paper; one proposes, another confirms. Old and new are kept."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="corrections")
    township = models.CharField(max_length=9)
    matter = models.CharField(max_length=36)
    old_name = models.CharField(max_length=60)
    old_number = EncryptedField()
    old_hash = models.CharField(max_length=64, db_index=True)
    new_name = models.CharField("更正后的姓名", max_length=60)
    new_number = EncryptedField("更正后的身份证号")
    new_hash = models.CharField(max_length=64)
    paper = models.CharField("依据的文书", max_length=120)
    reason = models.CharField("原因", max_length=200)
    why = models.CharField("撤回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            *two_people("identity", CORRECTION_STATES, done="confirmed"),
            models.CheckConstraint(
                condition=~models.Q(old_name=models.F("new_name")) | ~models.Q(old_hash=models.F("new_hash")),
                name="identity_changes_something",
            ),
            one_waiting("identity_one_waiting", "person"),
        ]

    @property
    def masked_old(self) -> str:
        """The old number as pages show it."""
        return mask(self.old_number)

    @property
    def masked_new(self) -> str:
        """The new number as pages show it."""
        return mask(self.new_number)


SAME_STATES = ["waiting", "confirmed", "withdrawn"]


class SamePerson(TwoPeople):
    """同一人: two records turn out to be one human being; proposed by one of the bureau, confirmed by another.

    Both rows stay with what hangs on them. From then on they count as one natural person, and `kept` alone acts.
    """

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    kept = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    paper = models.CharField("依据的文书", max_length=120)
    reason = models.CharField("原因", max_length=200)
    why = models.CharField("撤回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            *two_people("same", SAME_STATES, done="confirmed"),
            models.CheckConstraint(condition=~models.Q(person=models.F("kept")), name="same_two_records"),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("person"))
                & ~models.Q(proposed_by=models.F("kept"))
                & (
                    ~models.Q(state="confirmed")
                    | ~models.Q(closed_by=models.F("person")) & ~models.Q(closed_by=models.F("kept"))
                ),
                name="same_not_about_oneself",
            ),
            one_waiting("same_one_waiting", "person"),
        ]
