"""The form of a photo of the posted sheet: the only one of the case page that carries a file."""

from typing import Any

from django import forms

from jiuzhu.cases.acts.photograph import WHEN
from jiuzhu.desks.casework.forms.acts import ActForm
from jiuzhu.desks.casework.forms.fields import choice, day, late
from jiuzhu.desks.shared.uploads import whole

ACCEPT = "image/jpeg,image/png"
WORDS = {
    "required": "请选择照片",
    "missing": "请选择照片",
    "empty": "照片是空的，请重新选择",
    "invalid": "没有收到照片，请重新选择",
}


class PhotoForm(ActForm):
    """上传公示照片."""

    moment = choice("什么时候拍的", **WHEN)
    photo = forms.FileField(
        label="照片",
        help_text="JPEG 或 PNG，不超过 12 MB。要看得清单子和贴的地方。",
        error_messages=WORDS,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )
    taken_on = day("拍照日期")
    late_reason = late()

    def arguments(self) -> dict[str, Any]:
        """The photo as bytes; one that is too large is refused before it is read."""
        given = dict(self.cleaned_data)
        return {"data": whole(given.pop("photo"), field="photo"), **given}
