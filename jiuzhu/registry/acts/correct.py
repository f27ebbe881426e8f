"""Verbs that put right what stands in the registry: the payee's account, a clerical error in a fact."""

import datetime as dt

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput
from jiuzhu.registry import duties
from jiuzhu.registry.models import Household
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
