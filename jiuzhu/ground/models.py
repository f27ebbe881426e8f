"""Nouns of the ground: audit entries, outbox, idempotency keys, files, the demo's day, sign-in tries, access log."""

from django.db import models
from django.db.models.functions import Now

from jiuzhu.ground.crypto import EncryptedField


class AuditEntry(models.Model):
    """One act, in canonical form. Never updated or deleted (rights and trigger). `matter` is a plain value, no key."""

    recorded_at = models.DateTimeField(db_default=Now(), editable=False)
    on = models.DateField("发生日")
    act = models.CharField(max_length=60)
    township = models.CharField(max_length=9, blank=True)
    matter = models.CharField(max_length=36, blank=True, db_index=True)
    actor_name = models.CharField(max_length=60)
    actor_post = models.CharField(max_length=40)
    person_id_value = models.BigIntegerField(null=True)
    clause = models.CharField(max_length=120)
    entry = models.TextField()
    salt = models.CharField(max_length=32)
    leaf = models.CharField(max_length=64)


class AuditPrivate(models.Model):
    """The personal values of an entry, encrypted; a lawful destruction empties this row and no proof breaks."""

    entry = models.OneToOneField(AuditEntry, on_delete=models.PROTECT, related_name="private")
    township = models.CharField(max_length=9, blank=True)
    values = EncryptedField(blank=True)


class OutboxMessage(models.Model):
    """A message that must reach an outside system."""

    channel = models.CharField(max_length=40)
    key = models.CharField(max_length=80)
    payload = models.JSONField()
    township = models.CharField(max_length=9, blank=True)
    made_at = models.DateTimeField(db_default=Now(), editable=False)
    attempts = models.IntegerField(default=0)
    done = models.BooleanField(default=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["channel", "key"], name="outbox_one_message_per_key")]
        indexes = [models.Index(fields=["made_at"], condition=models.Q(done=False), name="outbox_waiting")]


class IdempotencyKey(models.Model):
    """A form's key and the answer it got."""

    key = models.CharField(max_length=64, unique=True)
    act = models.CharField(max_length=60)
    account_id = models.BigIntegerField(null=True)
    answer = models.CharField(max_length=200)
    made_at = models.DateTimeField(db_default=Now(), editable=False)


class StoredFile(models.Model):
    """A file of a case, by content digest."""

    digest = models.CharField(max_length=64, db_index=True)
    kind = models.CharField(max_length=40)
    size = models.IntegerField()
    label = models.CharField(max_length=60)
    township = models.CharField(max_length=9)
    matter = models.CharField(max_length=36, db_index=True)
    stored_at = models.DateTimeField(db_default=Now(), editable=False)


class DemoDay(models.Model):
    """The day the demo lives in; one row, demo and tests only."""

    day = models.DateField()


class SignInTry(models.Model):
    """A failed sign-in, by account name's and address's keyed hash; counts towards the lock."""

    account_key = models.CharField(max_length=64, db_index=True)
    address_key = models.CharField(max_length=64, db_index=True)
    tried_at = models.DateTimeField(db_default=Now(), editable=False)


class QuotaUse(models.Model):
    """One use of something that may not be done too often, by keyed hash of where it came from; deleted when over."""

    purpose = models.CharField(max_length=40)
    key = models.CharField(max_length=64)
    used_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["purpose", "key", "used_at"], name="quota_of_a_place")]


class AccessLogEntry(models.Model):
    """Who looked at what page, when. Insert only. No query strings, no form values."""

    at = models.DateTimeField(db_default=Now(), editable=False)
    request_id = models.CharField(max_length=32)
    account_id = models.BigIntegerField(null=True)
    person_id_value = models.BigIntegerField(null=True)
    method = models.CharField(max_length=7)
    view = models.CharField(max_length=80)
    matter = models.CharField(max_length=36, blank=True)
    status = models.SmallIntegerField()


class ClockworkRun(models.Model):
    """A scheduled act that was run for a day; unique, so that no day runs twice."""

    name = models.CharField(max_length=60)
    day = models.DateField()
    ran_at = models.DateTimeField(db_default=Now(), editable=False)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["name", "day"], name="clockwork_once_a_day")]
