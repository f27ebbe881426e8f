"""What is known of a family: members, income, spending and property as declared and as found, consents, checks, visits.

A household row is the family as it stands in one application; persons are shared between them.
"""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from jiuzhu.ground.crypto import EncryptedField
from jiuzhu.persons.models import Person
from jiuzhu.registry.choices import AGENT_SCOPES, CONSENT_SCOPES, NEAR_RELATIVES, UNSIGNED


class Household(models.Model):
    """A family as declared in one application."""

    township = models.CharField(max_length=9)
    village = models.CharField(max_length=12)
    matter = models.CharField(max_length=36, unique=True)
    address = models.CharField("住址", max_length=200, blank=True)
    phone = EncryptedField(blank=True)
    payee_name = models.CharField("户名", max_length=60, blank=True)
    account = EncryptedField("发放账户", blank=True)
    money_fen = models.BigIntegerField("存款和现金", null=True)
    homes = models.SmallIntegerField("住房", null=True)
    vehicles = models.SmallIntegerField("机动车、船", null=True)
    shops = models.SmallIntegerField("店面", null=True)
    companies = models.SmallIntegerField("公司", null=True)
    # a near relative of theirs handles such cases or sits in the village's committee: NearRelative says who (57.11)
    related = models.BooleanField("近亲属备案", default=False)
    # where they live, if it isn't where they are registered (人户分离); another place was asked to look there
    residence = models.CharField("经常居住地", max_length=200, blank=True)
    help_asked = models.BooleanField("发过协查函", default=False)
    # somebody acts for them under a power of attorney: Agent says who
    represented = models.BooleanField("委托代理", default=False)
    # somebody outside the household owes the applicant support: Supporter says who (43.8)
    supported = models.BooleanField("户外义务人", default=False)
    # the truth pledge, signed at the window, and the papers the family pledges for instead of bringing them (57.9)
    pledged_on = models.DateField("真实性承诺", null=True)
    pledged_instead = ArrayField(models.CharField(max_length=120), default=list, verbose_name="用承诺代替的证明")
    # 特困: at home or in an institution, as the person chose on the survey; empty where nobody asked
    support_form = models.CharField("供养形式", max_length=12, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(support_form__in=["", "dispersed", "concentrated"]),
                name="household_support_form_known",
            ),
            models.CheckConstraint(
                condition=models.Q(money_fen__isnull=True) | models.Q(money_fen__gte=0),
                name="household_money_not_negative",
            ),
        ]


class Member(models.Model):
    """A person in a household, with the circumstances the law asks about."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="members")
    township = models.CharField(max_length=9)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="memberships")
    relation = models.CharField("关系", max_length=12)
    # what they are to the applicant, where the relation has no word for it (儿媳、外甥 …)
    kinship = models.CharField("是申请人的什么人", max_length=30, blank=True)
    disability_kind = models.CharField(max_length=12, blank=True)
    disability_grade = models.SmallIntegerField(null=True)
    serious_illness = models.BooleanField(default=False)
    student = models.CharField(max_length=14, default="none")
    independent = models.BooleanField(null=True)
    co_residing = models.BooleanField(null=True)
    absent = models.CharField(max_length=16, default="none")
    works = models.BooleanField(null=True)
    note = models.CharField("情况", max_length=120, blank=True)
    # who outside the household owes support, as the survey found; empty where nobody looked
    supporters = models.CharField("户外法定义务人", max_length=8, blank=True)
    supporters_told = EncryptedField("义务人和他们的情况", blank=True)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(supporters__in=["", "able", "none", "unable"]), name="member_supporters_known"
            ),
            models.UniqueConstraint(fields=["household", "person"], name="member_once_per_household"),
            models.CheckConstraint(
                condition=~models.Q(relation="other") | ~models.Q(kinship=""), name="member_kinship_told"
            ),
            models.CheckConstraint(
                condition=models.Q(disability_grade__isnull=True) | models.Q(disability_grade__range=(1, 4)),
                name="member_disability_grade_1_to_4",
            ),
        ]


class NearRelative(models.Model):
    """近亲属备案: who of the family's near relatives handles such cases or sits in a village's committee (57.11)."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="relatives")
    township = models.CharField(max_length=9)
    name = models.CharField("姓名", max_length=60)
    kin = models.CharField("是家庭成员的什么人", max_length=12)
    post = models.CharField("单位和岗位", max_length=120)
    # where they hold a post of this system: they lay no hand on the matter from the registration on
    officer = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    registered_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=~models.Q(name="") & ~models.Q(post=""), name="relative_is_named"),
            models.CheckConstraint(condition=models.Q(kin__in=list(NEAR_RELATIVES)), name="relative_kin_known"),
        ]


