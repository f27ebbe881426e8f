"""Questions about partners' keys."""

import datetime as dt

from jiuzhu.ground import crypto
from jiuzhu.sharing.models import PartnerKey

PAGE = 50


def partner_keys() -> list[PartnerKey]:
    """The latest first, those that wait on top."""
    rows = PartnerKey.objects.select_related("proposed_by", "issued_by", "ended_by").order_by("-pk")[:PAGE]
    return sorted(rows, key=lambda row: row.state != "waiting")


def partner_of(client: str, secret: str, on: dt.date) -> PartnerKey | None:
    """The key that this name and secret open on a day; nothing says which of them was wrong."""
    row = PartnerKey.objects.filter(client=client, kind="secret", state="issued").first()
    given = crypto.keyed_hash(secret)
    fits = row is not None and crypto.same(row.secret_hash, given)
    return row if row is not None and fits and row.effective_from <= on < row.effective_to else None
