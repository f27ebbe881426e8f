"""Verbs: propose a figure of the district, publish it as a second person, withdraw a proposal."""

import datetime as dt

from jiuzhu.figures import duties, issuers, values, years
from jiuzhu.figures.models import FigureProposal, PublishedFigure
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, NotYourDuty, Refusal
from jiuzhu.ground.rows import locked, refused_by
from jiuzhu.law.figure_file import HORIZON, Value
from jiuzhu.law.figures import figure, figure_names
from jiuzhu.law.townships import townships


class AlreadyPublished(Refusal):
    """There is a value from that very day already, published or waiting."""


@act("propose_figure")
def propose_figure(
    *,
    actor: Actor,
    on: dt.date,
    name: str,
    effective_from: dt.date,
    value: str,
    rank: str,
    authority: str,
    document: str = "",
    document_on: dt.date | None = None,
    township: str = "",
) -> FigureProposal:
    """Propose a value as typed; nothing counts until another person publishes it (ssf.19, ssf.21)."""
    duties.may_propose(actor).or_refuse()
    _known(name, township)
    _issued(name, effective_from, rank, authority, document.strip(), document_on, on)
    read = values.typed(name, value)
    _free(name, township, effective_from)
    with refused_by(
        proposal_one_waiting=AlreadyPublished(
            "从这天起的数值已经有人提出，正等另一个人发布。要改，请先撤回那一个", field="effective_from"
        )
    ):
        row = FigureProposal.objects.create(
            name=name,
            township=township,
            effective_from=effective_from,
            value=values.stored(read),
            rank=rank,
            authority=authority.strip(),
            document=document.strip(),
            document_on=document_on,
            proposed_on=on,
            proposed_by_id=actor.person_id,
        )
    audit.record(
        actor=actor,
        act="propose_figure",
        on=on,
        subject=row,
        clause=figure(name).entries[-1].clause,
        township=township,
        new={"document": row.document, "from": effective_from, "name": name, "rank": rank, "value": row.value},
    )
    return row


@act("publish_proposal")
def publish_proposal(*, actor: Actor, on: dt.date, proposal_id: int, typed: str) -> PublishedFigure:
    """Publish what another person proposed; the value is typed again from the document, not taken over."""
    proposal = _lock(proposal_id)
    duties.may_publish_proposal(actor, proposal).or_refuse()
    if values.stored(_typed_again(proposal, typed)) != proposal.value:
        raise BadInput("与提出的数值不一致。请对照文件；提出的数值有错，请撤回后重新提出", field="typed")
    _issued(
        proposal.name,
        proposal.effective_from,
        proposal.rank,
        proposal.authority,
        proposal.document,
        proposal.document_on,
        on,
    )
    row = publish_figure(
        actor=actor,
        on=on,
        name=proposal.name,
        effective_from=proposal.effective_from,
        value=values.read(proposal.name, proposal.value),
        authority=proposal.authority,
        document=proposal.document,
        township=proposal.township,
        confirmed=bool(proposal.document),
        proposal=proposal,
    )
    proposal.figure = row
    proposal.save(update_fields=[*proposal.close("published", on=on, by_id=actor.person_id), "figure"])
    audit.record(
        actor=actor,
        act="publish_proposal",
        on=on,
        subject=proposal,
        clause=figure(proposal.name).entries[-1].clause,
        township=proposal.township,
        old={"state": "waiting"},
        new={"figure": row.pk, "state": "published"},
    )
    return row


@act("withdraw_proposal")
def withdraw_proposal(*, actor: Actor, on: dt.date, proposal_id: int, reason: str) -> FigureProposal:
    """Take a proposal back; it stays on record with the reason."""
    proposal = _lock(proposal_id)
    duties.may_withdraw_proposal(actor, proposal).or_refuse()
    if not reason.strip():
        raise BadInput("请写明撤回的原因", field="reason")
    proposal.reason = reason.strip()
    proposal.save(update_fields=[*proposal.close("withdrawn", on=on, by_id=actor.person_id), "reason"])
    audit.record(
        actor=actor,
        act="withdraw_proposal",
        on=on,
        subject=proposal,
        clause=figure(proposal.name).entries[-1].clause,
        township=proposal.township,
        old={"state": "waiting"},
        new={"state": "withdrawn"},
        reason=reason.strip(),
    )
    return proposal


