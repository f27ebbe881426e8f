from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_takers import find_breaches

FACTS = "class CaseApproved(Fact):\n    case_id: int\n"
EMITS = "facts.emit(CaseApproved(case_id=1))\n"
TABLE = "TABLE: dict = {CaseApproved: (grant,)}\n"


def test_every_fact_channel_and_job_has_one_taker():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_fact_with_a_taker_is_clean(tmp_path):
    house = {"jiuzhu/cases/facts.py": FACTS, "jiuzhu/cases/acts.py": EMITS, "jiuzhu/handoffs.py": TABLE}
    assert find_breaches(plant(tmp_path, **house)) == []


def test_a_fact_without_taker_or_never_emitted_is_named(tmp_path):
    house = {"jiuzhu/cases/facts.py": FACTS, "jiuzhu/handoffs.py": "TABLE: dict = {}\n"}
    breaches = find_breaches(plant(tmp_path, **house))
    assert names(breaches, "jiuzhu/cases/facts.py:1", "CaseApproved has no taker")
    assert names(breaches, "jiuzhu/cases/facts.py:1", "never emitted")


def test_a_fact_taken_twice_or_unknown_is_named(tmp_path):
    table = "TABLE: dict = {CaseApproved: (grant,), CaseApproved: (refer,), CaseDropped: (refer,)}\n"
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/cases/facts.py": FACTS, "jiuzhu/handoffs.py": table}))
    assert names(breaches, "jiuzhu/handoffs.py:1", "CaseApproved has 2 takers")
    assert names(breaches, "jiuzhu/handoffs.py:1", "CaseDropped is taken but never offered")


def test_a_channel_and_a_job_without_taker_are_named(tmp_path):
    code = 'CHANNEL = "bank"\noutbox.put(channel=CHANNEL, key="1", payload={})\njobs.defer("print_notice")\n'
    breaches = find_breaches(plant(tmp_path, **{"jiuzhu/payments/acts.py": code}))
    assert names(breaches, "jiuzhu/payments/acts.py:2", "channel bank has no taker")
    assert names(breaches, "jiuzhu/payments/acts.py:3", "job print_notice has no taker")


def test_a_channel_with_two_takers_is_named(tmp_path):
    offer = 'outbox.put(channel="bank", key="1", payload={})\n'
    taker = '@outbox.taker("bank")\ndef carry(key, payload, day): ...\n'
    house = {"jiuzhu/payments/acts.py": offer, "jiuzhu/gateways/a.py": taker, "jiuzhu/gateways/b.py": taker}
    assert names(find_breaches(plant(tmp_path, **house)), "jiuzhu/gateways/b.py:1", "channel bank has 2 takers")
