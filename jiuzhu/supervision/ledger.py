"""L1–L9 of trust.md: the money, asked of the rows themselves. The same rules stand as constraints in the database."""

from collections.abc import Iterator

from jiuzhu.payments.models import BankFile, Run
from jiuzhu.payments.totals import hash_total
from jiuzhu.supervision.question import Check, rows_of

ENTRIES = (
    "SELECT e.key FROM funds_entry e LEFT JOIN funds_posting p ON p.entry_id = e.id"
    " LEFT JOIN funds_fundaccount a ON a.id = p.account_id"
    " WHERE p.id IS NULL OR p.township <> e.township OR a.township <> e.township GROUP BY e.id, e.key"
)
# Debit for cash, transit and expense; credit for source and payable.
SIDES = (
    "SELECT a.key, sum(p.fen) FROM funds_posting p JOIN funds_fundaccount a ON a.id = p.account_id"
    " GROUP BY a.key, a.kind HAVING CASE WHEN a.kind IN ('cash', 'transit', 'expense') THEN sum(p.fen) < 0"
    " ELSE sum(p.fen) > 0 END"
)
STANDS_FOR = """
WITH books AS (
  SELECT a.township, a.kind, coalesce(sum(p.fen), 0) AS fen
  FROM funds_fundaccount a LEFT JOIN funds_posting p ON p.account_id = a.id
  WHERE a.kind IN ('payable', 'transit') GROUP BY a.township, a.kind
), stand AS (
  SELECT p.township, 'payable' AS kind, -sum(p.amount_fen) AS fen FROM funds_payable p GROUP BY p.township
  UNION ALL
  SELECT o.township, CASE o.state WHEN 'paid' THEN 'payable' ELSE 'transit' END, sum(o.amount_fen)
  FROM payments_order o WHERE o.state IN ('paid', 'sent', 'unknown') GROUP BY 1, 2
)
SELECT b.township, b.kind, b.fen FROM books b LEFT JOIN stand s USING (township, kind)
GROUP BY b.township, b.kind, b.fen HAVING b.fen <> coalesce(sum(s.fen), 0)
"""
AS_GRANTED = (
    "SELECT p.id FROM funds_payable p WHERE p.reason = 'regular' AND NOT EXISTS (SELECT 1 FROM"
    " entitlements_entitlement e WHERE e.id = p.entitlement_id_value AND e.matter = p.matter"
    " AND e.programme = p.benefit AND e.amount_fen = p.amount_fen AND e.span @> p.month)"
)
AS_OWED = (
    "SELECT o.key FROM payments_order o JOIN payments_run r ON r.id = o.run_id JOIN funds_payable p"
    " ON p.id = o.payable_id WHERE o.amount_fen <> p.amount_fen OR (o.township, r.township, r.programme, r.month)"
    " <> (p.township, p.township, p.benefit, p.month)"
)
AFTER_PROOF = (
    "SELECT o.key FROM payments_order o WHERE o.attempt - 1 <> (SELECT count(*) FROM payments_order x"
    " WHERE x.payable_id = o.payable_id AND x.attempt < o.attempt AND x.state IN ('failed', 'cancelled'))"
)
PROVED = "SELECT o.key FROM payments_order o WHERE o.state IN ('paid', 'failed') AND NOT payments_order_is_proved(o)"
MIRRORS = (
    "SELECT e.key FROM funds_entry e JOIN funds_entry o ON o.id = e.reverses_id WHERE o.reverses_id IS NOT NULL OR"
    " EXISTS (SELECT p.account_id FROM funds_posting p WHERE p.entry_id IN (e.id, o.id) GROUP BY p.account_id"
    " HAVING sum(p.fen) <> 0)"
)
PAID = (
    "SELECT r.number FROM payments_run r JOIN payments_order o ON o.run_id = r.id"
    " WHERE r.state NOT IN ('prepared', 'cancelled') GROUP BY r.id, r.number, r.sum_fen, r.state"
    " HAVING sum(o.amount_fen) FILTER (WHERE o.state IN ('paid', 'failed', 'sent', 'unknown')) <> r.sum_fen"
    " OR r.state = 'closed' AND bool_or(o.state IN ('sent', 'unknown'))"
)
RELEASED = (
    "SELECT r.number FROM payments_run r WHERE r.state NOT IN ('prepared', 'cancelled') AND NOT EXISTS (SELECT 1"
    " FROM funds_entry e JOIN funds_posting p ON p.entry_id = e.id JOIN funds_fundaccount a ON a.id = p.account_id"
    " WHERE e.key = 'release:' || r.number AND a.kind = 'cash' AND p.fen = -r.sum_fen)"
)
RETURNED = (
    "SELECT r.number FROM payments_run r WHERE r.state = 'closed' AND (SELECT coalesce(sum(p.fen), 0)"
    " FROM funds_entry e JOIN funds_posting p ON p.entry_id = e.id AND p.fen > 0"
    " JOIN funds_fundaccount a ON a.id = p.account_id AND a.kind = 'payable'"
    " WHERE e.key = 'return:' || r.number"
    " OR e.key IN (SELECT 'settle:' || o.key FROM payments_order o WHERE o.run_id = r.id))"
    " <> (SELECT coalesce(sum(o.amount_fen), 0) FROM payments_order o WHERE o.run_id = r.id AND o.state = 'paid')"
)


