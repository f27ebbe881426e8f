"""Verbs: propose a partner's key, issue it as a second person, withdraw it before, revoke it after."""

import datetime as dt
import re

from cryptography.hazmat.primitives.serialization import load_pem_public_key

from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.sharing import duties
from jiuzhu.sharing.models import KINDS, PartnerKey

CLAUSE = ("n10.2", "pipl.51")
CLIENT = re.compile(r"[a-z][a-z0-9-]{2,39}")


@act("propose_partner_key")
def propose_partner_key(
    *, actor: Actor, on: dt.date, client: str, organisation: str, system: str, purpose: str, agreement: str, kind: str,
    public_key: str, effective_from: dt.date, last_day: dt.date,
) -> PartnerKey:  # fmt: skip
    """What a partner asks for; nothing opens before another person has issued it."""
    duties.may_keep_partners(actor).or_refuse()
    words = {"organisation": organisation, "system": system, "purpose": purpose, "agreement": agreement}
    for field, text in words.items():
        if not text.strip():
            raise BadInput("请填写", field=field)
    if not CLIENT.fullmatch(client.strip()):
        raise BadInput("接入名用 3 到 40 个小写字母、数字、横线，字母开头，例如 edu-bureau", field="client")
    if kind not in KINDS:
        raise BadInput("请选择密钥的种类", field="kind")
    if effective_from < on:
        raise BadInput("第一天不能早于今天", field="effective_from")
    if last_day < effective_from:
        raise BadInput("最后一天不能早于第一天", field="last_day")
    with refused_by(
        partner_one_live_key=Refusal("这个接入名已有一把密钥在等发出或在用。请先撤回或吊销那一把，或换一个接入名。")
    ):
        row = PartnerKey.objects.create(
            client=client.strip(),
            kind=kind,
            public_key=_public(public_key) if kind == "public_key" else "",
            effective_from=effective_from,
            effective_to=last_day + dt.timedelta(days=1),
            proposed_on=on,
            proposed_by_id=actor.person_id,
            **{field: text.strip() for field, text in words.items()},
        )
    _note(actor, on, row, "propose_partner_key")
    return row


@act("issue_partner_key")
def issue_partner_key(*, actor: Actor, on: dt.date, key_id: int, secret: str) -> PartnerKey:
    """Issue what another proposed; the secret, made at the edge, is kept as a keyed hash and shown once there."""
    row = _lock(key_id)
    duties.may_issue(actor, row).or_refuse()
    if row.effective_to <= on:
        raise Refusal("这把密钥的最后一天已经过了。请撤回，重新提出。")
    row.state, row.issued_on, row.issued_by_id = "issued", on, actor.person_id
    row.secret_hash = crypto.keyed_hash(secret) if row.kind == "secret" else ""
    row.save(update_fields=["state", "issued_on", "issued_by", "secret_hash"])
    _note(actor, on, row, "issue_partner_key")
    return row


@act("withdraw_partner_key")
def withdraw_partner_key(*, actor: Actor, on: dt.date, key_id: int, reason: str) -> PartnerKey:
    """Take a proposal back; it stays on record."""
    row = _lock(key_id)
    duties.may_withdraw(actor, row).or_refuse()
    return _end(actor, on, row, "withdrawn", "withdraw_partner_key", reason)


@act("revoke_partner_key")
def revoke_partner_key(*, actor: Actor, on: dt.date, key_id: int, reason: str) -> PartnerKey:
    """The key opens nothing any more, from this moment."""
    row = _lock(key_id)
    duties.may_revoke(actor, row).or_refuse()
    return _end(actor, on, row, "revoked", "revoke_partner_key", reason)


def _end(actor: Actor, on: dt.date, row: PartnerKey, state: str, verb: str, reason: str) -> PartnerKey:
    if not reason.strip():
        raise BadInput("请写明原因", field="reason")
    row.state, row.ended_on, row.ended_by_id, row.reason = state, on, actor.person_id, reason.strip()
    row.save(update_fields=["state", "ended_on", "ended_by", "reason"])
    _note(actor, on, row, verb, reason.strip())
    return row


def _public(text: str) -> str:
    try:
        load_pem_public_key(text.strip().encode())
    except (ValueError, TypeError):
        raise BadInput("不是 PEM 格式的公钥。请连同头尾两行整段粘贴", field="public_key") from None
    return text.strip()


def _lock(key_id: int) -> PartnerKey:
    return locked(PartnerKey.objects.all(), key_id, "没有这把密钥。请刷新页面看最新情况。")


def _note(actor: Actor, on: dt.date, row: PartnerKey, verb: str, reason: str = "") -> None:
    audit.record(
        actor=actor,
        act=verb,
        on=on,
        subject=row,
        clause=CLAUSE,
        new={
            "client": row.client,
            "from": row.effective_from,
            "kind": row.kind,
            "state": row.state,
            "to": row.effective_to,
        },
        reason=reason,
    )
