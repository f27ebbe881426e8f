"""Questions about payments, a file per subject; import them from here."""

from jiuzhu.payments.queries.bridge import Bridge, Change, Row, bridge
from jiuzhu.payments.queries.reasons import KINDS, Reason, open_changes, reasons
from jiuzhu.payments.queries.returned import returned_order, returned_orders, was_corrected
from jiuzhu.payments.queries.runs import (
    Waiting,
    cash_before,
    month_runs,
    orders_page,
    run_by_number,
    runs_page,
    states,
    waiting_months,
)
from jiuzhu.payments.queries.soundness import Soundness, soundness
from jiuzhu.payments.queries.unknown import UnknownRun, file_of, open_page, settled_apart, unknown_runs, why_unknown

__all__ = [
    "KINDS",
    "Bridge",
    "Change",
    "Reason",
    "Row",
    "Soundness",
    "UnknownRun",
    "Waiting",
    "bridge",
    "cash_before",
    "file_of",
    "month_runs",
    "open_changes",
    "open_page",
    "orders_page",
    "reasons",
    "returned_order",
    "returned_orders",
    "run_by_number",
    "runs_page",
    "settled_apart",
    "soundness",
    "states",
    "unknown_runs",
    "waiting_months",
    "was_corrected",
    "why_unknown",
]
