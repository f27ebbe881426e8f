"""Townships, villages, offices, who holds which post from when to when, and the accounts they sign in with."""

from django.contrib.auth.hashers import check_password, make_password
from django.db import models
from django.db.models.functions import Now

from jiuzhu.persons.models import Person
from jiuzhu.persons.two_people import TwoPeople, one_waiting, two_people


class Township(models.Model):
    """A street or township (街道/乡镇), by its statistical code."""

    code = models.CharField(primary_key=True, max_length=9)
    name = models.CharField("名称", max_length=40)
    short = models.CharField("案件号字头", max_length=4, unique=True)

    def __str__(self) -> str:
        return self.name


class Village(models.Model):
    """A village or community (村/社区)."""

    code = models.CharField(primary_key=True, max_length=12)
    name = models.CharField("名称", max_length=40)
    township = models.ForeignKey(Township, on_delete=models.RESTRICT, related_name="villages")

    def __str__(self) -> str:
        return self.name


class Office(models.Model):
    """A body that has posts: a township's window, its finance office, the bureau, the check centre, a department."""

    key = models.CharField(max_length=60, unique=True)
    name = models.CharField("名称", max_length=60)
    kind = models.CharField(max_length=40)
    township = models.CharField(max_length=9, blank=True)

    def __str__(self) -> str:
        return self.name


class Contact(models.Model):
    """How an office is reached from a day on. Never changed: another number holds from another day."""

    office = models.ForeignKey(Office, on_delete=models.RESTRICT, related_name="contacts")
    phone = models.CharField("电话", max_length=40, blank=True)
    address = models.CharField("地址", max_length=120, blank=True)
    effective_from = models.DateField()
    kept_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["office", "effective_from"], name="contact_of_office")]


class Appointment(models.Model):
    """A person holds a post of an office from a day (inclusive) to a day (exclusive)."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="appointments")
    office = models.ForeignKey(Office, on_delete=models.RESTRICT, related_name="appointments")
    post = models.CharField("岗位", max_length=40)
    village = models.CharField(max_length=12, blank=True)
    effective_from = models.DateField()
    effective_to = models.DateField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(effective_to__isnull=True) | models.Q(effective_to__gt=models.F("effective_from")),
                name="appointment_span_not_empty",
            )
        ]
        indexes = [models.Index(fields=["office", "post"], name="appointment_by_office")]


class Account(models.Model):
    """What a person signs in with. Two accounts of one person are one pair of hands."""

    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="accounts")
    username = models.CharField(max_length=60, unique=True)
    password = models.CharField(max_length=200)
    active = models.BooleanField(default=True)
    demo = models.BooleanField(default=False)
    must_change = models.BooleanField("首次登录须改密码", default=False)
    epoch = models.IntegerField(default=0)  # sessions begun under another number have ended
    set_on = models.DateField("密码设置日", null=True)
    set_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    lock_reason = models.CharField("停用的原因", max_length=200, blank=True)
    # the steward who opened it; who it is for is their word alone until another released a password (decision 0016)
    opened_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        constraints = [
            # A password that a steward knows is good for one thing: to be changed by its owner.
            models.CheckConstraint(
                condition=models.Q(set_by__isnull=True)
                | models.Q(must_change=True)
                | models.Q(set_by=models.F("person")),
                name="account_first_password_is_changed",
            ),
            models.CheckConstraint(
                condition=models.Q(set_by__isnull=True) | models.Q(set_on__isnull=False),
                name="account_password_set_on_a_day",
            ),
        ]

    def set_password(self, password: str) -> None:
        """Store the hash; saving is the act's work."""
        self.password = make_password(password)

    def password_fits(self, password: str) -> bool:
        """Whether this is the password."""
        return check_password(password, self.password)


RESET_STATES = ["waiting", "released", "withdrawn"]


