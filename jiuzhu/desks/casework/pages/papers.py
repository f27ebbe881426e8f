"""文书: which printed notices a case has, and for whom."""

from dataclasses import dataclass

from jiuzhu.cases import looks
from jiuzhu.cases.models import Case
from jiuzhu.decisions.models import Decision
from jiuzhu.ground.actor import Actor
from jiuzhu.printing.duties import may_print, may_print_form

POSTED = ("publication", "打印公示单")
ANNOUNCED = ("announcement", "打印公布单")
OF_OUTCOME = {"approve": ("confirmation", "打印确认通知书"), "refuse": ("refusal", "打印不予确认告知书")}


@dataclass(frozen=True, slots=True)
class Paper:
    """A form this case has, and the word of its button; empty address: why it can't be printed."""

    address: str
    word: str
    why: str = ""


def papers_of(actor: Actor, case: Case, decision: Decision | None) -> tuple[Paper, ...]:
    """What was posted, decided and announced can be printed."""
    found = [POSTED] if looks.of(case).notices else []
    found += [OF_OUTCOME[decision.outcome]] if decision and decision.outcome in OF_OUTCOME else []
    found += [ANNOUNCED] if any(t.step == "announce" and t.outcome == "done" for t in looks.of(case).tasks) else []
    if not found:
        return ()
    return tuple(_paper(actor, case, form, word) for form, word in found)


def _paper(actor: Actor, case: Case, form: str, word: str) -> Paper:
    answer = may_print_form(actor, case, form)
    return Paper(f"/cases/{case.number}/print/{form}/" if answer.yes else "", word, answer.why)


def receipt_of(actor: Actor, case: Case) -> str:
    """Where the receipt of the application is printed, for whoever may."""
    return f"/cases/{case.number}/print/acceptance/" if may_print(actor, case).yes else ""
