import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_money import find_breaches

FLOATS = {
    "class P:\n    amount_fen = models.FloatField()\n": "FloatField",
    "class P:\n    amount = models.DecimalField()\n": "DecimalField",
    "yuan = amount_fen / 100\n": "true division",
    "fee_fen = wage_fen * 0.8\n": "multiplied by a float",
    "def pay(amount_fen: float): ...\n": "annotated float",
    "amount_fen: float = 0\n": "annotated float",
    "share = float(text)\n": "float()",
}


def test_money_is_integer_fen_everywhere():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("code", "what"), FLOATS.items())
def test_a_float_near_money_is_named(tmp_path, code, what):
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/funds/acts.py": code}))
    assert names(breaches, "jiuzhu/funds/acts.py:", what), breaches


def test_whole_fen_are_clean(tmp_path):
    code = "fee_fen = wage_fen * 80 // 100\nseconds: float = 0.5\n"
    assert find_breaches(plant(tmp_path, **{"jiuzhu/funds/acts.py": code})) == []
