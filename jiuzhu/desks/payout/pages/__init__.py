"""Pages of the payout desk: the runs, one run with its acts, returned payments, unknown ones, the books."""

from jiuzhu.desks.payout.pages.acts import bank_file, prepare, release, withdraw
from jiuzhu.desks.payout.pages.change import change
from jiuzhu.desks.payout.pages.ledger import ledger
from jiuzhu.desks.payout.pages.orders import orders
from jiuzhu.desks.payout.pages.returned import correct, returned
from jiuzhu.desks.payout.pages.run import run_page
from jiuzhu.desks.payout.pages.runs import runs
from jiuzhu.desks.payout.pages.unknown import ask, decide, resume, stop, unknown, unknown_run

__all__ = [
    "ask",
    "bank_file",
    "change",
    "correct",
    "decide",
    "ledger",
    "orders",
    "prepare",
    "release",
    "resume",
    "returned",
    "run_page",
    "runs",
    "stop",
    "unknown",
    "unknown_run",
    "withdraw",
]
