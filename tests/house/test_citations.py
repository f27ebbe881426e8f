import pytest

from jiuzhu.law.catalogue import clauses
from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_citations import find_breaches

KNOWN = {"n1.1", "57.10"}
CITING = {
    "jiuzhu/cases/acts.py": 'audit.record(clause="{}", act="x")\n',
    "jiuzhu/law/rules/means.py": '@column("household", "fen", "收入", clause=("n1.1", "{}"))\ndef income(): ...\n',
    "jiuzhu/law/parameters/pay/payday.yaml": "name: payday\nvalues:\n  - {{from: 2021-01-01, clause: [{}]}}\n",
    "jiuzhu/law/procedures/dibao/2021.yaml": "steps:\n  - key: visit\n    clause: {}\n",
    "jiuzhu/desks/casework/templates/casework/case.html": '{{% clause "{}" %}}\n',
    "GLOSSARY.md": "| 入户 | visit | `visit` | by two | {} |\n",
}


def test_every_cited_clause_exists():
    breaches = find_breaches(ROOT, clauses())
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("path", "text"), CITING.items())
def test_a_clause_that_isnt_in_the_registry_is_named(tmp_path, path, text):
    root = plant(tmp_path, **{path: text.format("57.99")})
    assert names(find_breaches(root, KNOWN), f"{path}:", "cites 57.99")
    plant(root, **{path: text.format("57.10")})
    assert find_breaches(root, KNOWN) == []
