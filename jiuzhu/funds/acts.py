"""Verbs: open accounts, book an entry, owe a payable."""

import datetime as dt
import uuid
from collections.abc import Sequence

from jiuzhu.funds.models import Entry, FundAccount, Payable, Posting
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import Refusal
from jiuzhu.ground.rows import refused_by

KINDS = {
    "cash": "救助资金账户",
    "source": "上级预拨",
    "transit": "银行在途",
    "payable": "应付救助金",
    "expense": "救助支出",
}


class NotEnoughMoney(Refusal):
    """The township's account would go below zero (L4)."""


class AlreadyReversed(Refusal):
    """An entry is reversed once, and a reversal never (L7)."""


@act("open_fund_accounts")
def open_fund_accounts(*, actor: Actor, on: dt.date, township: str, township_name: str) -> list[FundAccount]:
    """The five accounts of a township's books."""
    rows = [
        FundAccount.objects.get_or_create(
            key=f"{township}.{kind}",
            defaults={"name": f"{township_name} {label}", "kind": kind, "township": township},
        )[0]
        for kind, label in KINDS.items()
    ]
    audit.record(
        actor=actor,
        act="open_fund_accounts",
        on=on,
        subject=rows[0],
        clause="n8.2",
        township=township,
        new={"accounts": len(rows)},
    )
    return rows


@act("book_entry")
def book_entry(
    *,
    actor: Actor,
    on: dt.date,
    key: str,
    kind: str,
    township: str,
    memo: str,
    postings: Sequence[tuple[str, int]],
    clause: str,
) -> Entry:
    """Book postings (account kind, fen) that sum to zero. The same key is one entry, however often booked."""
    existing = Entry.objects.filter(key=key).first()
    if existing is None:
        existing = _write(on, key, kind, township, memo, postings)
    audit.record(
        actor=actor,
        act="book_entry",
        on=on,
        subject=existing,
        clause=clause,
        township=township,
        new={"key": key, "kind": kind, "postings": [list(p) for p in postings]},
    )
    return existing


def _write(on: dt.date, key: str, kind: str, township: str, memo: str, postings: Sequence[tuple[str, int]]) -> Entry:
    # The lock keeps two runs from both finding the account full enough.
    accounts = {a.kind: a for a in FundAccount.objects.select_for_update().filter(township=township).order_by("pk")}
    with refused_by(
        cash_below_zero=NotEnoughMoney(
            "本街道（乡镇）救助资金账户余额不足，不能放行。请先联系区民政局、财政局追加预拨。（通知第八条）"
        )
    ):
        entry = Entry.objects.create(key=key, on=on, kind=kind, township=township, memo=memo)
        Posting.objects.bulk_create(
            Posting(entry=entry, account=accounts[account], township=township, fen=fen) for account, fen in postings
        )
    return entry


@act("reverse_entry")
def reverse_entry(*, actor: Actor, on: dt.date, key: str, reason: str) -> Entry:
    """Correct an entry by its mirror, which points at it; only as a part of an act that says why (L7)."""
    original = Entry.objects.get(key=key)
    list(FundAccount.objects.select_for_update().filter(township=original.township).order_by("pk"))
    if original.reverses_id or Entry.objects.filter(reverses=original).exists():
        raise AlreadyReversed(f"“{original.memo}”已经冲回过，不能再冲回。请看账目里的冲回记录。")
    postings = list(original.postings.order_by("pk"))
    mirror = Entry.objects.create(
        key=f"reverse:{key}", on=on, kind="reversal", township=original.township,
        memo=f"冲回：{original.memo}"[:200], reverses=original,
    )  # fmt: skip
    Posting.objects.bulk_create(
        Posting(entry=mirror, account_id=p.account_id, township=p.township, fen=-p.fen) for p in postings
    )
    audit.record(
        actor=actor,
        act="reverse_entry",
        on=on,
        subject=mirror,
        clause="n8.2",
        township=mirror.township,
        new={"key": mirror.key, "reverses": key},
        reason=reason,
    )
    return mirror


@act("owe_payable")
def owe_payable(
    *,
    actor: Actor,
    on: dt.date,
    township: str,
    unit: str,
    benefit: str,
    month: dt.date,
    amount_fen: int,
    matter: uuid.UUID,
    entitlement_id: int,
    reason: str = "regular",
) -> Payable:
    """What is owed to a unit for a month; asking twice gives the same row."""
    row, made = Payable.objects.get_or_create(
        unit=unit,
        benefit=benefit,
        month=month,
        reason=reason,
        payee_share="whole",
        defaults={
            "township": township,
            "amount_fen": amount_fen,
            "matter": matter,
            "entitlement_id_value": entitlement_id,
            "made_on": on,
        },
    )
    audit.record(
        actor=actor,
        act="owe_payable",
        on=on,
        subject=row,
        clause="n8.2",
        matter=str(matter),
        township=township,
        new={"amount_fen": row.amount_fen, "made": made, "month": month, "unit": unit},
    )
    return row
