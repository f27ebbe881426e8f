"""Questions about batches."""

import hashlib
from dataclasses import dataclass

from django.db.models import Count, Q, Sum

from jiuzhu.determinations.models import Batch, Determination
from jiuzhu.figures.queries import overlay
from jiuzhu.law.rules.digest import law_digest


@dataclass(frozen=True, slots=True)
class Totals:
    """A batch in numbers; `dibao_fen` a month."""

    households: int
    dibao: int
    dibian: int
    tekun: int
    dibao_fen: int


def digest_now(also: str = "") -> str:
    """The law and the published figures as they stand now; a batch that was begun with others is not gone on with."""
    figures = hashlib.sha256(repr(overlay()).encode()).digest()
    return law_digest(figures, also.encode())


def totals(batch: Batch) -> Totals:
    """How many families are entitled to what, and what 低保 costs a month."""
    return Totals(
        **Determination.objects.filter(batch_no=batch.pk).aggregate(
            households=Count("household_id_value"),
            dibao=Count("household_id_value", filter=Q(dibao_eligible=True)),
            dibian=Count("household_id_value", filter=Q(dibian_eligible=True)),
            tekun=Count("household_id_value", filter=Q(tekun_eligible=True)),
            dibao_fen=Sum("dibao_amount_fen", filter=Q(dibao_eligible=True), default=0),
        )
    )