@act("publish_figure")
def publish_figure(
    *,
    actor: Actor,
    on: dt.date,
    name: str,
    effective_from: dt.date,
    value: Value,
    authority: str,
    document: str = "",
    township: str = "",
    confirmed: bool = False,
    proposal: FigureProposal | None = None,
) -> PublishedFigure:
    """Publish a value from a day on; a person only what another person proposed, the system what set-up says.

    `confirmed` only with a document number.
    """
    duties.may_publish(actor).or_refuse()
    if actor.person_id is not None and (proposal is None or proposal.proposed_by_id == actor.person_id):
        raise NotYourDuty("数字要由一个人提出、另一个人发布。请先提出，再请另一位有权发布的人发布。")
    _known(name, township)
    if confirmed and not document:
        raise BadInput("没有文号的数字只能作为未确认发布。请填写发布文件的文号", field="document")
    _free(name, township, effective_from)
    row = PublishedFigure.objects.create(
        name=name,
        township=township,
        effective_from=effective_from,
        value=values.stored(value),
        rank=proposal.rank if proposal else "",
        authority=authority,
        document=document,
        document_on=proposal.document_on if proposal else None,
        confirmed=confirmed,
        proposed_by_id=proposal.proposed_by_id if proposal else None,
        made_by_id=actor.person_id,
    )
    years.changed()
    audit.record(
        actor=actor,
        act="publish_figure",
        on=on,
        subject=row,
        clause="ssf.19",
        township=township,
        new={"confirmed": confirmed, "from": effective_from, "name": name, "value": row.value},
    )
    return row


def _lock(proposal_id: int) -> FigureProposal:
    return locked(FigureProposal.objects.all(), proposal_id, "没有这个待发布的数字。请刷新页面看最新情况。")


def _typed_again(proposal: FigureProposal, text: str) -> Value:
    try:
        return values.typed(proposal.name, text)
    except BadInput as bad:
        raise BadInput(bad.sentence, field="typed") from None


def _known(name: str, township: str) -> None:
    if name not in figure_names():
        raise BadInput(f"没有名为 {name} 的数字，请从列表中选择", field="name")
    if township and not figure(name).by_township:
        raise BadInput("这个数字全区一样，不按街道（乡镇）分。请选“全区”", field="township")
    if township and township not in townships():
        raise BadInput("没有这个街道（乡镇），请从列表中选择", field="township")


def _issued(
    name: str,
    effective_from: dt.date,
    rank: str,
    authority: str,
    document: str,
    document_on: dt.date | None,
    on: dt.date,
) -> None:
    """Who set it, by which document, and whether they may from that day (law.md 0.9)."""
    if rank not in issuers.RANKS:
        raise BadInput("请选择制定机关的级别", field="rank")
    if not authority.strip():
        raise BadInput("请填写制定机关，例如文件上的发文机关", field="authority")
    if effective_from < HORIZON:
        raise BadInput(f"施行日期不能早于 {HORIZON.year}年{HORIZON.month}月{HORIZON.day}日", field="effective_from")
    if bool(document) != (document_on is not None):
        field = "document" if document_on else "document_on"
        raise BadInput("文号和发文日期要一起填写；还没有文件的两项都空着，发布后会标明未确认", field=field)
    if document_on is not None and document_on > on:
        raise BadInput("发文日期不能晚于今天。请照文件填写", field="document_on")
    if why := issuers.too_low(name, effective_from, rank):
        raise BadInput(why, field="rank")


def _free(name: str, township: str, effective_from: dt.date) -> None:
    if PublishedFigure.objects.filter(name=name, township=township, effective_from=effective_from).exists():
        raise AlreadyPublished(
            "从这天起的数值已经发布过，一天只能有一个。数值后来变了，请从变动的那天起另发一个", field="effective_from"
        )
