"""What may hold a run back besides its own duties: other rooms, reached by the names in settings.RELEASE_GUARDS."""

from django.conf import settings
from django.utils.module_loading import import_string

from jiuzhu.ground.refusals import Refusal
from jiuzhu.payments.models import Run


class HeldBack(Refusal):
    """Another room has found something that must be settled before this run is released."""


def let_pass(run: Run) -> None:
    """Ask every guard; the first no refuses with its sentence. A guard takes the run and returns an `Answer`."""
    for name in settings.RELEASE_GUARDS:
        answer = import_string(name)(run)
        if not answer.yes:
            raise HeldBack(answer.why)
