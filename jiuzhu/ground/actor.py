"""Who acts: a frozen value built at the edge (sign-in, worker, command) and passed to every act."""

from dataclasses import dataclass
from typing import Literal

Kind = Literal["person", "system"]
DISTRICT = "*"
NOWHERE = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """A natural person in one post, or the system itself.

    `scope` is what row security lets through: `*` the district, a township code, or nothing.
    """

    kind: Kind
    name: str
    post: str
    office: str = ""
    township: str = ""
    scope: str = NOWHERE
    account_id: int | None = None
    person_id: int | None = None
    appointment_id: int | None = None

    def as_plain(self) -> dict[str, object]:
        """Plain values for the audit entry: ids, never names or numbers of people."""
        return {
            "account": self.account_id,
            "appointment": self.appointment_id,
            "kind": self.kind,
            "office": self.office,
            "person": self.person_id,
            "post": self.post,
            "township": self.township,
        }


SYSTEM = Actor(kind="system", name="系统", post="system", scope=DISTRICT)
