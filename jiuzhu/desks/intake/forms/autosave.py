"""自动保存: the form as typed, sealed so that only this account can open it again, and the page only carries it."""

import json

from django.http import HttpRequest, QueryDict

from jiuzhu.ground import crypto
from jiuzhu.ground.refusals import BadInput

PURPOSE = "intake.autosave"
SAVE, RESTORE = "autosave", "restore"
LEFT_OUT = {"csrfmiddlewaretoken", "command"}


def seal(request: HttpRequest) -> str:
    """What was sent, readable only here and for this account."""
    fields = [(key, value) for key, values in request.POST.lists() if key not in LEFT_OUT for value in values]
    account = request.actor.account_id  # type: ignore[attr-defined]
    return crypto.encrypt(json.dumps({"account": account, "fields": fields}, ensure_ascii=False), PURPOSE)


def restored(request: HttpRequest) -> QueryDict:
    """The inputs of a seal of this account. Raises BadInput for anything else."""
    try:
        content = json.loads(crypto.decrypt(request.POST.get("sealed", ""), PURPOSE))
    except (crypto.CannotDecrypt, ValueError):
        content = {}
    if content.get("account") != request.actor.account_id:  # type: ignore[attr-defined]
        raise BadInput("这份自动保存的内容不是您的，或者已经不能用了。请重新填写。")
    found = QueryDict(mutable=True)
    for key, value in content["fields"]:
        found.appendlist(key, value)
    return found
