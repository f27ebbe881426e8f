"""The act panel: what this actor may do now, and why the rest is not theirs or not yet."""

import datetime as dt
from dataclasses import dataclass, replace

from jiuzhu.cases import duties, flow, looks
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms import About, ActForm, form_for
from jiuzhu.desks.casework.pages.choices import about_of
from jiuzhu.desks.casework.pages.others import OTHERS
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import Answer
from jiuzhu.persons.models import Person
from jiuzhu.registry.models import Member

# The acts that people do on a case page: act → (step of the procedure, heading of the panel, word of its button).
ACTS = {
    "confirm_check_authorisation": ("confirm_check", "委托确认", "确认授权，发出核对"),
    "record_home_visit": ("visit", "登记入户核查", "登记入户核查"),
    "countersign_home_visit": ("visit_second", "确认入户记录", "记录属实，确认"),
    "record_self_care_assessment": ("self_care", "登记自理能力评估", "登记评估"),
    "submit_finding": ("finding", "送初审", "送初审"),
    "give_opinion": ("opinion", "提出初审意见", "提出意见"),
    "start_publication": ("publish", "张榜公示", "开始公示"),
    "close_publication": ("publication_end", "登记公示结果", "登记结果"),
    "decide_case": ("decide", "审批意见", "作出决定"),
    "announce_decision": ("announce", "公布", "公布并办结"),
}
AFTER_END = {"deliver_refusal": ("deliver_refusal", "书面送达", "登记送达")}  # what is owed once the case has ended
OWN_TEMPLATE = set(ACTS)  # the others show their fields one after another
FIELDS = "casework/acts/fields.html"


@dataclass(frozen=True, slots=True)
class Offered:
    """An act this actor may do now. An act beside the steps has its form once it is opened, as one that came back with
    something wrong is: most are never looked at."""

    act: str
    heading: str
    button: str
    form: ActForm | None
    template: str
    due_on: dt.date | None = None
    due_why: str = ""
    hint: str = ""
    opened: bool = False


@dataclass(frozen=True, slots=True)
class Refused:
    """An act that stays visible with the duty's reason."""

    act: str
    word: str
    why: str


@dataclass(frozen=True, slots=True)
class Panel:
    """`offered[0]` is the primary act of the page; `others` stand beside the steps."""

    offered: tuple[Offered, ...]
    others: tuple[Offered, ...]
    refused: tuple[Refused, ...]

    def may(self, act: str) -> bool:
        """Whether the act is offered."""
        return any(o.act == act for o in self.offered)


@dataclass(frozen=True, slots=True)
class Asked:
    """Who asks for the panel of which case on which day; which act is opened, and its form if it came back."""

    actor: Actor
    case: Case
    on: dt.date
    investigators: tuple[Person, ...]
    members: list[Member]
    act: str = ""
    sent: ActForm | None = None

    def form(self, act: str) -> ActForm:
        """What was sent for this act, or a fresh form."""
        return self.sent if self.sent is not None and self.act == act else form_for(act, about=self.about(act))

    def about(self, act: str) -> About:
        """What the form has to know."""
        return about_of(self.actor, self.case, self.on, act=act, visiting=self.investigators, members=self.members)


def may(actor: Actor, case: Case, act: str) -> Answer:
    """The duty of a step's act, the same the act itself asks."""
    if act == "countersign_home_visit":
        return duties.may_countersign(actor, case)
    if act == "deliver_refusal":
        return duties.may_deliver(actor, case)
    return duties.may_do(actor, case, ACTS[act][0])


def panel_of(asked: Asked) -> Panel:
    """Asks the duties of the steps that are open, of the actor's own steps still to come, and of the other acts."""
    offered, refused = _steps(asked)
    others, told = _others(asked)
    offered.sort(key=lambda o: not o.opened)
    return Panel(tuple(offered), tuple(others), (*refused, *told))


def _steps(asked: Asked) -> tuple[list[Offered], list[Refused]]:
    offered, refused = [], []
    for act in _relevant(asked.actor, asked.case):
        step, heading, button = (ACTS | AFTER_END)[act]
        answer = may(asked.actor, asked.case, act)
        if not answer.yes:
            word = flow.step_of(asked.case, step).label if act in ACTS else heading
            refused.append(Refused(act, word, answer.why))
            continue
        offer = _offer(asked, act, heading, button)
        task = looks.of(asked.case).waiting(step)
        offered.append(replace(offer, due_on=task.due_on, due_why=task.due_why) if task else offer)
    return offered, refused


def _others(asked: Asked) -> tuple[list[Offered], list[Refused]]:
    if asked.case.state != "open":
        return [], []
    offered, refused = [], []
    for act, other in OTHERS.items():
        answer = other.duty(asked.actor, asked.case, asked.on)
        if answer.yes:
            offered.append(_beside(asked, act))
        elif asked.actor.post in other.told or asked.act == act:
            refused.append(Refused(act, other.word, answer.why))
    return offered, refused


def opened(asked: Asked) -> Offered | Refused:
    """The one act beside the steps that is opened, or why it isn't possible."""
    other = OTHERS[asked.act]
    answer = other.duty(asked.actor, asked.case, asked.on)
    return _beside(asked, asked.act) if answer.yes else Refused(asked.act, other.word, answer.why)


def _beside(asked: Asked, act: str) -> Offered:
    other, now = OTHERS[act], asked.act == act
    form = asked.form(act) if now else None
    return Offered(act, other.word, other.button, form, FIELDS, hint=other.hint, opened=now)


def _offer(asked: Asked, act: str, heading: str, button: str) -> Offered:
    template = f"casework/acts/{act}.html" if act in OWN_TEMPLATE else FIELDS
    return Offered(act, heading, button, asked.form(act), template, opened=asked.act == act)


def _relevant(actor: Actor, case: Case) -> list[str]:
    look = looks.of(case)
    waiting = {t.step for t in look.tasks if t.closed_on is None}
    if case.state != "open":
        return [act for act, (step, _, _) in AFTER_END.items() if step in waiting]
    steps = {s.key: s for s in look.procedure.steps}
    own = {k for k, s in steps.items() if s.post == actor.post and k not in look.current.done_steps}
    return [act for act, (step, _, _) in ACTS.items() if step in steps and step in own | waiting]
