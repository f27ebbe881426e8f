"""What the pages of papers ask for."""

from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from jiuzhu.cases.acts.papers import MATERIALS
from jiuzhu.desks.shared.forms import DeskForm
from jiuzhu.ground.pictures import FULL, Crop

MOST_FILES = 40
ACCEPT = "image/jpeg,image/png,application/pdf"
FILE_WORDS = {
    "missing": "请选择文件",
    "empty": "文件是空的，请重新选择",
    "invalid": "没有收到文件，请重新选择",
}
MATERIAL_CHOICES = list(MATERIALS.items())


class Many(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class ManyFiles(forms.FileField):
    """Several files, each checked as one would be; a list."""

    widget = Many

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:  # type: ignore[override]
        """Every file, or the first one's fault."""
        given = data if isinstance(data, list | tuple) else [data]
        if len(given) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 个文件，请分几次添加")
        single = super().clean
        return [single(one, initial) for one in given or [None]]


class AddForm(DeskForm):
    """A pile, or the pages of one material."""

    files = ManyFiles(label="照片或扫描件", error_messages=FILE_WORDS, widget=Many(attrs={"accept": ACCEPT}))
    material = forms.ChoiceField(
        label="哪一份材料", required=False, choices=[("", "先放着，等下再分"), *MATERIAL_CHOICES]
    )


class BetterForm(DeskForm):
    """A clearer page beside the one there is."""

    file = forms.FileField(
        label="更清楚的一页", error_messages=FILE_WORDS, widget=forms.FileInput(attrs={"accept": ACCEPT})
    )


class SortForm(DeskForm):
    """Which pages belong to which material."""

    papers = forms.TypedMultipleChoiceField(label="要归的页", required=False, coerce=int)
    material = forms.ChoiceField(label="归到哪一份材料", required=False, choices=[("", "请选择"), *MATERIAL_CHOICES])

    def __init__(self, *args: Any, pages: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["papers"].choices = [(str(pk), str(pk)) for pk in pages]  # type: ignore[attr-defined]
        self.fields["papers"].error_messages["invalid_choice"] = "有一页不在本案里，请刷新页面"


def _cut(label: str) -> forms.IntegerField:
    words = {
        "invalid": "请填 0 到 95 的整数",
        "min_value": "请填 0 到 95 的整数",
        "max_value": "请填 0 到 95 的整数",
    }
    number = forms.NumberInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
    return forms.IntegerField(label=label, min_value=0, max_value=95, error_messages=words, widget=number)


class CropForm(DeskForm):
    """How much to cut off each side, in hundredths."""

    left = _cut("左边裁掉 %")
    right = _cut("右边裁掉 %")
    top = _cut("上边裁掉 %")
    bottom = _cut("下边裁掉 %")

    @staticmethod
    def of(crop: Crop) -> dict[str, int]:
        """What stands in the form for a crop."""
        step = FULL // 100
        return {
            "left": crop.left // step,
            "top": crop.top // step,
            "right": (FULL - crop.right) // step,
            "bottom": (FULL - crop.bottom) // step,
        }

    def crop(self) -> Crop:
        """The crop that was asked for."""
        step, cut = FULL // 100, self.cleaned_data
        return Crop(cut["left"] * step, cut["top"] * step, FULL - cut["right"] * step, FULL - cut["bottom"] * step)
