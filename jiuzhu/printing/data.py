"""`document`: a form for a case, as a page or a command asks for it. Every form has its own day, that of its act."""

from collections.abc import Callable
from typing import Any

from jiuzhu.cases.flow import procedure_of
from jiuzhu.cases.models import Assistance, Case, Enquiry
from jiuzhu.ground.refusals import NotFound
from jiuzhu.offices.models import Office
from jiuzhu.printing.decided import confirmation, refusal
from jiuzhu.printing.missing import notice_of
from jiuzhu.printing.names import TITLES, office_of_township
from jiuzhu.printing.posted import announcement, publication
from jiuzhu.printing.render import render
from jiuzhu.printing.window import NotTurnedAway, acceptance, last_letter, letter, turned_away


def document(case: Case, form: str) -> tuple[str, bytes]:
    """File name and PDF of a form for a case; printed again, the same bytes. Ask `duties.may_print` first.

    Raises NotFound for an unknown form; NothingMissing, NotPosted, NotDecidedSo, NotAnnounced where the case has
    no such paper.
    """
    return _file(case.number, form, data_of(case, form))


def notice_document(enquiry: Enquiry) -> tuple[str, bytes]:
    """The same for an application that is no case yet: its one-time notice. Raises NothingMissing."""
    return _file(enquiry.number, "missing_notice", notice_of(enquiry))


def slip_document(enquiry: Enquiry) -> tuple[str, bytes]:
    """The slip of an application that isn't accepted. Raises NotTurnedAway."""
    return _file(enquiry.number, "not_accepted", turned_away(enquiry))


def letter_document(row: Assistance) -> tuple[str, bytes]:
    """A letter that asks another place for help."""
    return _file(row.number, "assistance", letter(row))


def data_of(case: Case, form: str) -> dict[str, Any]:
    """What a form prints of a case. Raises as `document`."""
    build = BUILDERS.get(form)
    if build is None:
        raise NotFound(f"没有这种文书。可以打印的有：{'、'.join(TITLES.values())}。")
    return build(case)


def issuer(case: Case) -> str:
    """Who decided under the case's own procedure: the township, or the bureau where it confirms (ssf.44)."""
    if procedure_of(case).confirming == "bureau":
        return Office.objects.values_list("name", flat=True).get(kind="bureau")
    return office_of_township(case.township)


def _file(number: str, form: str, data: dict[str, Any]) -> tuple[str, bytes]:
    return f"{number}-{TITLES[form]}.pdf", render(form, data)


def _of_no_case() -> dict[str, Any]:
    raise NotTurnedAway("本案已经受理，没有不予受理告知书。")


BUILDERS: dict[str, Callable[[Case], dict[str, Any]]] = {
    "missing_notice": lambda case: notice_of(Enquiry.objects.filter(case=case).first()),
    "publication": publication,
    "announcement": announcement,
    "not_accepted": lambda case: _of_no_case(),
    "acceptance": acceptance,
    "assistance": last_letter,
    "refusal": lambda case: refusal(case, issuer(case)),
    "confirmation": lambda case: confirmation(case, issuer(case)),
}
