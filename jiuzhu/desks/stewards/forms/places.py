"""Making a township, its villages, one more office; putting a misspelt name right."""

from collections.abc import Iterable

from django import forms

from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.desks.stewards.forms.fields import CHOOSE
from jiuzhu.law.townships import townships
from jiuzhu.offices.models import Office, Village
from jiuzhu.offices.posts import DISTRICT_OFFICES, TOWNSHIP_OFFICES
from jiuzhu.offices.queries import offices_by_place, township_names, villages_by_place

CHOOSE_ONE = {"invalid_choice": "请从列表中选择"}
MOST = 8000  # of the list of villages
KINDS = [
    ("街道（乡镇）的单位", list(TOWNSHIP_OFFICES.items())),
    ("区级单位", list(DISTRICT_OFFICES.items())),
]


def _line(label: str, most: int) -> forms.CharField:
    return forms.CharField(
        label=label,
        max_length=most,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": f"最多写 {most} 个字"},
    )


class TownshipForm(DeskForm):
    """建街道（乡镇）: one of the district's that isn't there yet."""

    code = forms.ChoiceField(label="街道（乡镇）", error_messages=CHOOSE_ONE)
    short = _line("案件号字头", 4)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        there = township_names()
        missing = [(code, f"{name}（{code}）") for code, name in townships().items() if code not in there]
        self.fields["code"].choices = [*CHOOSE, *missing]  # type: ignore[attr-defined]


class AddVillagesForm(DeskForm):
    """建村（社区）: a line each."""

    township = forms.ChoiceField(label="哪个街道（乡镇）", error_messages=CHOOSE_ONE)
    villages = forms.CharField(
        label="村（社区），一行一个",
        required=False,
        max_length=MOST,
        widget=forms.Textarea(attrs={"rows": 6}),
        error_messages={"max_length": "一次写得太多，请分几次建"},
    )

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        self.fields["township"].choices = [*CHOOSE, *township_names().items()]  # type: ignore[attr-defined]

    def rows(self) -> list[tuple[str, str]]:
        """(code, name) of every line that isn't empty."""
        lines = [line.split(None, 1) for line in self.cleaned_data["villages"].splitlines() if line.strip()]
        return [(parts[0], parts[1].strip() if len(parts) > 1 else "") for parts in lines]


class AddOfficeForm(DeskForm):
    """建单位: of a township, or the district's own."""

    place = forms.ChoiceField(label="哪里的单位", error_messages=CHOOSE_ONE)
    kind = forms.ChoiceField(label="哪一类", choices=[*CHOOSE, *KINDS], error_messages=CHOOSE_ONE)
    name = _line("单位全称", 60)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        places = [("district", "区级单位"), *township_names().items()]
        self.fields["place"].choices = [*CHOOSE, *places]  # type: ignore[attr-defined]

    def township(self) -> str:
        """The township's code; empty for the district."""
        return str(self.cleaned_data["place"]).removeprefix("district")


class PlaceNameForm(DeskForm):
    """改错字: of a village or an office."""

    place = forms.ChoiceField(label="改哪一个", error_messages=CHOOSE_ONE)
    name = _line("改正后的名称", 60)
    reason = _line("为什么改", 100)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)
        villages = [(f"{place}的村（社区）", _keyed("v", rows)) for place, rows in villages_by_place()]
        offices = [
            (f"{place}的单位" if place != "区级单位" else place, _keyed("o", rows))
            for place, rows in offices_by_place()
        ]
        self.fields["place"].choices = [*CHOOSE, *villages, *offices]  # type: ignore[attr-defined]

    def row(self) -> Village | Office:
        """What was chosen."""
        kind, _, key = self.cleaned_data["place"].partition("-")
        return Village.objects.get(pk=key) if kind == "v" else Office.objects.get(pk=key)


def _keyed(kind: str, rows: Iterable[tuple[object, str]]) -> list[tuple[str, str]]:
    return [(f"{kind}-{key}", name) for key, name in rows]
