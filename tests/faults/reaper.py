"""Kills parts of an office at random moments, by SIGKILL, while people work; the chance is seeded."""

import random
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

from tests.faults.office import Office, until

# Who may die, and how often: most of what is acknowledged passes the web process.
VICTIMS = ("web",) * 4 + ("database",) * 3 + ("worker",) * 2 + ("bank", "check")
LONGEST_WAIT = 1.5


class Reaper:
    """`kills`: (phase, part) → how often."""

    def __init__(self, office: Office, seed: int) -> None:
        self.office, self.chance = office, random.Random(seed)
        self.kills: Counter[tuple[str, str]] = Counter()

    @property
    def total(self) -> int:
        """All kills."""
        return self.kills.total()

    @contextmanager
    def at_work(self, phase: str, times: int) -> Iterator[None]:
        """While the body runs, so many parts die, each when the one before it is up again."""
        moments = [(self.chance.random() * LONGEST_WAIT, self.chance.choice(VICTIMS)) for _ in range(times)]
        thread = threading.Thread(target=self._reap, args=(phase, moments))
        thread.start()
        try:
            yield
        finally:
            thread.join()
        until(self._whole, "everything up again")

    def _reap(self, phase: str, moments: list[tuple[float, str]]) -> None:
        quiet = threading.Event()
        for wait, victim in moments:
            quiet.wait(wait)
            with self.office.lock:
                self.office.kill(victim)
            self.kills[phase, victim] += 1
            until(self._whole, f"{victim} up again")

    def _whole(self) -> bool:
        self.office.mend()
        return self.office.answers("/readyz")
