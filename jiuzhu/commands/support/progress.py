"""Progress goes to stderr; stdout belongs to the command's answer."""

import sys


def say(sentence: str) -> None:
    """One line of progress."""
    print(sentence, file=sys.stderr, flush=True)  # noqa: T201
