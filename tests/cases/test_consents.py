"""57.9: who signed, for what, from when until when; nothing leaves for the check centre once it has run out."""

import datetime as dt
import json

import pytest

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case, MeansCheck
from jiuzhu.commands.demo_data.people import People
from jiuzhu.figures.acts import publish_figure
from jiuzhu.gateways.means_check.taker import carry
from jiuzhu.ground.actor import SYSTEM
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.registry.acts.consents import ConsentRunOut
from jiuzhu.registry.declaration import MemberDeclared
from jiuzhu.registry.models import Consent, Household
from jiuzhu.registry.queries import consents_run_out
from tests.cases.stages import apply, authorised, november, received
from tests.district import DAY, build, family, holder

pytestmark = pytest.mark.django_db


def signed(**consent: object) -> Case:
    """A family whose first member's permission is written out."""
    build()
    she, he = family().members
    return apply(members=(type(she)(**{**_plain(she), **consent}), he))


def _plain(member: object) -> dict[str, object]:
    return {name: getattr(member, name) for name in type(member).__slots__}  # type: ignore[attr-defined]


def test_a_permission_says_who_for_what_from_and_until() -> None:
    case = signed(consent_from=dt.date(2026, 10, 20), consent_until=november(30), consent_scope="with_reviews")
    row = Consent.objects.get(household=case.household, person=case.applicant)
    assert (row.signed_on, row.expires_on, row.scope) == (dt.date(2026, 10, 20), november(30), "with_reviews")
    other = Consent.objects.exclude(pk=row.pk).get()
    assert (other.signed_on, other.expires_on) == (DAY, DAY + dt.timedelta(days=365)), "不写就是今天起，按最长期限"


def test_the_district_published_how_long_a_permission_holds_at_most() -> None:
    build()
    publish_figure(actor=SYSTEM, on=DAY, name="consent_days", effective_from=DAY, value=30, authority="区民政局")
    row = Consent.objects.filter(household=apply().household).first()
    assert row and row.expires_on == DAY + dt.timedelta(days=30)


@pytest.mark.parametrize(
    ("consent", "says"),
    [
        ({"consent_from": dt.date(2026, 11, 3)}, "不能在今天之后"),
        ({"consent_from": dt.date(2026, 10, 1), "consent_until": dt.date(2026, 11, 1)}, "已经到期"),
        ({"consent_until": dt.date(2028, 1, 1)}, "最长到"),
        ({"consent_scope": "everything"}, "授权的范围"),
    ],
)
def test_what_is_no_permission_is_refused_at_its_place(consent: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=says) as refused:
        signed(**consent)
    assert refused.value.field.startswith("members-0-consent_")
    assert not Household.objects.exists()


def test_nothing_is_sent_once_it_has_run_out_until_it_is_signed_again() -> None:
    case = signed(consent_until=november(3))
    with pytest.raises(ConsentRunOut, match="请经办人先补签核对授权"):
        authorised(case, november(4))
    assert not MeansCheck.objects.exists()
    member = case.household.members.get(relation="self")
    renewal = {"case_id": case.pk, "member_id": member.pk, "signed_on": november(4)}
    with pytest.raises(NotYourDuty):
        acts.renew_consent(actor=holder("social_affairs_head"), on=november(4), **renewal)
    acts.renew_consent(actor=holder("handler"), on=november(4), until=november(10), **renewal)
    assert Consent.objects.filter(household=case.household, person=case.applicant).count() == 2
    check = authorised(case, november(4))
    assert {row["consent_until"] for row in json.loads(check.request)} == {"2026-11-10", "2027-11-02"}
    assert consents_run_out(check, november(10)) == []
    assert [row.name for row in consents_run_out(check, november(11))] == [case.applicant.name]


def test_a_request_nobody_has_received_carries_the_new_day_and_one_that_was_sent_stays() -> None:
    case = signed(consent_until=november(4))
    check = authorised(case, november(3))
    member = case.household.members.get(relation="self")
    renewal = {"actor": holder("handler"), "case_id": case.pk, "member_id": member.pk}
    acts.renew_consent(on=november(5), signed_on=november(5), until=november(12), **renewal)
    check.refresh_from_db()
    assert "2026-11-12" in check.request
    MeansCheck.objects.filter(pk=check.pk).update(request_no="HD-1")
    before = MeansCheck.objects.get(pk=check.pk).request
    acts.renew_consent(on=november(6), signed_on=november(6), until=november(20), **renewal)
    check.refresh_from_db()
    assert check.request == before
    assert consents_run_out(check, november(13)) == [], "补签以后，核对中心可以接着查"


def test_the_line_carries_nothing_once_it_has_run_out() -> None:
    check = authorised(signed(consent_until=november(4)), november(3))
    assert carry(check.request_key, {"check_id": check.pk}, november(5)) is False
    check.refresh_from_db()
    assert "没有发出" in check.problem
    assert check.request_no == ""


def test_the_pledge_is_kept_with_its_day_and_what_it_stands_for() -> None:
    case = received(pledged_instead=("无固定工作收入证明", " ", "租房证明"))
    home = case.household
    assert (home.pledged_on, home.pledged_instead) == (DAY, ["无固定工作收入证明", "租房证明"])
    with pytest.raises(BadInput, match="真实性承诺"):
        apply(2, pledged=False)


def test_a_relation_without_a_word_is_told() -> None:
    build()
    she, he = family().members
    with pytest.raises(BadInput, match="请写明是申请人的什么人") as refused:
        apply(members=(she, type(he)(**{**_plain(he), "relation": "other"})))
    assert refused.value.field == "members-1-kinship"
    case = apply(members=(she, type(he)(**{**_plain(he), "relation": "other", "kinship": "公公"})))
    assert case.household.members.get(relation="other").kinship == "公公"
    third = family(2).members[1]
    with pytest.raises(BadInput, match="配偶只能有一名"):
        apply(members=(she, he, third))


def with_child(**consent: object) -> Case:
    """A mother and her son of ten."""
    she = family().members[0]
    son = People(5).child(sex="male", born_on=dt.date(2016, 5, 1), surname=she.name[0])
    child = MemberDeclared(name=son.name, number=son.number, relation="child", student="compulsory", **consent)
    return apply(members=(she, child))


def test_a_guardian_agrees_for_a_child_by_name() -> None:
    build()
    with pytest.raises(BadInput, match="的监护人还没有签核对授权书") as refused:
        with_child()
    assert refused.value.field == "consents"
    with pytest.raises(BadInput, match="未满 14 周岁，由监护人签字同意") as refused:
        with_child(consented=True)
    assert refused.value.field == "members-1-guardian"
    case = with_child(consented=True, guardian="林母")
    child = case.household.members.get(relation="child")
    row = Consent.objects.get(household=case.household, person=child.person)
    assert (row.guardian, row.signed_on) == ("林母", DAY)
    assert Consent.objects.get(household=case.household, person=case.applicant).guardian == ""
    again = {"actor": holder("handler"), "on": november(4), "case_id": case.pk, "signed_on": november(4)}
    with pytest.raises(BadInput, match="由监护人签字同意"):
        acts.renew_consent(member_id=child.pk, **again)
    mother = case.household.members.get(relation="self")
    with pytest.raises(BadInput, match="由本人签字"):
        acts.renew_consent(member_id=mother.pk, guardian="林父", **again)
    acts.renew_consent(member_id=child.pk, guardian="林父", **again)
    assert Consent.objects.filter(person=child.person).latest("pk").guardian == "林父"
