"""工作交接 as cases see it: which tasks are somebody's open work, who may take them, and passing them on (n1.1)."""

import datetime as dt
import uuid
from collections.abc import Iterable

from django.db.models import Q, QuerySet

from jiuzhu.cases import flow
from jiuzhu.cases.models import Assistance, CasePerson, Task
from jiuzhu.decisions.models import Hand
from jiuzhu.ground import audit
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.acts import act
from jiuzhu.ground.refusals import Refusal
from jiuzhu.offices import queries
from jiuzhu.offices.acts.handover import WorkLine
from jiuzhu.offices.models import Appointment, Handover
from jiuzhu.offices.posts import label
from jiuzhu.persons.queries import records_of
from jiuzhu.plain.days import short
from jiuzhu.registry.models import NearRelative

# Who was at the family's home confirms it; nobody can do that for them (57.16).
ONLY_THEMSELVES = {"visit_second"}
HANDS = {1: "经办", 2: "审核", 3: "审批"}
NAMED_CASES = 5  # cases named in a refusal; the rest are counted


class OpenWork(Refusal):
    """A post can't end while work is open that nobody else could do."""


class SuccessorActedBefore(Refusal):
    """The successor acted in another hand of a case and nobody else in the post could take it."""


def tasks_of(post: Appointment, on: dt.date) -> QuerySet[Task]:
    """Open work of a post's holder: tasks naming the person; the post's tasks of cases they worked on; all of the
    post's tasks where nobody else holds it.
    """
    open_tasks = Task.objects.filter(township=post.office.township, closed_on__isnull=True)
    mine = Q(person_id=post.person_id)
    pooled = Q(post=post.post, person__isnull=True)
    if queries.others_from(post, on).exists():
        worked_on = Hand.objects.filter(person_id=post.person_id, township=post.office.township).values("matter")
        pooled &= Q(case__token__in=worked_on)
    return open_tasks.filter(mine | pooled).select_related("case").order_by("due_on", "pk")


def open_work(handover: Handover, on: dt.date) -> list[WorkLine]:
    """The list to be signed. A case the successor may not touch stays with a colleague; without one it refuses."""
    post = Appointment.objects.select_related("office", "person").get(pk=handover.appointment_id)
    tasks = list(tasks_of(post, on))
    barred = _barred(tasks, handover.taken_by_id)
    colleagues = [a.person for a in queries.successors(post, on) if a.person_id != handover.taken_by_id]
    bars = {person.pk: _barred(tasks, person.pk) for person in colleagues}
    lines, stuck = [], []
    for task in tasks:
        kind, why = ("named" if task.person_id else "post"), ""
        if task.step in ONLY_THEMSELVES:
            kind, why = "left", "入户记录要由同去的本人确认，不能由别人代办；请先确认再离任"
        elif reason := barred.get(task.pk):
            other = next((p.name for p in colleagues if task.pk not in bars[p.pk]), "") if not task.person_id else ""
            kind, why = "left", f"接手人{reason}，不能办这一步；由同岗位的{other}办理"
            if not other:
                stuck.append(f"{task.case.number}（{reason}）")
        lines.append(WorkLine(task.case.token, task.case.number, task.pk, task.title, task.due_on, kind, why))
    if stuck:
        raise SuccessorActedBefore(_refusal(stuck), field="successor")
    return lines + [
        WorkLine(row.case.token, row.case.number, -row.pk, f"等协查回复：{row.to_body}"[:60], row.due_on, "named")
        for row in letters_of(post)
    ]


def letters_of(post: Appointment) -> QuerySet[Assistance]:
    """协查函 whose answer the post's holder waits for."""
    if post.post != "handler":
        return Assistance.objects.none()
    rows = Assistance.objects.filter(township=post.office.township, kept_by_id=post.person_id)
    return rows.filter(answered_on__isnull=True, case__state="open").select_related("case").order_by("due_on", "pk")


def _refusal(stuck: list[str]) -> str:
    more = f"等 {len(stuck)} 件" if len(stuck) > NAMED_CASES else ""
    return (
        f"这位接手人不能接手：{'、'.join(stuck[:NAMED_CASES])}{more}。经办、审核、审批须是三个不同的人，以前办过的也算。"
        "请另选接手人，或请管理员先任命同岗位的其他人。（通知第一条）"
    )


