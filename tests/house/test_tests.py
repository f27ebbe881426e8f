import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_tests import find_breaches

LAZY = {
    "def test_a():\n    time.sleep(1)\n    assert run()\n": "sleeps with time.sleep",
    "def test_a(page):\n    page.wait_for_timeout(5)\n    assert page.url\n": "wait_for_timeout",
    "@pytest.mark.flaky\ndef test_a():\n    assert run()\n": "retries a test",
    "def test_a():\n    run()\n": "claims nothing",
    "def test_a():\n    assert True\n": "can't fail",
}


def test_every_test_can_fail_and_none_sleeps():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("code", "what"), LAZY.items())
def test_a_lazy_test_is_named(tmp_path, code, what):
    breaches = find_breaches(plant(tmp_path, **{"tests/cases/test_x.py": code}))
    assert names(breaches, "tests/cases/test_x.py:", what), breaches


def test_polling_a_condition_and_expecting_a_refusal_are_fine(tmp_path):
    code = "def wait():\n    while not ready():\n        time.sleep(0.05)\n"
    code += "def test_a():\n    with pytest.raises(Late):\n        run()\n"
    assert find_breaches(plant(tmp_path, **{"tests/cases/test_x.py": code})) == []
