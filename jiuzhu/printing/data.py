"""The data of each form, from a case by plain queries. `document` is what a page or a command asks for."""

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

from jiuzhu.cases.flow import procedure_of
from jiuzhu.cases.models import Case
from jiuzhu.ground.refusals import NotFound, Refusal
from jiuzhu.offices.models import Office
from jiuzhu.offices.queries import township_names
from jiuzhu.persons.id_number import mask
from jiuzhu.plain import days
from jiuzhu.printing import grounds, missing
from jiuzhu.printing.decided import confirmation, refusal
from jiuzhu.printing.missing import Missing
from jiuzhu.printing.names import PROGRAMMES, SUFFIXES, TITLES, window
from jiuzhu.printing.render import render

GROUNDS = {"dibao": ("57.10", "ssf.62"), "dibian": ("57.10", "ssf.62"), "tekun": ("43.12", "ssf.62")}


class NothingMissing(Refusal):
    """An application that lacks nothing gets no notice of what is missing."""


def document(case: Case, form: str, day: dt.date) -> tuple[str, bytes]:
    """File name and PDF of a form for a case; `day` is the office's day, printed where the form has no day of its own.

    Raises NotFound for an unknown form, NothingMissing, NotDecidedSo. Ask `duties.may_print` first.
    """
    build = BUILDERS.get(form)
    if build is None:
        raise NotFound(f"没有这种文书。可以打印的有：{'、'.join(TITLES.values())}。")
    return f"{case.number}-{TITLES[form]}.pdf", render(form, build(case, day))


def missing_notice(
    *,
    number: str,
    township: str,
    programme: str,
    name: str,
    id_number: str,
    lacking: Sequence[Missing],
    unclear: Sequence[str],
    on: dt.date,
) -> dict[str, Any]:
    """The one-time notice, also for an application that is no case yet. Raises NothingMissing."""
    if not lacking and not unclear:
        raise NothingMissing("材料齐全，不用一次性告知，可以直接受理。")
    return {
        "number": number,
        "office": office_of_township(township),
        "window": window(township_names().get(township, township)),
        "on": days.full(on),
        "dated": on.isoformat(),
        "programme": PROGRAMMES[programme],
        "applicant": {"name": name, "number": mask(id_number)},
        "missing": [
            {"what": one.what, "how": one.how, "pledge": one.pledge, "clause": grounds.names(one.clause)}
            for one in lacking
        ],
        "unclear": list(unclear),
        "not_needed": missing.not_needed(on),
        "grounds": grounds.in_full(GROUNDS.get(programme, ("ssf.62",)), on),
    }


def office_of_township(township: str) -> str:
    """Who signs for a township: the office of a street, the people's government of a town."""
    name = township_names().get(township, township)
    return f"{name}办事处" if name.endswith("街道") else f"{name}人民政府"


def issuer(case: Case) -> str:
    """Who decided under the case's own procedure: the township, or the bureau where it confirms (ssf.44)."""
    if procedure_of(case).confirming == "bureau":
        return Office.objects.values_list("name", flat=True).get(kind="bureau")
    return office_of_township(case.township)


def _missing_notice(case: Case, day: dt.date) -> dict[str, Any]:
    if case.state != "open":
        raise NothingMissing("本案已经办结，不用再补充材料。")
    return missing_notice(
        number=f"{case.number}-{SUFFIXES['missing_notice']}",
        township=case.township,
        programme=case.programme,
        name=case.applicant.name,
        id_number=case.applicant.id_number,
        lacking=missing.missing_of(case.household, day),
        unclear=missing.unclear_of(case.household, day),
        on=day,
    )


BUILDERS: dict[str, Callable[[Case, dt.date], dict[str, Any]]] = {
    "missing_notice": _missing_notice,
    "refusal": lambda case, _day: refusal(case, issuer(case)),
    "confirmation": lambda case, _day: confirmation(case, issuer(case)),
}
