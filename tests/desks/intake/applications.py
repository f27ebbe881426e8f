"""What a clerk types for a family, as the browser sends it."""

from jiuzhu.plain.money import format_plain
from jiuzhu.registry.declaration import Declaration
from tests.district import WANGCHAO, family


def typed(declaration: Declaration | None = None) -> dict[str, str]:
    """The inputs of the application form for a declaration."""
    given = declaration or family()
    sent: dict[str, str] = {
        "form_key": "a-form",
        "village": WANGCHAO,
        "phone": "13900000052",
        "pledged": "on",
        "related": "no",
    }
    for index, member in enumerate(given.members):
        place = f"members-{index}"
        sent |= {
            f"{place}-name": member.name,
            f"{place}-number": member.number,
            f"{place}-relation": member.relation,
            f"{place}-disability_kind": member.disability_kind,
            f"{place}-disability_grade": str(member.disability_grade or ""),
            f"{place}-student": member.student,
            f"{place}-absent": member.absent,
            f"{place}-kinship": member.kinship or ("亲戚" if member.relation == "other" else ""),
            f"{place}-note": member.note,
            f"{place}-works": "yes" if member.works else "",
        }
        if member.consented:
            sent[f"{place}-consented"] = "on"
    for prefix, spending in (("incomes", False), ("spendings", True)):
        amounts = [a for a in given.amounts if a.spending is spending]
        sent[f"{prefix}-TOTAL_FORMS"] = str(len(amounts))
        for index, amount in enumerate(amounts):
            sent |= {
                f"{prefix}-{index}-member": str(amount.member),
                f"{prefix}-{index}-kind": amount.kind,
                f"{prefix}-{index}-amount": format_plain(amount.fen),
                f"{prefix}-{index}-per": amount.per,
            }
    return sent | {
        "members-TOTAL_FORMS": str(len(given.members)),
        "money": format_plain(given.money_fen or 0),
        "homes": str(given.homes),
        "vehicles": str(given.vehicles),
        "shops": str(given.shops),
        "companies": str(given.companies),
        "account": given.account,
    }