def _barred(tasks: Iterable[Task], person_id: int) -> dict[int, str]:
    """Task → why this person may not do it: another hand in the same case before, or a member of the family."""
    tasks = list(tasks)
    laid: dict[uuid.UUID, set[int]] = {}
    same = records_of(person_id)
    hands = Hand.objects.filter(person_id__in=same, matter__in={t.case.token for t in tasks})
    for matter, hand in hands.values_list("matter", "hand"):
        laid.setdefault(matter, set()).add(hand)
    family = set(
        CasePerson.objects.filter(person_id__in=same, case__in={t.case_id for t in tasks}).values_list(
            "case_id", flat=True
        )
    )
    related = set(
        NearRelative.objects.filter(officer_id__in=same, household__case__in={t.case_id for t in tasks}).values_list(
            "household__case", flat=True
        )
    )
    found = {}
    for task in tasks:
        hand = flow.hand_of(task.case, task.step)
        others = laid.get(task.case.token, set()) - {hand}
        if hand and others:
            found[task.pk] = f"已在本户{HANDS[min(others)]}环节办理过"
        elif task.case_id in family:
            found[task.pk] = "是本户的家庭成员"
        elif task.case_id in related:
            found[task.pk] = "是本户成员的近亲属"
    return found


@act("pass_on_work")
def pass_on_work(*, actor: Actor, on: dt.date, handover: Handover) -> int:
    """What named the leaver names the successor; nobody's hands change. Refuses when the successor acted meanwhile."""
    listed = list(handover.lines.exclude(kind="left").values_list("task_id_value", flat=True))
    tasks = list(
        Task.objects.select_for_update(of=("self",))
        .filter(pk__in=listed, closed_on__isnull=True, township=handover.township)
        .select_related("case")
        .order_by("pk")
    )
    if barred := _barred(tasks, handover.taken_by_id):
        named = [f"{t.case.number}（{barred[t.pk]}）" for t in tasks if t.pk in barred]
        raise SuccessorActedBefore(f"清单列出以后情况变了：{_refusal(named)}")
    moved = [t.pk for t in tasks if t.person_id == handover.given_by_id]
    Task.objects.filter(pk__in=moved).update(person_id=handover.taken_by_id)
    letters = Assistance.objects.filter(
        pk__in=[-pk for pk in listed if pk < 0], kept_by_id=handover.given_by_id, answered_on__isnull=True
    )
    watched = sorted(letters.values_list("pk", flat=True))
    letters.update(kept_by_id=handover.taken_by_id)
    audit.record(
        actor=actor,
        act="pass_on_work",
        on=on,
        subject=handover,
        clause=("n1.1", "n1.2"),
        township=handover.township,
        old={"person": handover.given_by_id},
        new={"letters": watched, "person": handover.taken_by_id, "tasks": moved},
    )
    return len(moved) + len(watched)


def refuse_open_work(post: Appointment) -> None:
    """Raises OpenWork when the post can't end: tasks name its holder, or its tasks would be nobody's from that day."""
    if not post.office.township or post.effective_to is None:
        return
    open_tasks = Task.objects.filter(township=post.office.township, closed_on__isnull=True).select_related("case")
    named = list(open_tasks.filter(person_id=post.person_id).order_by("due_on", "pk"))
    if named and not queries.keeps_a_post(post, post.effective_to):
        raise OpenWork(
            f"{post.person.name}还有 {len(named)} 件写明由本人办的待办{_first(named)}。请先办完或办理工作交接。"
        )
    letters = list(letters_of(post))
    if letters and not queries.keeps_a_post(post, post.effective_to):
        more = " 等" if len(letters) > 1 else ""
        raise OpenWork(
            f"{post.person.name}还有 {len(letters)} 份协查函在等回复（{letters[0].number}{more}）。"
            "请先登记回复或办理工作交接。"
        )
    pooled = list(open_tasks.filter(post=post.post, person__isnull=True).order_by("due_on", "pk"))
    if pooled and not queries.others_from(post, post.effective_to).exists():
        day = short(post.effective_to)
        raise OpenWork(
            f"{day}起没有别人担任{label(post.post)}，还有 {len(pooled)} 件待办{_first(pooled)}会没有人办。"
            "请先任命接任的人，并办理工作交接。"
        )


def _first(tasks: list[Task]) -> str:
    named = "、".join(f"{t.case.number} {t.title}" for t in tasks[:NAMED_CASES])
    return f"（{named}{' 等' if len(tasks) > NAMED_CASES else ''}）"
