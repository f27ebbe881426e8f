"""The overlay of published figures for the law floor."""

from jiuzhu.figures.models import PublishedFigure
from jiuzhu.law.figures import Overlay


def overlay() -> Overlay:
    """All published figures as the law floor reads them."""
    return Overlay.of(
        (f.name, f.township or None, f.effective_from, int(f.value), f.confirmed, f"{f.authority} {f.document}".strip())
        for f in PublishedFigure.objects.order_by("effective_from")
    )
