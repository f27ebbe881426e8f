"""The people of a township who take families from the window to the decision over HTTP, each signed in."""

import datetime as dt
import html
import re
import time
from dataclasses import dataclass, field

import httpx

from jiuzhu.commands.demo_data.people import Invented, People

PASSWORD = "jiuzhu-demo"
FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
FIELD = re.compile(r"<input\b[^>]*>", re.S)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
KEPT = ("form_key", "csrfmiddlewaretoken")
Times = dict[str, list[float]]


class Clerk:
    """One signed-in person."""

    def __init__(self, address: str, username: str) -> None:
        self.http = httpx.Client(base_url=address, timeout=120, trust_env=False)
        self.pages: Times = {}
        self.sent: Times = {}
        self.do("sign in", "/signin/", "signin", username=username, password=PASSWORD)

    def do(self, step: str, path: str, action: str, *, find: str = "", **fields: str) -> httpx.Response:
        """Fetch the page, send its form; must be done. `find`: a field to choose on the page, as `name=label`."""
        begun = time.perf_counter()
        page = self.http.get(path)
        self.pages.setdefault(step, []).append(time.perf_counter() - begun)
        if page.status_code != 200:
            raise SystemExit(f"{step}: GET {path} answers {page.status_code}")
        target, hidden = form_of(page.text, path, action)
        if find:
            name, _, label = find.partition("=")
            chosen = re.search(rf'<option value="(\d+)"[^>]*>{label}', page.text)
            fields[name] = chosen[1] if chosen else ""
        begun = time.perf_counter()
        answer = self.http.post(target, data=hidden | fields)
        self.sent.setdefault(step, []).append(time.perf_counter() - begun)
        if answer.status_code != 302:
            said = re.sub(r"<[^>]+>|\s+", " ", answer.text)
            raise SystemExit(f"{step}: POST {target} answers {answer.status_code}: {said[:1500]}")
        return answer


def form_of(page: str, path: str, action: str) -> tuple[str, dict[str, str]]:
    """Where the form goes whose address ends so, and its key; one that acts goes before one that doesn't."""
    found = []
    for attributes, body in FORM.findall(page):
        target = dict(ATTRIBUTE.findall(attributes)).get("action", path) or path
        if target.rstrip("/").endswith(action):
            inputs = [dict(ATTRIBUTE.findall(one)) for one in FIELD.findall(body)]
            hidden = {f["name"]: html.unescape(f.get("value", "")) for f in inputs if f.get("type") == "hidden"}
            found.append((target, {name: value for name, value in hidden.items() if name in KEPT}))
    if not found:
        raise SystemExit(f"{path} has no form {action}")
    return min(found, key=lambda form: "form_key" not in form[1])


@dataclass
class Township:
    """Four people and the families of a township; one thing at a time."""

    code: str
    number: int
    families: list[Invented]
    people: dict[str, Clerk] = field(default_factory=dict)
    cases: list[str] = field(default_factory=list)
    second: str = ""
    village: str = ""
    pages: Times = field(default_factory=dict)
    sent: Times = field(default_factory=dict)

    @classmethod
    def with_families(cls, code: str, number: int, count: int) -> "Township":
        """With so many invented women who live alone."""
        people = People(9000 + number, area=60 + number)
        born = [dt.date(1960, 1, 1) + dt.timedelta(days=n) for n in range(count)]
        return cls(code, number, [people.person(sex="female", born_on=day) for day in born])

    def sign_in(self, address: str) -> None:
        """Everybody once."""
        from jiuzhu.offices.models import Account, Village

        def holders(post: str) -> list[Account]:
            held = {"person__appointments__post": post, "person__appointments__office__township": self.code}
            return list(Account.objects.filter(**held).select_related("person").order_by("pk"))

        handler, second = holders("handler")[:2]
        accounts = {
            "handler": handler,
            "second": second,
            "head": holders("social_affairs_head")[0],
            "leader": holders("leader_in_charge")[0],
        }
        self.second = second.person.name
        self.village = Village.objects.filter(township=self.code).order_by("code").values_list("code", flat=True)[0]
        self.people = {name: Clerk(address, account.username) for name, account in accounts.items()}
        for clerk in self.people.values():
            clerk.pages, clerk.sent = self.pages, self.sent

    def work(self, steps: tuple[str, ...]) -> None:
        """These steps for every family, a family at a time."""
        for n in range(len(self.families)):
            for step in steps:
                getattr(self, step)(n)

    def _do(self, who: str, step: str, n: int, action: str, **fields: str) -> None:
        self.people[who].do(step, self.cases[n], action, **fields)

    def receive(self, n: int) -> None:
        """受理."""
        family, number = self.families[n], self.number * 1000 + n
        fields = {
            "members-TOTAL_FORMS": "1", "members-0-name": family.name, "members-0-number": family.number,
            "members-0-relation": "self", "members-0-consented": "on",
            "incomes-TOTAL_FORMS": "1", "incomes-0-member": "0", "incomes-0-kind": "wages",
            "incomes-0-amount": "300.00", "incomes-0-per": "month", "spendings-TOTAL_FORMS": "0",
            "village": self.village, "account": f"62170009{number:010d}8", "pledged": "on", "related": "no",
        }  # fmt: skip
        answer = self.people["handler"].do("receive", "/intake/new/", "/intake/new", **fields)
        self.cases.append(answer.headers["location"])

    def authorise(self, n: int) -> None:
        """委托确认."""
        self._do("head", "authorise", n, "confirm_check_authorisation")

    def visit(self, n: int) -> None:
        """入户, on the demo's day."""
        from jiuzhu.commands.demo_data.load import TODAY

        fields = {"visited_on": TODAY.isoformat(), "notes": "住房老旧", "family_signed": "on"}
        self._do("handler", "visit", n, "record_home_visit", find=f"second={self.second}", **fields)

    def countersign(self, n: int) -> None:
        """另一名调查人确认."""
        self._do("second", "countersign", n, "countersign_home_visit")

    def find(self, n: int) -> None:
        """送初审."""
        self._do("handler", "find", n, "submit_finding", recommends="yes", conclusion="符合条件")

    def opine(self, n: int) -> None:
        """初审."""
        self._do("head", "opine", n, "give_opinion", outcome="confirm", text="拟确认")

    def publish(self, n: int) -> None:
        """张榜."""
        self._do("handler", "publish", n, "start_publication")

    def close(self, n: int) -> None:
        """没有异议."""
        self._do("handler", "close", n, "close_publication", outcome="clear")

    def decide(self, n: int) -> None:
        """审批, the password again."""
        self._do("leader", "decide", n, "decide_case", outcome="approve", text="同意", password=PASSWORD)

    def announce(self, n: int) -> None:
        """公布."""
        self._do("handler", "announce", n, "announce_decision")

    def move_days(self, *by: int) -> None:
        """The demo's day goes on; counts as no act."""
        handler = self.people["handler"]
        for days in by:
            handler.do("day", self.cases[0], "day", by=str(days))
