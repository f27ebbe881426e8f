"""What `jiuzhu verify` asks: every promise of trust.md as a question that must find nothing. Later rooms add theirs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from django.db import connection

from jiuzhu.ground import audit, files
from jiuzhu.ground.models import AuditEntry, StoredFile
from jiuzhu.ground.refusals import Refusal
from jiuzhu.law.procedure import ProcedureError, pinned
from jiuzhu.payments.models import BankFile, Run
from jiuzhu.payments.totals import hash_total


@dataclass(frozen=True, slots=True)
class Check:
    """A promise, its Chinese name, and what finds breaches of it."""

    key: str
    promise: str
    breaches: Callable[[], Iterator[str]]


def _sql(query: str) -> Callable[[], Iterator[str]]:
    """Rows of a query as breaches: the first column names the row."""

    def run() -> Iterator[str]:
        with connection.cursor() as cursor:
            cursor.execute(query)
            for row in cursor:
                yield " ".join(str(cell) for cell in row)

    return run


def _audit_leaves() -> Iterator[str]:
    for row in AuditEntry.objects.order_by("pk").iterator(2000):
        if not audit.proves(row):
            yield f"audit {row.pk}"


def _stored_files() -> Iterator[str]:
    for row in StoredFile.objects.order_by("pk").iterator(500):
        try:
            files.read(row)
        except (Refusal, OSError):
            yield f"file {row.pk} {row.label}"


def _pinned_procedures() -> Iterator[str]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT DISTINCT procedure, procedure_digest FROM cases_case ORDER BY 1")
        for version, digest in cursor.fetchall():
            try:
                pinned(version, digest)
            except ProcedureError as error:
                yield str(error)


def _control_totals() -> Iterator[str]:
    for run in Run.objects.prefetch_related("orders").order_by("pk").iterator(200):
        orders = list(run.orders.all())
        totals = (len(orders), sum(o.amount_fen for o in orders))
        hashed = hash_total((o.sequence, o.account, o.amount_fen) for o in orders)
        if totals != (run.count, run.sum_fen) or hashed != run.hash_total:
            yield f"run {run.number}"


def _bank_files() -> Iterator[str]:
    for row in BankFile.objects.select_related("file", "run").order_by("pk").iterator(200):
        if row.file.digest != row.digest:
            yield f"bank file {row.run.number}"


CHECKS = (
    Check("entries_balance", "L1 每笔分录合计为零", _sql(
        "SELECT entry_id FROM funds_posting GROUP BY entry_id HAVING sum(fen) <> 0")),
    Check("books_balance", "L2 全部账户合计为零", _sql("SELECT sum(fen) FROM funds_posting HAVING sum(fen) <> 0")),
    Check("no_cash_below_zero", "L4 没有账户为负", _sql(
        "SELECT a.key, sum(p.fen) FROM funds_posting p JOIN funds_fundaccount a ON a.id = p.account_id"
        " WHERE a.kind = 'cash' GROUP BY a.key HAVING sum(p.fen) < 0")),
    Check("payable_once", "L5 同一户同一月同一待遇只应发一次", _sql(
        "SELECT unit, benefit, month FROM funds_payable GROUP BY unit, benefit, month, reason, payee_share"
        " HAVING count(*) > 1")),
    Check("paid_once", "L6 一笔应发最多付一次", _sql(
        "SELECT payable_id FROM payments_order WHERE state IN ('prepared', 'sent', 'unknown', 'paid')"
        " GROUP BY payable_id HAVING count(*) > 1")),
    Check("payables_are_booked", "L3 每笔应发都已入账且金额相同", _sql(
        "SELECT p.id FROM funds_payable p LEFT JOIN funds_entry e ON e.key = 'owe:' || p.id"
        " LEFT JOIN funds_posting s ON s.entry_id = e.id AND s.fen = p.amount_fen WHERE s.id IS NULL")),
    Check("returns_are_booked", "L8 已付、失败、在途合计等于应付", _sql(
        "SELECT r.number FROM payments_run r JOIN payments_order o ON o.run_id = r.id"
        " GROUP BY r.id, r.number, r.sum_fen HAVING sum(o.amount_fen) <> r.sum_fen")),
    Check("paid_is_booked", "L9 银行已付的数等于账上的数", _sql(
        "SELECT r.number FROM payments_run r"
        " LEFT JOIN funds_entry e ON e.key = 'return:' || r.number"
        " LEFT JOIN funds_posting p ON p.entry_id = e.id AND p.fen > 0"
        " LEFT JOIN funds_fundaccount a ON a.id = p.account_id AND a.kind = 'payable'"
        " WHERE r.state = 'closed' GROUP BY r.id, r.number"
        " HAVING coalesce(sum(p.fen) FILTER (WHERE a.id IS NOT NULL), 0) <> (SELECT coalesce(sum(o.amount_fen), 0)"
        " FROM payments_order o WHERE o.run_id = r.id AND o.state = 'paid')")),
    Check("three_hands", "通知第一条 同一人不在同一案的两个环节", _sql(
        "SELECT matter, person_id FROM decisions_hand GROUP BY matter, person_id HAVING count(DISTINCT hand) > 1")),
    Check("decisions_have_three_hands", "通知第一条 每个决定都有三个人", _sql(
        "SELECT d.matter FROM decisions_decision d WHERE"
        " (SELECT count(DISTINCT h.hand) FROM decisions_hand h WHERE h.matter = d.matter) < 3")),
    Check("open_cases_wait_somewhere", "在办的案件都有人在办", _sql(
        "SELECT c.number FROM cases_case c WHERE c.state = 'open' AND NOT EXISTS"
        " (SELECT 1 FROM cases_task t WHERE t.case_id = c.id AND t.closed_on IS NULL)")),
    Check("grants_have_entitlements", "57号第二十一条 同意的都有待遇", _sql(
        "SELECT d.matter FROM decisions_decision d LEFT JOIN entitlements_entitlement e ON e.decision_id = d.id"
        " WHERE d.outcome = 'approve' AND e.id IS NULL")),
    Check("audit_leaves", "每条记录与它的指纹相符", _audit_leaves),
    Check("stored_files", "每个文件与它的指纹相符", _stored_files),
    Check("bank_files", "送银行的文件与登记的指纹相符", _bank_files),
    Check("control_totals", "L9 发放单的笔数、金额、校验与明细相符", _control_totals),
    Check("pinned_procedures", "流程版本的内容与案件开始时相同", _pinned_procedures),
)  # fmt: skip
