"""The end of a fault test: every promise asked, and the bank's own journal as the judge."""

from jiuzhu.gateways.bank.fake.judge import judge, payments
from tests.faults.office import Office


def assert_all_well(office: Office) -> list[dict[str, object]]:
    """Every promise holds, and the bank paid exactly what is owed; the payments of its journal."""
    asked = office.command("verify")
    assert asked.returncode == 0, asked.stdout + asked.stderr
    due = {f"p{key}": fen for key, fen in office.rows("SELECT id, amount_fen FROM funds_payable")}
    verdict = judge(office.bank_state, due, lambda order_key: order_key.rsplit("-", 1)[0])
    assert verdict.clean, verdict
    unpaid = office.rows("SELECT key, state FROM payments_order WHERE state <> 'paid'")
    assert unpaid == []
    return payments(office.bank_state)
