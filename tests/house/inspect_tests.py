"""Tests of tests: no sleep, no retry, no test that can't fail."""

import ast
from pathlib import Path

from tests.house.house import Source, breach, dotted, sources

SLEEPS = {"time.sleep", "sleep", "asyncio.sleep", "wait_for_timeout"}
RETRIES = {"flaky", "reruns", "retry"}
RULE = "tests neither sleep nor retry, and each can fail"
CHECKS = ("assert", "expect", "check", "raises", "refuse", "must", "see", "judge", "verify", "parse")


def find_breaches(root: Path) -> list[str]:
    """Sleeps, retries and tests without a claim."""
    found = []
    for source in sources(root, "tests"):
        found += sleeps(source)
        if source.path.rpartition("/")[2].startswith("test_"):
            found += claims(source)
    return found


def sleeps(source: Source) -> list[str]:
    """A sleep outside a loop is a guess at a time; inside one it polls a condition, which has its own deadline."""
    polled = {
        id(inner) for node in ast.walk(source.tree) if isinstance(node, ast.While | ast.For) for inner in ast.walk(node)
    }
    found = []
    for node in ast.walk(source.tree):
        name = dotted(node.func) if isinstance(node, ast.Call) else ""
        if name and (name in SLEEPS or name.rpartition(".")[2] == "wait_for_timeout") and id(node) not in polled:
            found.append(breach(source.path, node.lineno, f"sleeps with {name}", RULE, "wait for the condition itself"))
        if isinstance(node, ast.Attribute) and node.attr in RETRIES and dotted(node).startswith("pytest.mark"):
            found.append(breach(source.path, node.lineno, "retries a test", RULE, "remove the cause of the difference"))
    return found


def claims(source: Source) -> list[str]:
    """Tests without any claim, and claims that hold whatever the code does."""
    found = []
    for node in ast.walk(source.tree):
        if isinstance(node, ast.Assert) and isinstance(node.test, ast.Constant):
            found.append(
                breach(source.path, node.lineno, "an assertion that can't fail", RULE, "claim what the code must do")
            )
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_") and not _claims(node):
            found.append(
                breach(source.path, node.lineno, f"{node.name} claims nothing", RULE, "assert answer and stored row")
            )
    return found


def _claims(function: ast.FunctionDef) -> bool:
    for node in ast.walk(function):
        if isinstance(node, ast.Assert):
            return True
        if isinstance(node, ast.Call):
            name = dotted(node.func).rpartition(".")[2] or getattr(node.func, "attr", "")
            if name.startswith(CHECKS) or any(f"_{check}" in name for check in CHECKS):
                return True
    return False
