"""更正账号: by who may, with a reason, and the account itself never stands in the audit line."""

import datetime as dt
import json

import pytest

from jiuzhu.ground.crypto import keyed_hash
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.payments.acts import export_bank_file
from jiuzhu.payments.models import Order
from jiuzhu.registry.acts import correct_payee_account
from jiuzhu.registry.models import Household
from tests.district import holder
from tests.payments.township import at_the_bank, granted, prepared, released

DAY = dt.date(2026, 11, 6)
GOOD = {"payee_name": "施阿兰", "account": "6217000099010000123", "reason": "银行退票，已看存折"}


def home() -> Household:
    """A granted family's household."""
    return Household.objects.get(matter=str(granted(1).token))


@pytest.mark.parametrize("post", ["handler", "finance_preparer"])
def test_the_new_account_is_stored_and_the_line_has_digests_only(post: str) -> None:
    row = home()
    old = row.account
    correct_payee_account(actor=holder(post), on=DAY, household=row, **GOOD)
    row.refresh_from_db()
    assert (row.payee_name, row.account) == (GOOD["payee_name"], GOOD["account"])
    line = AuditEntry.objects.get(act="correct_payee_account")
    entry = json.loads(line.entry)
    assert entry["old"]["account"] == keyed_hash(old, purpose="audit")
    assert entry["new"]["account"] == keyed_hash(GOOD["account"], purpose="audit")
    assert line.matter == row.matter
    for secret in (old, GOOD["account"]):
        assert secret not in line.entry + line.private.values


def test_an_order_on_its_way_keeps_the_account_it_was_sent_to() -> None:
    row = home()
    old = row.account
    run = released(prepared())
    correct_payee_account(actor=holder("handler"), on=DAY, household=row, **GOOD)
    assert Order.objects.get(run=run).account == old


def test_who_releases_does_not_correct() -> None:
    row = home()
    for actor in (holder("finance_releaser"), holder("leader_in_charge"), holder("handler", "330305002")):
        with pytest.raises(NotYourDuty):
            correct_payee_account(actor=actor, on=DAY, household=row, **GOOD)
    before = row.account
    row.refresh_from_db()
    assert row.account == before


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"account": "12345678"}, "account"),
        ({"account": "6217-0000-9901"}, "account"),
        ({"account": "１２３４５６７８９"}, "account"),
        ({"payee_name": " "}, "payee_name"),
        ({"reason": "错"}, "reason"),
    ],
)
def test_what_the_bank_could_not_use_is_refused_at_its_field(change: dict[str, str], field: str) -> None:
    row = home()
    before = row.account
    with pytest.raises(BadInput) as refusal:
        correct_payee_account(actor=holder("handler"), on=DAY, household=row, **{**GOOD, **change})
    assert refusal.value.field == field
    row.refresh_from_db()
    assert row.account == before


def test_the_same_account_again_is_no_correction() -> None:
    row = home()
    same = {"payee_name": row.payee_name, "account": row.account, "reason": "已看存折"}
    with pytest.raises(BadInput, match="与原来的相同"):
        correct_payee_account(actor=holder("handler"), on=DAY, household=row, **same)
    assert not AuditEntry.objects.filter(act="correct_payee_account").exists()


def test_the_bank_file_is_taken_out_with_a_purpose_by_finance_only() -> None:
    home()
    run = released(prepared())
    at_the_bank(run)
    assert (
        export_bank_file(actor=holder("finance_preparer"), on=DAY, run_id=run.pk, reason="与银行柜台核对")
        == run.number.encode()
    )
    with pytest.raises(NotYourDuty, match="完整账号"):
        export_bank_file(actor=holder("handler"), on=DAY, run_id=run.pk, reason="与银行柜台核对")
    with pytest.raises(BadInput, match="用途"):
        export_bank_file(actor=holder("finance_releaser"), on=DAY, run_id=run.pk, reason="")
    line = AuditEntry.objects.get(act="export_bank_file")
    assert line.person_id_value == holder("finance_preparer").person_id
