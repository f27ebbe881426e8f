"""A person at a desk over real HTTP: reads a page, fills its form, sends it again when the office fell over."""

import html
import re
from dataclasses import dataclass

import httpx

from tests.faults.office import Office, until

FORM = re.compile(r"<form\b([^>]*)>(.*?)</form>", re.S)
FIELD = re.compile(r"<input\b[^>]*>", re.S)
ATTRIBUTE = re.compile(r'([\w-]+)="([^"]*)"')
PASSWORD = "jiuzhu-demo"


@dataclass(frozen=True)
class Form:
    """Where a form goes and what stands hidden in it."""

    action: str
    hidden: dict[str, str]


class Clerk:
    """One signed-in person."""

    def __init__(self, office: Office, username: str) -> None:
        self.office = office
        self.http = httpx.Client(base_url=office.url, timeout=20, trust_env=False)
        answer = self.send(self.form("/signin/", "signin"), username=username, password=PASSWORD)
        assert answer.status_code == 302, answer.text[:400]

    def page(self, path: str) -> str:
        """A page's text; waits while the office is being mended."""
        found: list[str] = []

        def there() -> bool:
            self.office.mend()
            try:
                answer = self.http.get(path)
            except httpx.HTTPError:
                return False
            found[:] = [answer.text]
            assert answer.status_code in (200, 500, 503), (path, answer.status_code, answer.headers.get("location"))
            return answer.status_code == 200

        until(there, f"GET {path}")
        return found[0]

    def form(self, path: str, action: str) -> Form:
        """The form of a page whose address ends so; one that acts carries a key, and goes before one that doesn't."""
        found = []
        for attributes, body in FORM.findall(self.page(path)):
            given = dict(ATTRIBUTE.findall(attributes))
            target = given.get("action", path) or path
            if target.rstrip("/").endswith(action):
                fields = [dict(ATTRIBUTE.findall(f)) for f in FIELD.findall(body)]
                hidden = {f["name"]: html.unescape(f.get("value", "")) for f in fields if f.get("type") == "hidden"}
                found.append(Form(target, hidden))
        assert found, f"no form {action} on {path}"
        return min(found, key=lambda form: "form_key" not in form.hidden)

    def send(self, form: Form, **fields: str) -> httpx.Response:
        """Send until the office acknowledges: the same form, so the act is done once however often it is sent."""
        answers: list[httpx.Response] = []

        def acknowledged() -> bool:
            self.office.mend()
            try:
                answer = self.http.post(form.action, data=form.hidden | fields)
            except httpx.HTTPError:
                return False
            answers[:] = [answer]
            return answer.status_code < 500

        until(acknowledged, f"POST {form.action}")
        return answers[0]

    def do(self, path: str, action: str, **fields: str) -> httpx.Response:
        """Open a page and send its form; must be accepted."""
        answer = self.send(self.form(path, action), **fields)
        assert answer.status_code == 302, (path, action, answer.status_code, _problems(answer.text))
        return answer


def _problems(text: str) -> str:
    found = re.search(r'<div class="errors".*?</div>', text, re.S)
    return re.sub(r"<[^>]+>|\s+", " ", found[0]) if found else text[:500]
