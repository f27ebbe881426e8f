"""The act panel: what this actor may do now, and why the rest is not theirs or not yet."""

import datetime as dt
from dataclasses import dataclass

from jiuzhu.cases import duties, flow
from jiuzhu.cases.models import Case, Round, Task
from jiuzhu.desks.casework.forms import ActForm, form_for
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import Answer
from jiuzhu.persons.models import Person

# The acts that people do on a case page: act → (step of the procedure, heading of the panel, word of its button).
ACTS = {
    "confirm_check_authorisation": ("confirm_check", "委托确认", "确认授权，发出核对"),
    "record_home_visit": ("visit", "登记入户核查", "登记入户核查"),
    "countersign_home_visit": ("visit_second", "确认入户记录", "记录属实，确认"),
    "submit_finding": ("finding", "送初审", "送初审"),
    "give_opinion": ("opinion", "提出初审意见", "提出意见"),
    "start_publication": ("publish", "张榜公示", "开始公示"),
    "close_publication": ("publication_end", "登记公示结果", "登记结果"),
    "decide_case": ("decide", "审批意见", "作出决定"),
    "announce_decision": ("announce", "公布", "公布并办结"),
}


@dataclass(frozen=True, slots=True)
class Offered:
    """An act this actor may do now, with its form."""

    act: str
    heading: str
    button: str
    form: ActForm
    template: str
    due_on: dt.date | None
    due_why: str


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that stays visible with the duty's reason."""

    act: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Panel:
    """`offered[0]` is the primary act of the page."""

    offered: tuple[Offered, ...]
    refused: tuple[Refused, ...]

    def may(self, act: str) -> bool:
        """Whether the act is offered."""
        return any(o.act == act for o in self.offered)


def may(actor: Actor, case: Case, act: str) -> Answer:
    """The duty of an act, the same the act itself asks."""
    if act == "countersign_home_visit":
        return duties.may_countersign(actor, case)
    return duties.may_do(actor, case, ACTS[act][0])


def panel_of(
    actor: Actor,
    case: Case,
    current: Round,
    tasks: list[Task],
    investigators: list[Person],
    on: dt.date,
    sent: ActForm | None = None,
    sent_act: str = "",
) -> Panel:
    """Asks the duties of the steps that are open, and of the actor's own steps still to come."""
    waiting = {t.step: t for t in tasks if t.closed_on is None}
    offered: list[Offered] = []
    refused: list[Refused] = []
    for act in _relevant(actor, case, current, set(waiting)):
        step, heading, button = ACTS[act]
        answer = may(actor, case, act)
        if not answer.yes:
            refused.append(Refused(act, flow.step_of(case, step).label, answer.why))
            continue
        form = sent if sent is not None and sent_act == act else form_for(act, investigators=investigators, on=on)
        task = waiting.get(step)
        offered.append(
            Offered(
                act=act,
                heading=heading,
                button=button,
                form=form,
                template=f"casework/acts/{act}.html",
                due_on=task.due_on if task else None,
                due_why=task.due_why if task else "",
            )
        )
    offered.sort(key=lambda o: o.act != sent_act)
    return Panel(tuple(offered), tuple(refused))


def _relevant(actor: Actor, case: Case, current: Round, waiting: set[str]) -> list[str]:
    if case.state != "open":
        return []
    steps = {s.key: s for s in flow.procedure_of(case).steps}
    own = {k for k, s in steps.items() if s.post == actor.post and k not in current.done_steps}
    return [act for act, (step, _, _) in ACTS.items() if step in steps and step in own | waiting]
