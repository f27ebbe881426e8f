"""Verbs that put right what stands in the registry: the payee's account, a clerical error in a fact."""

import datetime as dt
from typing import Any

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import duties
from jiuzhu.registry.correctable import Correctable, correctable, spoken
from jiuzhu.registry.models import Household, IncomeFact, Member, NearRelative
from jiuzhu.registry.queries import ACCOUNT_DIGITS, usable_account

SHORTEST_REASON = 4


@act("correct_payee_account")
def correct_payee_account(
    *, actor: Actor, on: dt.date, household: Household, payee_name: str, account: str, reason: str
) -> Household:
    """Where a family's money goes from now on; payments already sent keep the account they were sent to (n8.2).

    The account stands in the audit line as a keyed digest only, the old one and the new.
    """
    duties.may_correct_account(actor, household.township).or_refuse()
    row = Household.objects.select_for_update().get(pk=household.pk)
    name, number, why = payee_name.strip(), account.replace(" ", ""), reason.strip()
    if not name:
        raise BadInput("请填写户名", field="payee_name")
    if not usable_account(number):
        raise BadInput(
            f"账号应为 {ACCOUNT_DIGITS[0]} 到 {ACCOUNT_DIGITS[1]} 位数字，请看着存折或银行卡填写", field="account"
        )
    if (name, number) == (row.payee_name, row.account.replace(" ", "")):
        raise BadInput("户名和账号与原来的相同，没有更正什么。请看着银行的退票原因再核对", field="account")
    if len(why) < SHORTEST_REASON:
        raise BadInput("请写明更正的依据，例如：银行退票“账号不存在”，已看存折", field="reason")
    before, renamed = crypto.keyed_hash(row.account, purpose="audit"), row.payee_name != name
    row.payee_name, row.account = name, number
    row.save(update_fields=["payee_name", "account"])
    audit.record(
        actor=actor,
        act="correct_payee_account",
        on=on,
        subject=row,
        clause="n8.2",
        matter=row.matter,
        township=row.township,
        old={"account": before},
        new={"account": crypto.keyed_hash(number, purpose="audit"), "payee_changed": renamed},
        reason=why,
    )
    return row


@act("correct_fact")
def correct_fact(
    *,
    actor: Actor,
    on: dt.date,
    household: Household,
    subject: str,
    subject_id: int,
    field: str,
    value: Any,
    reason: str,
) -> Correctable:
    """Put one fact right that was written down wrongly. `subject` and `field`: see correctable.py.

    Old and new value stand in the audit line as keyed digests; the values themselves are encrypted beside it.
    """
    duties.may_declare(actor, household.township).or_refuse()
    named = correctable(subject, field)
    row = _row(household, subject, subject_id)
    old, why = getattr(row, field), reason.strip()
    new = named.check(value)
    if new == old:
        raise BadInput(f"“{named.label}”与原来的相同，没有更正什么", field="value")
    if len(why) < SHORTEST_REASON:
        raise BadInput("请写明更正的依据，例如：残疾证上是三级，录入时看错", field="reason")
    setattr(row, field, new)
    row.save(update_fields=[field])
    audit.record(
        actor=actor,
        act="correct_fact",
        on=on,
        subject=row,
        clause="57.9",
        matter=household.matter,
        township=household.township,
        new={"field": field},
        personal={"new": spoken(new), "old": spoken(old)},
        reason=why,
    )
    return named


def _row(household: Household, subject: str, subject_id: int) -> Household | Member | IncomeFact | NearRelative:
    if subject == "household":
        return Household.objects.select_for_update().get(pk=household.pk)
    tables = {"member": Member.objects.all(), "relative": NearRelative.objects.all()}
    rows = tables.get(subject, IncomeFact.objects.exclude(source="check"))
    row = rows.select_for_update().filter(pk=subject_id, household=household).first()
    if row is None:
        raise BadInput("请选择要更正的那一项。核对查到的收入不能更正，有异议请申请复查", field="subject")
    return row
