"""Before a case: one notice of everything missing, its answer, the slip of an application not accepted (57.10)."""

import dataclasses
import datetime as dt
import json
from collections.abc import Mapping, Sequence
from typing import Any

from jiuzhu.cases import duties, late, queries
from jiuzhu.cases.models import Case, Enquiry, MissingNotice
from jiuzhu.cases.numbers import ENQUIRY, next_number
from jiuzhu.ground import audit, crypto
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked
from jiuzhu.registry.declaration import Declaration

WAITING = ("noticed", "answered")
HANDED = ("handed_in", "sent_back")
RECEIVABLE = (*WAITING, "handed_in")
SHORTEST_REASON = 4
# Why an application may be turned away; nothing else is a reason (ssf.70 punishes refusing without one).
GROUNDS = {
    "elsewhere": ("户籍不在本街道（乡镇），也不属于可以在这里申请的情形", "57.4"),
    "same_family": ("家庭成员已有在办的申请，或者正在领取同类待遇", "57.4"),
    "no_consent": ("不承诺情况属实，或者不同意核对家庭经济状况", "57.9"),
    "papers": ("一次性告知以后，材料仍没有补齐", "57.10"),
}


def ground_words(row: Enquiry) -> str:
    """The ground on which it isn't accepted, in words; of rows from before it was kept, by its clause."""
    by_clause = next((words for words, clause in GROUNDS.values() if clause == row.clause), "")
    return GROUNDS[row.ground][0] if row.ground in GROUNDS else by_clause


class AlreadyNoticed(Refusal):
    """The family was already told everything that is missing: there is no second notice (57.10)."""


@act("open_missing_notice")
def open_missing_notice(
    *,
    actor: Actor,
    on: dt.date,
    township: str,
    village: str,
    programme: str,
    declaration: Declaration,
    items: Sequence[str | Mapping[str, Any]],
    enquiry_id: int | None = None,
) -> Enquiry:
    """Register an incomplete application, keep what the family told as a draft, name everything missing, once.

    `enquiry_id`: the one a village worker handed in. `items`: names, or {what, how, pledge, clause} as the printed
    notice shows them.
    """
    duties.may_receive(actor, township).or_refuse()
    listed = [_item(one) for one in items]
    if not listed:
        raise BadInput("请列出缺少的全部材料。材料齐全的，直接受理", field="items")
    row = _noticed(enquiry_id, on, township, village, programme, declaration)
    MissingNotice.objects.create(enquiry=row, township=township, items=listed, on=on)
    audit.record(
        actor=actor,
        act="open_missing_notice",
        on=on,
        subject=row,
        clause="57.10",
        township=township,
        new={"items": listed, "number": row.number},
    )
    return row


@act("answer_missing_notice")
def answer_missing_notice(
    *, actor: Actor, on: dt.date, enquiry_id: int, answered_on: dt.date, answer: str, late_reason: str = ""
) -> Enquiry:
    """The family brought papers; what they are. Whether that is enough is decided by accepting or not accepting."""
    row = lock(enquiry_id)
    duties.may_receive(actor, row.township).or_refuse()
    if row.state != "noticed":
        raise BadInput("这件申请没有在等补充的材料")
    if not answer.strip():
        raise BadInput("请写明补来了哪些材料", field="answer")
    words = late.entry(
        what="补交日期",
        happened_on=answered_on,
        on=on,
        not_before=(row.notice.on, "告知日期"),
        reason=late_reason,
        field="answered_on",
    )
    notice = row.notice
    notice.answered_on, notice.answer = answered_on, answer.strip()[:300]
    notice.save(update_fields=["answered_on", "answer"])
    row.state = "answered"
    row.save(update_fields=["state"])
    audit.record(
        actor=actor,
        act="answer_missing_notice",
        on=answered_on,
        subject=row,
        clause="57.10",
        township=row.township,
        new={"entered_on": on},
        reason=words,
    )
    return row


