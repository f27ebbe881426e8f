"""The whole application: rows and household together, what is wrong with them, and the declaration they make."""

import datetime as dt
from collections.abc import Mapping
from typing import Any

from django import forms

from jiuzhu.desks.intake.forms import rows as row_lists
from jiuzhu.desks.intake.forms.parts import (
    AgentForm,
    AmountForm,
    HouseholdForm,
    MemberForm,
    RelativeForm,
    SupporterForm,
)
from jiuzhu.ground.refusals import Refusal
from jiuzhu.registry.choices import INCOME_KINDS, SPENDING_KINDS
from jiuzhu.registry.declaration import AmountDeclared, Declaration, MemberDeclared

WORDS = {"members": "成员", "incomes": "收入", "spendings": "支出", "relatives": "近亲属", "supporters": "户外义务人"}
OUTSIDE = ("relatives", "supporters")  # rows of people who are no members; left empty, a row is none
KINDS = {"incomes": INCOME_KINDS, "spendings": SPENDING_KINDS}
# Where on the page a sentence belongs that is about no field of the application itself.
PLACES = {"consents": "consents", "items": "id_missing", "ground": "id_ground", "reason": "id_reason"}


class Application:
    """The application as typed. With `command` a row is added or removed and nothing is judged yet."""

    def __init__(
        self, *, day: dt.date, villages: dict[str, str], data: Mapping[str, str] | None = None, command: str = ""
    ) -> None:
        self._day, self._villages, self._data = day, villages, data
        self._more_errors: list[tuple[str, str]] = []
        self.judged = data is not None and not command
        given = self._given(command)
        self.names = self._names(given["members"])
        self.members = [self._member(i, row) for i, row in enumerate(given["members"])]
        self.incomes = self._amounts("incomes", given["incomes"])
        self.spendings = self._amounts("spendings", given["spendings"])
        self.relatives, self.supporters = (
            [self._outsider(prefix, i, row) for i, row in enumerate(given[prefix])] for prefix in OUTSIDE
        )
        self.agent = AgentForm(self._bound(), initial=self._agent_given(), on=day)
        self.household = HouseholdForm(self._bound(), initial=self._household_given(), villages=villages)

    def _bound(self) -> Mapping[str, str] | None:
        return self._data if self.judged else None

    def _given(self, command: str) -> row_lists.Rows:
        if self._data is None:
            return {**{prefix: [] for prefix in row_lists.BLANK}, "members": [dict(row_lists.FIRST_MEMBER)]}
        rows: row_lists.Rows = {}
        for prefix in row_lists.BLANK:
            count = row_lists.count(self._data, prefix)
            rows[prefix] = [_typed(self._form(prefix, i, self._data)) for i in range(count)]
        rows["members"] = rows["members"] or [dict(row_lists.FIRST_MEMBER)]
        row_lists.change(rows, command)
        return rows

    def _form(self, prefix: str, index: int, data: Mapping[str, str] | None, initial: Any = None) -> forms.Form:
        place = f"{prefix}-{index}"
        if prefix == "members":
            return MemberForm(data, prefix=place, initial=initial, on=self._day)
        if prefix == "relatives":
            return RelativeForm(data, prefix=place, initial=initial)
        if prefix == "supporters":
            return SupporterForm(data, prefix=place, initial=initial, on=self._day)
        names = [(str(i), name) for i, name in enumerate(getattr(self, "names", []))]
        period = row_lists.BLANK[prefix]["per"]
        return AmountForm(data, prefix=place, initial=initial, names=names, kinds=KINDS[prefix], period=period)

    def _member(self, index: int, row: row_lists.Row) -> forms.Form:
        form = self._form("members", index, self._bound(), row)
        form.fields["name"].widget.attrs.update(_autofocus(row))
        return form

    def _amounts(self, prefix: str, rows: list[row_lists.Row]) -> list[forms.Form]:
        made = []
        for index, row in enumerate(rows):
            form = self._form(prefix, index, self._bound(), row)
            form.fields["member"].widget.attrs.update(_autofocus(row))
            form.empty_permitted = not (row.get("kind") or row.get("amount"))
            form.use_required_attribute = False
            made.append(form)
        return made

    def _outsider(self, prefix: str, index: int, row: row_lists.Row) -> forms.Form:
        form = self._form(prefix, index, self._bound(), row)
        form.fields["name"].widget.attrs.update(_autofocus(row))
        form.empty_permitted = not any(row.get(key) for key in form.fields)
        form.use_required_attribute = False
        return form

    def _household_given(self) -> dict[str, Any]:
        if self._data is None or self.judged:
            return {}
        return _typed(HouseholdForm(self._data, villages=self._villages))

    def _agent_given(self) -> dict[str, Any]:
        return {} if self._data is None or self.judged else _typed(AgentForm(self._data, on=self._day))

    @staticmethod
    def _names(members: list[row_lists.Row]) -> list[str]:
        return [f"成员 {i + 1} {str(row.get('name') or '').strip()}".strip() for i, row in enumerate(members)]

    def counts(self) -> dict[str, int]:
        """How many rows stand in each list, for the hidden inputs."""
        return {p: len(getattr(self, p)) for p in row_lists.BLANK}

    def is_valid(self) -> bool:
        """Whether everything typed can be read; asks every part, so that all errors show at once."""
        filled = [form for prefix in (*KINDS, *OUTSIDE) for form in self._filled(prefix)]
        parts = [*self.members, *filled, self.agent, self.household]
        judged = [form.is_valid() for form in parts]
        right = all(judged)
        for index, form in enumerate(self.members[1:], start=2):
            if form.cleaned_data.get("relation") == "self":
                form.add_error("relation", f"只有成员 1 是本人，请改成员 {index} 与申请人的关系")
                right = False
        return self._relatives_fit() and right

    def _relatives_fit(self) -> bool:
        """Who answers that there are near relatives names them; who names some doesn't answer that there are none."""
        related, named = self.household.cleaned_data.get("related"), self._filled("relatives")
        if related == "yes" and not named:
            self.household.add_error("related", "选了“有”，请按“加一名近亲属”，写明是谁、是什么人、在哪里任什么岗位")
        if related == "no" and named:
            self.household.add_error("related", "下面填了近亲属，请选“有”；不是近亲属的，请删掉那一行")
        return not self.household.errors

    def _filled(self, prefix: str) -> list[forms.Form]:
        return [f for f in getattr(self, prefix) if not f.empty_permitted]

    def errors(self) -> list[tuple[str, str]]:
        """(id of the input, sentence with its place), in the order of the page."""
        if not self.judged:
            return []
        found = []
        for prefix, word in WORDS.items():
            for index, form in enumerate(getattr(self, prefix)):
                if prefix == "members" or not form.empty_permitted:
                    place = self.names[index] if prefix == "members" else f"{word} {index + 1}"
                    found += [(key, f"{place}：{text}") for key, text in _errors(form)]
        of_agent = [(key, f"代理人：{text}") for key, text in _errors(self.agent)]
        return found + _errors(self.household) + of_agent + self._more_errors

    def refused(self, refusal: Refusal) -> None:
        """Put the sentence of an act beside the input it is about, or at the top."""
        form, name = self._place(refusal.field)
        if form is not None and name in form.fields:
            form.add_error(name, refusal.sentence)
        else:
            self._more_errors.append((PLACES.get(refusal.field, "main"), refusal.sentence))

    def _place(self, field: str) -> tuple[forms.Form | None, str]:
        prefix, _, rest = field.partition("-")
        if prefix == "agent":
            return self.agent, rest
        index, _, name = rest.partition("-")
        rows = getattr(self, prefix) if prefix in ("members", *OUTSIDE) else []
        if index.isdigit() and int(index) < len(rows):
            return rows[int(index)], name
        return self.household, field

    def declaration(self) -> Declaration:
        """What the family declares. Ask `is_valid` first."""
        amounts = [
            AmountDeclared(
                member=int(f.cleaned_data["member"]),
                kind=f.cleaned_data["kind"],
                fen=f.cleaned_data["amount"],
                per=f.cleaned_data["per"],
                spending=prefix == "spendings",
            )
            for prefix in KINDS
            for f in self._filled(prefix)
        ]
        members = tuple(MemberDeclared(**form.declared()) for form in self.members)
        relatives = tuple(form.declared() for form in self._filled("relatives"))
        return Declaration(
            members=members,
            amounts=tuple(amounts),
            relatives=relatives,
            supporters=tuple(form.declared() for form in self._filled("supporters")),
            agent=self.agent.declared(),
            **self.household.declared(),
        )


def _autofocus(row: row_lists.Row) -> dict[str, bool]:
    return {"autofocus": True} if row.get("fresh") else {}


def _typed(form: forms.Form) -> dict[str, Any]:
    return {name: form[name].data for name in form.fields}


def _errors(form: forms.Form) -> list[tuple[str, str]]:
    return [(form[name].id_for_label, str(text)) for name, texts in form.errors.items() for text in texts]
