"""One shape for every act: ask duties, lock the named rows, change, audit, emit, return — in one transaction."""

import functools
from collections.abc import Callable
from typing import ParamSpec, TypeVar

from django.db import transaction

from jiuzhu.ground import faults
from jiuzhu.ground.audit import audited_since, mark

P = ParamSpec("P")
R = TypeVar("R")
REGISTRY: dict[str, Callable[..., object]] = {}


class NotAudited(RuntimeError):
    """An act ended without an audit line: a fault of the house, so the act is rolled back."""


def act(name: str) -> Callable[[Callable[P, R]], Callable[P, R]]:
    """Make a keyword-only function an act: one transaction, registered by name, audited or rolled back."""

    def wrap(function: Callable[P, R]) -> Callable[P, R]:
        before_commit = faults.declare(f"{name}:before_commit", f"{name}：提交之前")

        @functools.wraps(function)
        def run(*args: P.args, **kwargs: P.kwargs) -> R:
            with transaction.atomic():
                start = mark()
                result = function(*args, **kwargs)
                if not audited_since(start, name):
                    raise NotAudited(name)
                faults.point(before_commit)
            return result

        run.act_name = name  # type: ignore[attr-defined]
        REGISTRY[name] = run
        return run

    return wrap