@act("not_accept")
def not_accept(
    *,
    actor: Actor,
    on: dt.date,
    ground: str,
    reason: str,
    enquiry_id: int | None = None,
    township: str = "",
    village: str = "",
    programme: str = "",
    declaration: Declaration | None = None,
) -> Enquiry:
    """Turn an application away with number, ground and reason; a registered one, or one that comes just now."""
    row = lock(enquiry_id) if enquiry_id is not None else None
    duties.may_receive(actor, row.township if row else township).or_refuse()
    if row is not None and row.state not in RECEIVABLE:
        raise BadInput("这件申请已经受理，或者已经作出不予受理的答复")
    if ground not in GROUNDS:
        raise BadInput(f"请选择不予受理的理由：{'；'.join(words for words, _ in GROUNDS.values())}", field="ground")
    if ground == "papers" and row is None:
        raise BadInput("材料不齐要先一次性告知，不能直接不予受理（57号第十条）", field="ground")
    if len(reason.strip()) < SHORTEST_REASON:
        raise BadInput("请写明具体的情况，申请人要拿着这张单子去问", field="reason")
    if row is None:
        if declaration is None:
            raise BadInput("请先登记申请人", field="members-0-name")
        row = register(on, township, village, programme, declaration, "not_accepted", reason.strip())
    row.state, row.reason, row.closed_on = "not_accepted", reason.strip(), on
    row.ground, row.clause = ground, GROUNDS[ground][1]
    row.save(update_fields=["state", "reason", "ground", "clause", "closed_on"])
    audit.record(
        actor=actor,
        act="not_accept",
        on=on,
        subject=row,
        clause=(GROUNDS[ground][1], "ssf.40"),
        township=row.township,
        new={"ground": ground, "number": row.number},
        reason=reason.strip(),
    )
    return row


def take_over(case: Case, enquiry_id: int, on: dt.date) -> Enquiry:
    """The registered application becomes this case; its open notice counts as answered."""
    row = lock(enquiry_id)
    if row.township != case.township or row.state not in RECEIVABLE:
        raise BadInput("这件登记的申请已经受理、不予受理，或者不是本街道（乡镇）的")
    MissingNotice.objects.filter(enquiry=row, answered_on__isnull=True).update(answered_on=on)
    row.state, row.case, row.closed_on = "accepted", case, on
    row.save(update_fields=["state", "case", "closed_on"])
    if row.handed_in_by_id:
        case.channel = "village"
        case.save(update_fields=["channel"])
    return row


def _noticed(
    enquiry_id: int | None, on: dt.date, township: str, village: str, programme: str, declaration: Declaration
) -> Enquiry:
    if enquiry_id is None:
        return register(on, township, village, programme, declaration, "noticed")
    row = lock(enquiry_id)
    if row.state != "handed_in" or row.township != township:
        raise BadInput("这件申请不是村（社区）递来等受理的，不能在它上面再告知一次")
    row.state = "noticed"
    row.draft = json.dumps(dataclasses.asdict(declaration), ensure_ascii=False, default=str)
    row.save(update_fields=["state", "draft"])
    return row


def register(
    on: dt.date,
    township: str,
    village: str,
    programme: str,
    declaration: Declaration,
    state: str,
    reason: str = "",
    handed_in_by: int | None = None,
) -> Enquiry:
    """The row of an application that is not a case yet; part of the acts that register one."""
    if village not in queries.villages_of(township):
        raise BadInput("请选择申请人所在的村（社区）", field="village")
    if programme not in queries.PROGRAMME_SHORT:
        raise BadInput("请选择申请哪一种救助", field="programme")
    if not declaration.members or not declaration.members[0].name.strip():
        raise BadInput("请填写申请人的姓名", field="members-0-name")
    first = declaration.members[0]
    number = first.number.strip().upper()
    hashed = crypto.keyed_hash(number) if number else ""
    known = Enquiry.objects.filter(township=township, applicant_hash=hashed, closed_on__isnull=True).first()
    if hashed and known is not None:
        raise AlreadyNoticed(
            f"{first.name}的申请村（社区）已经递来（{known.number}），在“等补材料”里接着办，不用另外登记。"
            if known.state in HANDED
            else f"{first.name}的申请已经登记（{known.number}），并一次性告知过缺什么，不能再另发一份。"
            "材料补齐就受理；不符合受理条件的，在原登记上答复。（57号第十条）"
        )
    return Enquiry.objects.create(
        number=next_number(Enquiry, township, ENQUIRY, on),
        township=township,
        village=village,
        programme=programme,
        name=first.name.strip(),
        applicant_hash=hashed,
        opened_on=on,
        state=state,
        draft=json.dumps(dataclasses.asdict(declaration), ensure_ascii=False, default=str),
        reason=reason,
        closed_on=on if state == "not_accepted" else None,
        handed_in_by_id=handed_in_by,
        handed_in_on=on if handed_in_by else None,
    )


def _item(given: str | Mapping[str, Any]) -> dict[str, Any]:
    item = {"what": given} if isinstance(given, str) else dict(given)
    item["what"] = str(item.get("what", "")).strip()
    if not item["what"]:
        raise BadInput("请写明缺少的是哪一份材料", field="items")
    return item


def lock(enquiry_id: int) -> Enquiry:
    """A registered application, locked until the transaction ends."""
    return locked(Enquiry.objects.all(), enquiry_id, "没有这件登记的申请，或不属于您所在的街道（乡镇）。")
