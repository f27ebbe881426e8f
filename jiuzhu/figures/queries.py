"""The overlay of published figures for the law floor, and what waits for the second person."""

from jiuzhu.figures import values, years
from jiuzhu.figures.models import CalendarYear, FigureProposal, PublishedFigure
from jiuzhu.law.figures import Overlay, figure_names

PAGE = 50


def overlay() -> Overlay:
    """All published figures as the law floor reads them, each in its figure's unit; a request reads them once.

    A row whose figure no longer has a file is never asked for, so it is left out.
    """
    kept = years.kept()
    if kept and kept.overlay is not None:
        return kept.overlay
    found = _overlay()
    if kept:
        kept.overlay = found
    return found


def _overlay() -> Overlay:
    known = set(figure_names())
    return Overlay.of(
        (f.name, f.township or None, f.effective_from, values.read(f.name, f.value), f.confirmed, _source(f))
        for f in PublishedFigure.objects.filter(name__in=known).order_by("effective_from")
    )


def _source(row: PublishedFigure) -> str:
    return f"{row.authority} {row.document}".strip()


def waiting_proposals() -> list[FigureProposal]:
    """What waits for a second person, the oldest first."""
    return list(FigureProposal.objects.filter(state="waiting").select_related("proposed_by").order_by("pk")[:PAGE])


def published() -> list[PublishedFigure]:
    """Everything ever published, the latest day first."""
    return list(
        PublishedFigure.objects.select_related("made_by", "proposed_by").order_by("name", "-effective_from", "township")
    )


def closed_proposals() -> list[FigureProposal]:
    """The last proposals that were published or withdrawn, the latest first."""
    return list(
        FigureProposal.objects.exclude(state="waiting").select_related("proposed_by", "closed_by").order_by("-pk")[:10]
    )


def years_not_withdrawn() -> list[CalendarYear]:
    """Calendar years that wait or were published here, the latest first."""
    rows = CalendarYear.objects.exclude(state="withdrawn").select_related("proposed_by", "closed_by")
    return list(rows.order_by("-year", "-pk")[:PAGE])
