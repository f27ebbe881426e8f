"""What a family declares at the window, as plain frozen values; forms and the demo build it, one act stores it."""

import datetime as dt
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeclared:
    """A member as declared. `kinship`: what they are to the applicant where `relation` has no word for it.

    `consented`: signed the permission to check; from and until left out, it is from today and as long as one holds.
    `guardian`: who signed for a child.
    """

    name: str
    number: str
    relation: str
    disability_kind: str = ""
    disability_grade: int | None = None
    serious_illness: bool = False
    student: str = "none"
    independent: bool | None = None
    co_residing: bool | None = None
    absent: str = "none"
    works: bool | None = None
    note: str = ""
    kinship: str = ""
    consented: bool = False
    consent_from: dt.date | None = None
    consent_until: dt.date | None = None
    consent_scope: str = "application"
    guardian: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class AmountDeclared:
    """An income or (with `spending`) a cost; `member` counts from 0."""

    member: int
    kind: str
    fen: int
    per: str
    spending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class RelativeDeclared:
    """A near relative who works in intake, review or approval, or in the village's committee (57.11).

    `kin`: what they are to the family; `officer`: their row among persons, where they hold a post of this system.
    """

    name: str
    kin: str
    post: str
    officer: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class SupporterDeclared:
    """Somebody outside the household who owes the applicant support (43.8), and what they said when asked (ssf.41).

    `answer`: of SUPPORTER_ANSWERS, empty while nobody asked; `why` they did not sign, or owe nothing. The number may be
    left out where there is no signature.
    """

    name: str
    kin: str
    number: str = ""
    answer: str = ""
    why: str = ""
    signed_on: dt.date | None = None
    until: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgentDeclared:
    """Who applies for the family under a power of attorney (57.6): a person with a number, or a village committee."""

    name: str
    relation: str
    until: dt.date | None
    number: str = ""
    phone: str = ""
    scope: str = "apply"
    filed: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Declaration:
    """A family's declaration. Property left out (None) was not looked into.

    `pledged_instead`: papers the family pledges for instead of bringing them (证明事项告知承诺制).
    """

    members: tuple[MemberDeclared, ...]
    amounts: tuple[AmountDeclared, ...] = field(default=())
    address: str = ""
    residence: str = ""
    phone: str = ""
    payee_name: str = ""
    account: str = ""
    money_fen: int | None = None
    homes: int | None = None
    vehicles: int | None = None
    shops: int | None = None
    companies: int | None = None
    relatives: tuple[RelativeDeclared, ...] = field(default=())
    supporters: tuple[SupporterDeclared, ...] = field(default=())
    agent: AgentDeclared | None = None
    pledged: bool = False
    pledged_instead: tuple[str, ...] = field(default=())
