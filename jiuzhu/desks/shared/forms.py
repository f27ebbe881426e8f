"""What every form of a desk does the same way: once only, errors at the field and on top, nothing lost."""

from collections.abc import Callable, Iterable
from typing import TypeVar

from django import forms
from django.db import transaction
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect

from jiuzhu.desks.shared import sessions
from jiuzhu.ground import idempotency
from jiuzhu.ground.refusals import BadInput, Refusal

M = TypeVar("M", bound=Model)
REQUIRED = "请填写这一栏"
REQUIRED_OF = (
    (forms.FileField, "请选择文件"),
    (forms.ChoiceField, "请从列表里选一项"),
    (forms.DateField, "请填写日期，例如 2026-11-24"),
    (forms.BooleanField, "请核对后打勾"),
)


class DeskForm(forms.Form):
    """A form without decorations; `status` is the answer's status after a refusal."""

    use_required_attribute = False
    status = 200

    def __init__(self, *args: object, **kwargs: object) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        for bound in self.fields.values():
            if bound.error_messages["required"] is forms.Field.default_error_messages["required"]:
                bound.error_messages["required"] = required(bound)

    def refuse(self, refusal: Refusal) -> None:
        """Show a refusal: at the field it names, otherwise on top only."""
        self.status = refusal.status
        self.add_error(refusal.field if refusal.field in self.fields else None, refusal.sentence)


def required(field: forms.Field) -> str:
    """What to do with an empty field that says nothing of its own about it."""
    return next((sentence for kind, sentence in REQUIRED_OF if isinstance(field, kind)), REQUIRED)


def perform(request: HttpRequest, act_name: str, do: Callable[[], str]) -> str:
    """Run an act once for this form and return the address to go to; the same form sent again gets the same address.

    Raises `Refusal`; then nothing of it is stored. A sensitive page's wrong password is refused here.
    """
    wrong: BadInput | None = getattr(request, "password_refusal", None)
    if wrong is not None:
        raise wrong
    with transaction.atomic():
        return idempotency.once(
            key=request.POST.get("form_key", ""),
            actor=request.actor,  # type: ignore[attr-defined]
            act=act_name,
            do=do,
        )


def attempt(
    request: HttpRequest, form: DeskForm, act_name: str, do: Callable[[], str], done: str = ""
) -> HttpResponse | None:
    """The answer after a good form; None when the page has to be shown again with what is wrong (status: form.status).

    `done` is the line shown at the foot of the next page.
    """
    if not form.is_valid():
        form.status = 400
        return None
    try:
        address = perform(request, act_name, do)
    except Refusal as refusal:
        form.refuse(refusal)
        return None
    response = HttpResponseRedirect(address)
    return sessions.toast(response, done) if done else response


def problems_of(form: forms.BaseForm) -> list[tuple[str, str]]:
    """(id of the field, sentence) for the box on top; an empty id where no field is meant."""
    found = [("", str(e)) for e in form.non_field_errors()]
    for name in form.errors:
        if name in form.fields:
            bound = form[name]
            label = bound.label
            found += [(bound.id_for_label or f"id_{name}", f"{label}：{e}") for e in bound.errors]
    return found


def chosen(request: HttpRequest, rows: Iterable[M]) -> M:
    """The row a form names in its field `row`, of those its page shows; 404 for any other."""
    row = next((row for row in rows if str(row.pk) == request.POST.get("row", "")), None)
    if row is None:
        raise Http404
    return row
