"""A person at a desk, through the real middleware: signs in with name and password, looks, sends forms."""

import re

from django.test import Client

from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.models import Account
from tests.district import BEIAO, holder

KEY = re.compile(r'name="form_key" value="([^"]+)"')


class Visitor(Client):
    """A browser without scripts. `actor` is who is signed in."""

    actor: Actor | None = None

    def sign_in(self, actor: Actor) -> "Visitor":
        """Through the sign-in page; fails loudly when it doesn't let the person in."""
        account = Account.objects.get(pk=actor.account_id)
        answer = self.post("/signin/", {"username": account.username, "password": PASSWORD})
        assert answer.status_code == 302, answer.content.decode()
        self.actor = actor
        set_scope(DISTRICT)
        return self

    def text(self, address: str, status: int = 200) -> str:
        """A page's text."""
        answer = self.get(address)
        assert answer.status_code == status, (address, answer.status_code, answer.content.decode()[:600])
        set_scope(DISTRICT)
        return answer.content.decode()

    def form_key(self, address: str) -> str:
        """The key of the first form on a page."""
        found = KEY.search(self.text(address))
        assert found, f"no form on {address}"
        return found[1]

    def sends(self, page: str, tail: str, status: int, **form: object) -> str:
        """A form of a page, with its key and the password; the answer's text."""
        answer = self.post(f"{page}{tail}", {"form_key": self.form_key(page), "password": PASSWORD} | form)
        set_scope(DISTRICT)
        text = answer.content.decode()
        assert answer.status_code == status, text
        return text


def visitor(post: str, township: str = BEIAO, nth: int = 0) -> Visitor:
    """Somebody in this post, signed in."""
    return Visitor(raise_request_exception=False).sign_in(holder(post, township, nth))
