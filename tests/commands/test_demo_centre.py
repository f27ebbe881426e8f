"""The demo's check centre has work: what the demo left open is answered days later, everything else at once."""

from pathlib import Path
from typing import Any

import pytest

from jiuzhu.commands.demo_data.load import SLOW_DAYS, leave_at_the_centre
from jiuzhu.gateways.means_check.fake.scenario import Scenario
from jiuzhu.gateways.wire.fake.scenario_file import SCENARIO
from jiuzhu.registry.models import MeansCheck
from jiuzhu.registry.queries import asked_about
from tests.cases.stages import apply, authorised, november, received
from tests.district import BEIAO

pytestmark = pytest.mark.django_db


def test_open_requests_of_the_demo_stay_at_the_centre_for_days(settings: Any, tmp_path: Path) -> None:
    settings.STATE = tmp_path
    case, folder = received(), tmp_path / "fake-means_check"
    authorised(case, november(3))
    leave_at_the_centre(BEIAO)
    assert not folder.exists(), "no fake beside this installation"
    folder.mkdir()
    leave_at_the_centre(BEIAO)
    told = Scenario(folder / SCENARIO, seed=1, delay_days=0)
    asked = asked_about(MeansCheck.objects.get())
    assert len(asked) == 2 and {told.delay(person.number) for person in asked} == {SLOW_DAYS}
    later = authorised(apply(2), november(4))
    assert later and {told.delay(p.number) for p in asked_about(MeansCheck.objects.latest("pk"))} == {0}
