"""The straight case over HTTP, by the people of 北岙街道: each step once, whatever falls over meanwhile."""

import datetime as dt
import re
from collections.abc import Callable

from jiuzhu.commands.demo_data.people import Invented, People
from tests.faults.clerk import Clerk
from tests.faults.office import Office, until

WANGCHAO = "330305001200"


class Story:
    """One family from the window to the booked return. Steps are methods in order; `STEPS` names them."""

    def __init__(self, office: Office, number: int = 1) -> None:
        self.office = office
        self.people = {
            name: Clerk(office, username)
            for name, username in {
                "handler": "chenhaining",
                "second": "lvxiaotang",
                "head": "zhenglixin",
                "leader": "suminglan",
                "preparer": "lixiaozhou",
                "releaser": "hejing",
            }.items()
        }
        invented = People(9000 + number, area=90)
        born = dt.date(1960, 1, 1) + dt.timedelta(days=number)
        self.family: Invented = invented.person(sex="female", born_on=born)
        self.account = f"62170009{number:010d}8"
        self.case = ""
        self.run = ""
        self.before_settling: Callable[[], None] = lambda: None
        self.moves_days = True  # of families side by side, the first moves the day

    def receive(self) -> None:
        """受理."""
        clerk = self.people["handler"]
        form = clerk.form("/intake/new/", "/intake/new")
        fields = {
            "members-TOTAL_FORMS": "1",
            "members-0-name": self.family.name,
            "members-0-number": self.family.number,
            "members-0-relation": "self",
            "members-0-consented": "on",
            "incomes-TOTAL_FORMS": "1",
            "incomes-0-member": "0",
            "incomes-0-kind": "wages",
            "incomes-0-amount": "300.00",
            "incomes-0-per": "month",
            "spendings-TOTAL_FORMS": "0",
            "village": WANGCHAO,
            "account": self.account,
            "pledged": "on",
            "related": "no",
        }
        hidden = {k: v for k, v in form.hidden.items() if k in ("form_key", "csrfmiddlewaretoken")}
        answer = clerk.send(type(form)(form.action, hidden), **fields)
        assert answer.status_code == 302, re.sub(r"<[^>]+>|\s+", " ", answer.text)[:3000]
        self.case = answer.headers["location"]

    def authorise(self) -> None:
        """委托确认."""
        self.people["head"].do(self.case, "confirm_check_authorisation")

    def report(self) -> None:
        """The worker asks the check centre and brings the report."""
        clerk = self.people["handler"]

        def arrived() -> bool:
            self.office.mend()
            return "acts/submit_finding" in clerk.page(self.case)

        until(arrived, "the report")

    def visit(self) -> None:
        """入户."""
        clerk = self.people["handler"]
        second = re.search(r'<option value="(\d+)"[^>]*>吕晓棠', clerk.page(self.case))
        assert second
        clerk.do(
            self.case,
            "record_home_visit",
            visited_on=str(self.day()),
            second=second[1],
            notes="住房老旧",
            family_signed="on",
        )

    def countersign(self) -> None:
        """另一名调查人确认."""
        self.people["second"].do(self.case, "countersign_home_visit")

    def find(self) -> None:
        """送初审."""
        self.people["handler"].do(self.case, "submit_finding", recommends="yes", conclusion="符合条件")

    def opine(self) -> None:
        """初审."""
        self.people["head"].do(self.case, "give_opinion", outcome="confirm", text="拟确认")

    def publish(self) -> None:
        """张榜."""
        self.people["handler"].do(self.case, "start_publication")

    def close(self) -> None:
        """Seven days later: 没有异议."""
        clerk = self.people["handler"]
        for by in ("7", "1") if self.moves_days else ():
            clerk.do(self.case, "day", by=by)
        clerk.do(self.case, "close_publication", outcome="clear")

    def decide(self) -> None:
        """审批, the password again."""
        self.people["leader"].do(self.case, "decide_case", outcome="approve", text="同意", password="jiuzhu-demo")

    def announce(self) -> None:
        """公布."""
        self.people["handler"].do(self.case, "announce_decision")

    def prepare(self) -> None:
        """On the first of the month after, once the clockwork has owed the month: 制单."""
        clerk = self.people["preparer"]
        clerk.do("/payout/", "day", by="month")
        query = f"SELECT 1 FROM ground_clockworkrun WHERE name = 'owe_month' AND day = '{self.day()}'"

        def owed() -> bool:
            self.office.mend()
            return bool(self.office.rows(query))

        until(owed, "the month owed")
        self.run = clerk.do("/payout/", "payout/prepare", month=f"{self.day():%Y-%m}").headers["location"]

    def release(self) -> None:
        """放行 by another, who types the total."""
        number = self.run_number()
        total = self.office.rows(f"SELECT sum_fen FROM payments_run WHERE number = '{number}'")[0][0]
        yuan = f"{total // 100}.{total % 100:02d}"
        self.people["releaser"].do(self.run, "release", typed=yuan, password="jiuzhu-demo")

    def settle(self) -> None:
        """The worker sends the file, the bank pays and answers."""
        self.before_settling()
        number = self.run_number()

        def closed() -> bool:
            self.office.mend()
            return self.office.rows(f"SELECT state FROM payments_run WHERE number = '{number}'") == [("closed",)]

        until(closed, "the bank's return")

    def day(self) -> dt.date:
        """The demo's day."""
        found: dt.date = self.office.rows("SELECT day FROM ground_demoday")[0][0]
        return found

    def months_paid(self) -> int:
        """How many months this family was paid, by our books."""
        token = self.office.rows(f"SELECT token FROM cases_case WHERE number = '{self.number()}'")[0][0]
        return int(
            self.office.rows(
                "SELECT count(*) FROM payments_order o JOIN funds_payable p ON p.id = o.payable_id"
                f" WHERE p.matter = '{token}' AND o.state = 'paid'"
            )[0][0]
        )

    def run_number(self) -> str:
        """The number of the run it was paid by."""
        return self.run.rstrip("/").rsplit("/", 1)[-1]

    def number(self) -> str:
        """The case's number."""
        return self.case.rstrip("/").rsplit("/", 1)[-1]


STEPS = (
    "receive", "authorise", "visit", "countersign", "report", "find", "opine", "publish", "close", "decide", "announce",
    "prepare", "release", "settle",
)  # fmt: skip
