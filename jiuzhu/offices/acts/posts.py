"""Verbs: appoint somebody to a post, end an appointment."""

import datetime as dt

from jiuzhu.ground import audit, facts
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import BadInput, Refusal
from jiuzhu.ground.rows import locked
from jiuzhu.offices import duties, queries
from jiuzhu.offices.facts import AppointmentEnding
from jiuzhu.offices.models import Appointment, Handover, Office, Village
from jiuzhu.offices.posts import LETS_THROUGH, POSTS, label
from jiuzhu.persons.models import Person

# Posts of the district's own offices; all others belong to a township.
AT_DISTRICT = {"bureau_officer", "steward", "check_centre", "service_centre", "department_officer"}


class PostHeldAlready(Refusal):
    """The person holds this very post there already."""


@act("appoint")
def appoint(
    *,
    actor: Actor,
    on: dt.date,
    person: Person,
    office: Office,
    post: str,
    effective_from: dt.date,
    effective_to: dt.date | None = None,
    village: str = "",
) -> Appointment:
    """Give a person a post from a day (inclusive) to a day (exclusive), or without end (n1.2, n11.4)."""
    duties.may_appoint(actor).or_refuse()
    _fitting(office, post, village)
    if actor.kind == "person" and effective_from < on:
        raise BadInput(
            "任职不能从过去的日子算起：那几天办的事不是以这个岗位办的。请填今天或以后", field="effective_from"
        )
    if effective_to is not None and effective_to <= effective_from:
        raise BadInput("任职的最后一天不能早于第一天", field="last_day")
    Person.objects.select_for_update().get(pk=person.pk)
    if queries.same_post(person.pk, office, post, village, effective_from, effective_to).exists():
        raise PostHeldAlready(f"{person.name}这段时间已经是{office.name}的{label(post)}，不用再任命", field="post")
    if actor.kind == "person" and post in LETS_THROUGH:
        _refuse_known_to_one(person)
    row = Appointment.objects.create(
        person=person,
        office=office,
        post=post,
        village=village,
        effective_from=effective_from,
        effective_to=effective_to,
    )
    audit.record(
        actor=actor,
        act="appoint",
        on=on,
        subject=row,
        clause="n11.4",
        township=office.township,
        new={"from": effective_from, "office": office.key, "person": person.pk, "post": post, "to": effective_to},
    )
    return row


def _refuse_known_to_one(person: Person) -> None:
    """An account that one steward opened alone does not come into a post that lets through (decision 0016)."""
    if (account := queries.opened_by_one(person.pk)) is not None:
        raise Refusal(
            f"{person.name}的账号“{account.username}”是一个人开的。任命到能审批、放行的岗位以前，要有另一个人见过本人："
            "请先在账号里提出重设密码，由另一名管理员或救助科的人放行，再任命。"
        )


def _fitting(office: Office, post: str, village: str) -> None:
    """The post belongs into this office; a village's worker is named for a village of the office's township."""
    if post not in POSTS or post == "system":
        raise BadInput("请选择岗位", field="post")
    if (post in AT_DISTRICT) == bool(office.township):
        where = "区级单位" if post in AT_DISTRICT else "街道（乡镇）单位"
        raise BadInput(f"{label(post)}是{where}的岗位，请另选单位", field="office")
    if village and not Village.objects.filter(code=village, township_id=office.township).exists():
        raise BadInput("这个村（社区）不在该街道（乡镇），请重新选择", field="village")
    if village and post != "village_worker":
        raise BadInput("只有村（社区）工作人员按村任命。请把村（社区）留空", field="village")


@act("end_appointment")
def end_appointment(
    *, actor: Actor, on: dt.date, appointment_id: int, last_day: dt.date, reason: str = ""
) -> Appointment:
    """A post ends after its last day, not before today. With open work that nobody else could do it doesn't end."""
    duties.may_appoint(actor).or_refuse()
    row = locked(Appointment.objects.all(), appointment_id, "没有这项任职。请刷新页面看最新情况。")
    if row.effective_to is not None and row.effective_to <= on:
        raise Refusal("这项任职已经结束，不用再办。")
    if last_day < on:
        raise BadInput("任职的最后一天不能早于今天：今天以前办的事都以这个岗位记着", field="last_day")
    if last_day < row.effective_from:
        raise BadInput("任职的最后一天不能早于第一天", field="last_day")
    old, row.effective_to = row.effective_to, last_day + dt.timedelta(days=1)
    if Handover.objects.filter(appointment=row, state="waiting").exists():
        raise Refusal("工作交接还没有签收。请先由接手人签收，或由移交人撤回，再结束任职。")
    row.save(update_fields=["effective_to"])
    facts.emit(AppointmentEnding(actor=actor, on=on, appointment_id=row.pk))
    audit.record(
        actor=actor,
        act="end_appointment",
        on=on,
        subject=row,
        clause="n1.2",
        township=row.office.township,
        old={"to": old},
        new={"to": row.effective_to},
        reason=reason.strip(),
    )
    return row