class Supporter(models.Model):
    """户外义务人: somebody outside the household who owes the applicant support, one row a person (43.8, 43.10).

    Whoever signed has a `Consent`; `answer` says why there is none, and is empty while they were not asked.
    """

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="supporters")
    township = models.CharField(max_length=9)
    # empty where nobody knows the number of one who did not sign
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    name = models.CharField("姓名", max_length=60)
    kin = models.CharField("是申请人的什么人", max_length=12)
    answer = models.CharField("没有签的", max_length=12, blank=True)
    why = EncryptedField("原因", blank=True)
    answered_on = models.DateField(null=True)
    registered_on = models.DateField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["household", "person"], name="supporter_once_per_household"),
            models.CheckConstraint(condition=~models.Q(name=""), name="supporter_is_named"),
            models.CheckConstraint(condition=models.Q(kin__in=list(NEAR_RELATIVES)), name="supporter_kin_known"),
            models.CheckConstraint(
                condition=models.Q(answer="", answered_on__isnull=True)
                | models.Q(answer__in=list(UNSIGNED), answered_on__isnull=False) & ~models.Q(why=""),
                name="supporter_unsigned_for_a_reason",
            ),
        ]


class Agent(models.Model):
    """Who acts for the family under a power of attorney, in what, and until when (57.6)."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="agents")
    township = models.CharField(max_length=9)
    name = models.CharField("代理人", max_length=60)
    # empty where a village committee acts
    number = EncryptedField("身份证号", blank=True)
    relation = models.CharField("与申请人的关系", max_length=30)
    phone = EncryptedField(blank=True)
    scope = models.CharField("代理事项", max_length=12)
    given_on = models.DateField()
    until = models.DateField("代理期限到")
    filed = models.BooleanField("委托书已收", default=False)
    ended_on = models.DateField(null=True)
    end_reason = models.CharField(max_length=200, blank=True)
    # the person with this number, where they are known here: they lay no hand on the matter
    person = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(scope__in=list(AGENT_SCOPES)), name="agent_scope_known"),
            models.CheckConstraint(condition=models.Q(filed=True), name="agent_has_filed_the_power"),
            models.CheckConstraint(condition=models.Q(until__gte=models.F("given_on")), name="agent_until_after_given"),
            models.CheckConstraint(
                condition=models.Q(ended_on__isnull=True, end_reason="")
                | models.Q(ended_on__gte=models.F("given_on")) & ~models.Q(end_reason=""),
                name="agent_ended_for_a_reason",
            ),
        ]

    def get_scope(self) -> str:
        """What they may do, in words."""
        return AGENT_SCOPES[self.scope]


class IncomeFact(models.Model):
    """An income or a cost of a member, as declared by the family or found by the check."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="income")
    township = models.CharField(max_length=9)
    member = models.ForeignKey(Member, on_delete=models.RESTRICT, related_name="income")
    spending = models.BooleanField(default=False)
    kind = models.CharField(max_length=30)
    fen = models.BigIntegerField()
    per = models.CharField(max_length=5)
    source = models.CharField(max_length=10, default="declared")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(condition=models.Q(fen__gte=0), name="income_not_negative"),
            models.CheckConstraint(condition=models.Q(per__in=["month", "year"]), name="income_per_month_or_year"),
            models.CheckConstraint(
                condition=models.Q(source__in=["declared", "check", "visit"]), name="income_source_known"
            ),
        ]