def _control_totals() -> Iterator[str]:
    for run in Run.objects.prefetch_related("orders").order_by("pk").iterator(200):
        orders = list(run.orders.all())
        totals = (len(orders), sum(o.amount_fen for o in orders))
        hashed = hash_total((o.sequence, o.account, o.amount_fen) for o in orders)
        if totals != (run.count, run.sum_fen) or hashed != run.hash_total:
            yield f"run {run.number}"


def _bank_files() -> Iterator[str]:
    for row in BankFile.objects.select_related("file", "run").order_by("pk").iterator(200):
        run = row.run
        totals = (row.count, row.sum_fen, row.hash_total)
        if row.file.digest != row.digest or totals != (run.count, run.sum_fen, run.hash_total):
            yield f"bank file {run.number}"


LEDGER = (
    Check("entries_balance", "L1 每笔分录合计为零", rows_of(
        "SELECT entry_id FROM funds_posting GROUP BY entry_id HAVING sum(fen) <> 0")),
    Check("entries_whole", "L1 每笔分录都有明细，都在本街道（乡镇）的账户里", rows_of(ENTRIES)),
    Check("books_balance", "L2 全部账户合计为零", rows_of("SELECT sum(fen) FROM funds_posting HAVING sum(fen) <> 0")),
    Check("payables_are_booked", "L3 每笔应发都已入账且金额相同", rows_of(
        "SELECT p.id FROM funds_payable p LEFT JOIN funds_entry e ON e.key = 'owe:' || p.id"
        " LEFT JOIN funds_posting s ON s.entry_id = e.id AND s.fen = p.amount_fen WHERE s.id IS NULL")),
    Check("balances_stand_for_rows", "L3 应付和在途的余额等于还没有付、还在银行的各笔", rows_of(STANDS_FOR)),
    Check("no_account_below_zero", "L4 没有账户为负", rows_of(SIDES)),
    Check("payable_once", "L5 同一户同一月同一待遇只应发一次", rows_of(
        "SELECT unit, benefit, month FROM funds_payable GROUP BY unit, benefit, month, reason, payee_share"
        " HAVING count(*) > 1")),
    Check("payables_as_granted", "L5 每笔应发都有当月生效的待遇，金额相同", rows_of(AS_GRANTED)),
    Check("paid_once", "L6 一笔应发最多付一次", rows_of(
        "SELECT payable_id FROM payments_order WHERE state IN ('prepared', 'sent', 'unknown', 'paid')"
        " GROUP BY payable_id HAVING count(*) > 1")),
    Check("orders_as_owed", "L6 每笔付款付的就是它的应发款", rows_of(AS_OWED)),
    Check("attempts_after_proof", "L6 上一次证明没有付出，才有下一次", rows_of(AFTER_PROOF)),
    Check("settled_by_proof", "L6 已付和退票都有银行的凭据或另一个人的认定", rows_of(PROVED)),
    Check("returns_agree", "L6 银行后来的回盘与认定的结果没有不同", rows_of(
        "SELECT r.number FROM payments_run r JOIN payments_bankfile b ON b.run_id = r.id"
        " WHERE r.state = 'closed' AND b.state = 'accepted' AND b.problem <> ''")),
    Check("reversals_mirror", "L7 冲回与原分录相反，各一次", rows_of(MIRRORS)),
    Check("runs_settle", "L8 已付、退票、未知、在途合计等于应付", rows_of(PAID)),
    Check("releases_are_booked", "L8 放行的都已从账户划出", rows_of(RELEASED)),
    Check("control_totals", "L9 发放单的笔数、金额、校验与明细相符", _control_totals),
    Check("bank_files", "L9 送银行的文件与登记的指纹、发放单的校验相符", _bank_files),
    Check("paid_is_booked", "L9 银行已付的数等于账上的数", rows_of(RETURNED)),
)  # fmt: skip
