"""The act panel: what this actor may do now, and why the rest is not theirs or not yet."""

import datetime as dt
from dataclasses import dataclass, replace

from jiuzhu.cases import duties, flow, looks
from jiuzhu.cases.models import Case
from jiuzhu.desks.casework.forms import About, ActForm, facts_of, form_for
from jiuzhu.desks.casework.pages.extension import extension_of
from jiuzhu.desks.casework.pages.others import OTHERS, answerable, other_ways, setting_aside
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import Answer, no
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
NOTHING_ELSE_FITS = no("按现在登记的情况，没有别的救助符合；各种为什么不符合，见“认定，逐项”。")


@dataclass(frozen=True, slots=True)
class Offered:
    """An act this actor may do now, with its form. `sent`: it came back with something wrong."""

    act: str
    heading: str
    button: str
    form: ActForm
    template: str
    due_on: dt.date | None = None
    due_why: str = ""
    hint: str = ""
    sent: bool = False


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
    """Who asks for the panel of which case on which day, and the form that came back, if one did."""

    actor: Actor
    case: Case
    on: dt.date
    about: About
    sent: ActForm | None = None
    sent_act: str = ""

    def form(self, act: str) -> ActForm:
        """What was sent for this act, or a fresh form."""
        if self.sent is not None and self.sent_act == act:
            return self.sent
        return form_for(act, about=self.about)


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
    offered.sort(key=lambda o: not o.sent)
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
        if act == "agree_programme" and answer.yes and not asked.about.ways:
            answer = NOTHING_ELSE_FITS
        if answer.yes:
            offered.append(replace(_offer(asked, act, other.word, other.button), hint=other.hint))
        elif asked.actor.post in other.told or asked.sent_act == act:
            refused.append(Refused(act, other.word, answer.why))
    return offered, refused


def _offer(asked: Asked, act: str, heading: str, button: str) -> Offered:
    template = f"casework/acts/{act}.html" if act in OWN_TEMPLATE else FIELDS
    sent = asked.sent is not None and asked.sent_act == act
    return Offered(act, heading, button, asked.form(act), template, sent=sent)


def _relevant(actor: Actor, case: Case) -> list[str]:
    look = looks.of(case)
    waiting = {t.step for t in look.tasks if t.closed_on is None}
    if case.state != "open":
        return [act for act, (step, _, _) in AFTER_END.items() if step in waiting]
    steps = {s.key: s for s in look.procedure.steps}
    own = {k for k, s in steps.items() if s.post == actor.post and k not in look.current.done_steps}
    return [act for act, (step, _, _) in ACTS.items() if step in steps and step in own | waiting]


def about_of(
    actor: Actor, case: Case, on: dt.date, *, investigators: list[Person], members: list[Member] | None = None
) -> About:
    """What forms have to know: who else may visit, which objections wait, how far the deadline may move, the facts."""
    correctable, signing = duties.may_correct(actor, case).yes, duties.may_renew_consent(actor, case).yes
    if (correctable or signing) and members is None:
        members = list(case.household.members.select_related("person"))
    barred = looks.of(case).barred
    return About(
        investigators=tuple(p for p in investigators if p.pk != actor.person_id and p.pk not in barred),
        objections=answerable(actor, case),
        setting_aside=setting_aside(actor, case, on),
        extend_cap=extension_of(case, on)[1] if duties.may_extend(actor, case).yes else None,
        ways=other_ways(case, on) if duties.may_agree_programme(actor, case).yes else (),
        members=tuple((str(m.pk), m.person.name) for m in members or []) if signing else (),
        agents=tuple((str(a.pk), a.name) for a in looks.of(case).agents if a.ended_on is None),
        letters=tuple((str(r.pk), f"{r.number} {r.to_body}") for r in looks.of(case).assistance if not r.answered_on),
        facts=facts_of(case, members or []) if correctable else (),
    )
