"""Forms before a case: everything missing, what came, and why an application isn't accepted; a draft as typed."""

import json
from typing import Any

from django import forms

from jiuzhu.cases.acts.before import GROUNDS
from jiuzhu.cases.models import Enquiry
from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.plain.money import format_plain

LONG, LINE, REASON = 2000, 300, 200
YES_NO = {True: "yes", False: "no", None: ""}


class NoticeForm(DeskForm):
    """Everything missing, a paper a line."""

    missing = forms.CharField(
        label="缺少的材料，一行写一样", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 4})
    )

    def items(self) -> list[str]:
        """The papers, without empty lines."""
        return [line.strip() for line in str(self["missing"].data or "").splitlines() if line.strip()]


class RefuseForm(DeskForm):
    """不予受理: ground and what the matter is."""

    ground = forms.ChoiceField(
        label="理由",
        required=False,
        choices=[(key, words) for key, (words, _) in GROUNDS.items()],
        widget=forms.RadioSelect,
    )
    reason = forms.CharField(
        label="具体情况", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )

    def typed(self, name: str) -> str:
        """What was typed, for the act to judge."""
        return str(self[name].data or "")


class SendBackForm(DeskForm):
    """退回村（社区）; it stands on one page with 不予受理, which asks for a reason as well."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, auto_id="back-%s", **kwargs)

    reason = forms.CharField(
        label="哪里要改", required=False, max_length=LONG, widget=forms.Textarea(attrs={"rows": 3})
    )


class AnswerForm(DeskForm):
    """补来的材料."""

    answered_on = forms.DateField(
        label="补交日期",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": "日期请写成年-月-日，例如 2026-11-24"},
    )
    answer = forms.CharField(
        label="补来了哪些材料", required=False, max_length=LINE, widget=forms.Textarea(attrs={"rows": 2})
    )
    late_reason = forms.CharField(label="补录原因", required=False, max_length=REASON)


def typed_of(enquiry: Enquiry) -> dict[str, str]:
    """The registered declaration as the inputs of the application form."""
    draft: dict[str, Any] = json.loads(enquiry.draft)
    typed = {"village": enquiry.village, "members-TOTAL_FORMS": str(len(draft["members"]))}
    for index, member in enumerate(draft["members"]):
        typed |= {f"members-{index}-{key}": _plain(key, value) for key, value in member.items()}
    for prefix, spending in (("incomes", False), ("spendings", True)):
        rows = [row for row in draft["amounts"] if row["spending"] is spending]
        typed[f"{prefix}-TOTAL_FORMS"] = str(len(rows))
        for index, row in enumerate(rows):
            given = {"member": str(row["member"]), "kind": row["kind"], "per": row["per"]}
            given["amount"] = format_plain(row["fen"])
            typed |= {f"{prefix}-{index}-{key}": value for key, value in given.items()}
    for key in ("address", "residence", "phone", "payee_name", "account", "homes", "vehicles", "shops", "companies"):
        typed[key] = "" if draft.get(key) is None else str(draft[key])
    typed["pledged_instead"] = "\n".join(draft.get("pledged_instead", []))
    for key, value in (draft.get("agent") or {}).items():
        typed[f"agent-{key}"] = "on" if value is True else str(value or "")
    relatives = draft.get("relatives", [])
    typed |= {"related": "yes" if relatives else "no", "pledged": "on" if draft["pledged"] else ""}
    typed["relatives-TOTAL_FORMS"] = str(len(relatives))
    for index, row in enumerate(relatives):
        typed |= {f"relatives-{index}-{key}": row[key] for key in ("name", "kin", "post")}
    supporters = draft.get("supporters", [])
    typed["supporters-TOTAL_FORMS"] = str(len(supporters))
    for index, row in enumerate(supporters):
        given = {"consent_from": row["signed_on"], "consent_until": row["until"]}
        given |= {key: row[key] for key in ("name", "number", "kin", "answer", "why")}
        typed |= {f"supporters-{index}-{key}": str(value or "") for key, value in given.items()}
    typed["money"] = "" if draft["money_fen"] is None else format_plain(draft["money_fen"])
    return {key: value for key, value in typed.items() if value != ""}


def _plain(key: str, value: Any) -> str:
    if key == "consented":
        return "on" if value else ""
    if isinstance(value, bool) or value is None:
        return YES_NO[value] if key != "disability_grade" else ""
    return str(value)