class Consent(models.Model):
    """A signed permission to check one person's means: scope and expiry. `guardian`: who signed for a child."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="consents")
    township = models.CharField(max_length=9)
    person = models.ForeignKey(Person, on_delete=models.RESTRICT)
    scope = models.CharField("范围", max_length=60, default="application")
    guardian = models.CharField("监护人", max_length=60, blank=True, default="")
    # what somebody outside the household who owes support is to the applicant; empty for a member
    kin = models.CharField("户外义务人", max_length=20, blank=True, default="")
    signed_on = models.DateField()
    expires_on = models.DateField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(expires_on__gt=models.F("signed_on")), name="consent_expires_later"
            ),
            models.CheckConstraint(condition=models.Q(scope__in=list(CONSENT_SCOPES)), name="consent_scope_known"),
            models.CheckConstraint(condition=models.Q(kin__in=["", *NEAR_RELATIVES]), name="consent_kin_known"),
        ]


class MeansCheck(models.Model):
    """A request to the check centre and its report."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="checks")
    township = models.CharField(max_length=9)
    matter = models.CharField(max_length=36)
    request_key = models.CharField(max_length=60, unique=True)
    requested_on = models.DateField()
    # asks about supporters who signed after the household's request had gone out; no step of the case waits for it
    beside = models.BooleanField("只问户外义务人", default=False)
    # who is asked about, as it stood at the request: sent again, it must be the same bytes
    request = EncryptedField()
    request_no = models.CharField(max_length=60, blank=True)
    problem = models.CharField("不能使用的原因", max_length=200, blank=True)
    unanswered = models.JSONField("没有答复的来源", default=list)
    # when the centre began to look, as its officer says; empty where nobody noted it
    started_on = models.DateField("核对开始", null=True)
    start_late_reason = models.CharField("补录原因", max_length=200, blank=True)
    reported_on = models.DateField(null=True)
    # the officer who filed the report; empty where it came over the line
    reported_by = models.ForeignKey(Person, on_delete=models.RESTRICT, null=True, related_name="+")
    # the family objected with evidence: another check took its place (57.18)
    set_aside_on = models.DateField(null=True)
    report_digest = models.CharField(max_length=64, blank=True)
    report = EncryptedField(blank=True)
    differences = models.JSONField(default=list)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(reported_on__isnull=True) | models.Q(reported_on__gte=models.F("requested_on")),
                name="check_report_after_request",
            ),
            models.CheckConstraint(
                condition=models.Q(started_on__isnull=True) | models.Q(started_on__gte=models.F("requested_on")),
                name="check_start_after_request",
            ),
        ]
        indexes = [
            models.Index(
                fields=["requested_on", "id"], condition=models.Q(reported_on__isnull=True), name="check_inbox"
            ),
            models.Index(
                fields=["-reported_on", "-id"], condition=models.Q(reported_on__isnull=False), name="check_done"
            ),
        ]


class HomeVisit(models.Model):
    """A visit by two investigators, the record signed by both sides (57.16)."""

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="visits")
    township = models.CharField(max_length=9)
    matter = models.CharField(max_length=36)
    visited_on = models.DateField()
    entered_on = models.DateField(null=True)  # empty in rows from before it was kept
    late_reason = models.CharField("补录原因", max_length=200, blank=True)
    first = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    second = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")
    second_signed_on = models.DateField(null=True)
    family_signed = models.BooleanField()
    notes = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~models.Q(first=models.F("second")), name="visit_two_investigators"),
            models.CheckConstraint(
                condition=models.Q(second_signed_on__isnull=True)
                | models.Q(second_signed_on__gte=models.F("visited_on")),
                name="visit_signed_after_visit",
            ),
            models.CheckConstraint(
                condition=models.Q(entered_on__isnull=True) | models.Q(entered_on__gte=models.F("visited_on")),
                name="visit_entered_after_visit",
            ),
        ]


class SelfCareAssessment(models.Model):
    """The six items of a member's self-care as assessed during the home visit; True: managed alone. Never changed.

    Class and level are not kept here: the law floor says them from dated figures, whenever it is asked.
    """

    household = models.ForeignKey(Household, on_delete=models.RESTRICT, related_name="assessments")
    township = models.CharField(max_length=9)
    matter = models.CharField(max_length=36)
    member = models.ForeignKey(Member, on_delete=models.RESTRICT, related_name="assessments")
    visit = models.ForeignKey(HomeVisit, on_delete=models.RESTRICT, related_name="assessments")
    eating = models.BooleanField("自主吃饭")
    dressing = models.BooleanField("自主穿衣")
    bed = models.BooleanField("自主上下床")
    toilet = models.BooleanField("自主如厕")
    walking = models.BooleanField("室内自主行走")
    bathing = models.BooleanField("自主洗澡")
    assessed_on = models.DateField()
    entered_on = models.DateField()
    late_reason = models.CharField("补录原因", max_length=200, blank=True)
    assessor = models.CharField("评估人", max_length=60)
    # an outside body that assessed, and its report; both empty where the investigators did it themselves
    body = models.CharField("评估机构", max_length=60, blank=True)
    report_no = models.CharField("评估报告编号", max_length=60, blank=True)
    by = models.ForeignKey(Person, on_delete=models.RESTRICT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(entered_on__gte=models.F("assessed_on")), name="self_care_entered_after"
            ),
            models.CheckConstraint(condition=~models.Q(assessor=""), name="self_care_has_assessor"),
        ]
