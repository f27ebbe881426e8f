"""Step and act belong together: a procedure that a window can start has an act for every step, of that very name."""

import ast
from pathlib import Path

from jiuzhu.law.procedure_file import read_folder
from tests.house.house import breach, dotted, sources

PROCEDURES = "jiuzhu/law/procedures"
STARTED = "PROGRAMME"  # what an intake page offers
RULE = "every step has its act"


def find_breaches(root: Path) -> list[str]:
    """Steps without act in the procedures that can be started here; confirming by the bureau is not offered yet."""
    offered, acts = set(), set()
    for source in sources(root, "jiuzhu"):
        for node in ast.walk(source.tree):
            if isinstance(node, ast.Call) and dotted(node.func) == "act" and node.args:
                acts.add(getattr(node.args[0], "value", ""))
            intake = source.path.startswith("jiuzhu/desks/intake/") and isinstance(node, ast.Assign)
            if intake and any(dotted(target) == STARTED for target in node.targets):
                offered.add(getattr(node.value, "value", ""))
    return [
        breach(PROCEDURES, 1, f"{procedure.version}: step {step.key} has no act {step.act}", RULE, "write the act")
        for procedure in read_folder(root / PROCEDURES)
        if procedure.name in offered and procedure.confirming == "township"
        for step in procedure.steps
        if step.act not in acts
    ]
