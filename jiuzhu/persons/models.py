"""The natural person, applicant and officer alike."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.id_number import mask


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

    class Meta:
        indexes = [models.Index(fields=["pinyin", "id"], name="person_by_pinyin")]
        constraints = [
            models.CheckConstraint(condition=models.Q(sex__in=["female", "male"]), name="person_sex_known"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def masked_number(self) -> str:
        """The number as pages show it."""
        return mask(self.id_number)
