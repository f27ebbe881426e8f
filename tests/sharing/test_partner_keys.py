"""Partners' keys: two people, a secret that is shown once and opens for its days only, revoked at once."""

import datetime as dt
import re

import pytest
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotFound, NotYourDuty, Refusal
from jiuzhu.sharing.acts import issue_partner_key, revoke_partner_key, withdraw_partner_key
from jiuzhu.sharing.models import PartnerKey
from jiuzhu.sharing.queries import partner_of
from tests.desks.visitors import Visitor, visitor
from tests.district import DAY, build, holder
from tests.sharing.partner import TYPED, proposed_partner

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PAGE, SECRET = "/stewards/partners/", "s" * 43
SHOWN = re.compile(r"<dd class=\"mono\"><b>([^<]+)</b>")
LAST = DAY.replace(year=2027)


@pytest.fixture(autouse=True)
def district() -> None:
    """Every post filled."""
    build()


def issued() -> PartnerKey:
    """Proposed by the steward, issued by the bureau's section."""
    row = proposed_partner()
    return issue_partner_key(actor=holder("bureau_officer", ""), on=DAY, key_id=row.pk, secret=SECRET)


def send(who: Visitor, tail: str, status: int, **form: object) -> str:
    """A form of the page."""
    return who.sends(PAGE, tail, status, **form)


def test_a_secret_opens_for_its_days_and_until_it_is_revoked() -> None:
    row = issued()
    assert partner_of("edu-bureau", SECRET, DAY) == row == partner_of("edu-bureau", SECRET, LAST)
    assert partner_of("edu-bureau", SECRET, DAY - dt.timedelta(days=1)) is None
    assert partner_of("edu-bureau", SECRET, LAST + dt.timedelta(days=1)) is None
    assert partner_of("edu-bureau", "x", DAY) is None is partner_of("nobody", SECRET, DAY)
    assert SECRET not in str(PartnerKey.objects.values().get())
    with pytest.raises(BadInput, match="原因"):
        revoke_partner_key(actor=holder("steward", ""), on=DAY, key_id=row.pk, reason=" ")
    revoke_partner_key(actor=holder("steward", ""), on=DAY, key_id=row.pk, reason="泄露")
    assert partner_of("edu-bureau", SECRET, DAY) is None
    with pytest.raises(NotYourDuty, match="没有在用"):
        revoke_partner_key(actor=holder("steward", ""), on=DAY, key_id=row.pk, reason="再")
    assert not AuditEntry.objects.filter(entry__contains=SECRET).exists()


def test_two_people_and_nobody_else() -> None:
    row = proposed_partner()
    with pytest.raises(NotYourDuty, match="须由另一个人"):
        issue_partner_key(actor=holder("steward", ""), on=DAY, key_id=row.pk, secret=SECRET)
    with pytest.raises(NotYourDuty, match="区民政局"):
        issue_partner_key(actor=holder("handler"), on=DAY, key_id=row.pk, secret=SECRET)
    with pytest.raises(Refusal, match="已有一把"):
        proposed_partner()
    withdraw_partner_key(actor=holder("bureau_officer", ""), on=DAY, key_id=row.pk, reason="协议没签")
    with pytest.raises(NotYourDuty, match="已经发出或撤回"):
        issue_partner_key(actor=holder("bureau_officer", ""), on=DAY, key_id=row.pk, secret=SECRET)
    with pytest.raises(NotFound):
        withdraw_partner_key(actor=holder("steward", ""), on=DAY, key_id=999_999, reason="x")
    assert proposed_partner().state == "waiting"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"client": "教育局"}, "client"),
        ({"organisation": " "}, "organisation"),
        ({"purpose": ""}, "purpose"),
        ({"kind": "magic"}, "kind"),
        ({"kind": "public_key", "public_key": "MIIB"}, "public_key"),
        ({"effective_from": DAY - dt.timedelta(days=1)}, "effective_from"),
        ({"last_day": DAY - dt.timedelta(days=1)}, "last_day"),
    ],
)
def test_what_cant_be_is_named(changes: dict[str, object], field: str) -> None:
    with pytest.raises(BadInput) as refused:
        proposed_partner(**changes)
    assert refused.value.field == field and not PartnerKey.objects.exists()


def test_through_the_pages_a_secret_is_shown_once() -> None:
    steward, officer = visitor("steward", ""), visitor("bureau_officer", "")
    assert "接入名" in send(steward, "propose/", 400, **(TYPED | {"client": "教育局"}))
    send(steward, "propose/", 302, **TYPED)
    row = PartnerKey.objects.get()
    assert "须由另一个人" in steward.text(PAGE)
    found = SHOWN.search(send(officer, "issue/", 200, row=row.pk))
    assert found and partner_of("edu-bureau", found[1], DAY) == row
    page = officer.text(PAGE)
    assert found[1] not in page and "在用" in page
    send(officer, "revoke/", 400, row=row.pk, reason="")
    send(officer, "revoke/", 302, row=row.pk, reason="泄露")
    assert "已吊销" in steward.text(PAGE) and partner_of("edu-bureau", found[1], DAY) is None


def test_a_partner_who_brings_a_public_key_gets_no_secret() -> None:
    key = ec.generate_private_key(ec.SECP256R1()).public_key()
    text = key.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo).decode()
    steward, officer = visitor("steward", ""), visitor("bureau_officer", "")
    send(steward, "propose/", 302, **(TYPED | {"kind": "public_key", "public_key": text}))
    row = PartnerKey.objects.get()
    send(officer, "issue/", 302, row=row.pk)
    row.refresh_from_db()
    assert (row.state, row.secret_hash, row.public_key) == ("issued", "", text.strip())