class PasswordReset(TwoPeople):
    """重设密码: proposed by a steward for somebody who came, released by another person; good for one new password.

    `epoch`: the account's number when it was proposed. Any other change of the account in between makes it stale.
    """

    account = models.ForeignKey(Account, on_delete=models.RESTRICT, related_name="resets")
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    epoch = models.IntegerField()
    reason = models.CharField("为什么重设", max_length=200)
    why = models.CharField("撤回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            *two_people("reset", RESET_STATES, done="released"),
            models.CheckConstraint(
                condition=~models.Q(proposed_by=models.F("person"))
                & (~models.Q(state="released") | ~models.Q(closed_by=models.F("person"))),
                name="reset_not_by_its_owner",
            ),
            one_waiting("reset_one_waiting", "account"),
            models.UniqueConstraint(
                fields=["account", "epoch"], condition=models.Q(state="released"), name="reset_good_for_one_password"
            ),
        ]


BACKUP_KINDS = ["made", "drilled"]


class Backup(models.Model):
    """A backup that was made, or a drill that put one back into a scratch place. `by`: the account at the machine."""

    kind = models.CharField(max_length=10)
    at = models.DateTimeField(db_default=Now(), editable=False)
    name = models.CharField("文件名", max_length=120)
    digest = models.CharField("指纹", max_length=64, blank=True)
    size = models.BigIntegerField("字节数")
    rows = models.BigIntegerField("行数")
    by = models.CharField("操作系统用户", max_length=60)
    good = models.BooleanField()
    told = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=BACKUP_KINDS), name="backup_kind_known"),
            models.CheckConstraint(
                condition=models.Q(good=False) & ~models.Q(told="") | models.Q(good=True) & ~models.Q(digest=""),
                name="backup_good_with_digest_or_told_why",
            ),
        ]
        indexes = [models.Index(fields=["kind", "-at"], name="backup_latest")]


HANDOVER_STATES = ["waiting", "accepted", "withdrawn"]
LINE_KINDS = ["named", "post", "left"]


class Handover(models.Model):
    """工作交接: who leaves a post gives a list of open work to a successor; both sign, each with their own password.

    Nobody's hands on a case are changed by it: three hands go on counting who acted.
    """

    township = models.CharField(max_length=9)
    appointment = models.ForeignKey(Appointment, on_delete=models.RESTRICT, related_name="handovers")
    post = models.CharField("岗位", max_length=40)
    given_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    given_on = models.DateField("移交人签收日")
    taken_by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    note = models.TextField("移交说明", blank=True)
    state = models.CharField(max_length=10, default="waiting")
    closed_on = models.DateField("接手人签收日", null=True)
    reason = models.CharField("退回的原因", max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(state__in=HANDOVER_STATES), name="handover_state_known"),
            models.CheckConstraint(
                condition=~models.Q(given_by=models.F("taken_by")), name="handover_between_two_people"
            ),
            models.CheckConstraint(
                condition=models.Q(state="waiting", closed_on__isnull=True)
                | ~models.Q(state="waiting") & models.Q(closed_on__isnull=False, closed_on__gte=models.F("given_on")),
                name="handover_closed_iff_day",
            ),
            models.UniqueConstraint(
                fields=["appointment"], condition=models.Q(state="waiting"), name="handover_one_waiting"
            ),
        ]


class HandoverLine(models.Model):
    """One piece of open work on the list. `left`: it stays where it is, and why; the case's row is a plain value."""

    handover = models.ForeignKey(Handover, on_delete=models.RESTRICT, related_name="lines")
    township = models.CharField(max_length=9)
    matter = models.UUIDField()
    number = models.CharField("案件号", max_length=40)
    task_id_value = models.BigIntegerField()
    title = models.CharField("待办", max_length=60)
    due_on = models.DateField("期限")
    kind = models.CharField(max_length=10)
    why = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=models.Q(kind__in=LINE_KINDS), name="handover_line_kind_known"),
            models.CheckConstraint(
                condition=models.Q(kind="left") & ~models.Q(why="") | ~models.Q(kind="left") & models.Q(why=""),
                name="handover_line_left_with_reason",
            ),
            models.UniqueConstraint(fields=["handover", "task_id_value"], name="handover_line_once"),
        ]
