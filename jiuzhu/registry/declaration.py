"""What a family declares at the window, as plain frozen values; forms and the demo build it, one act stores it."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class MemberDeclared:
    """A member as declared."""

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
    consented: bool = False


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
class Declaration:
    """A family's declaration. Property left out (None) was not looked into."""

    members: tuple[MemberDeclared, ...]
    amounts: tuple[AmountDeclared, ...] = field(default=())
    address: str = ""
    phone: str = ""
    payee_name: str = ""
    account: str = ""
    money_fen: int | None = None
    homes: int | None = None
    vehicles: int | None = None
    shops: int | None = None
    companies: int | None = None
    relatives: tuple[RelativeDeclared, ...] = field(default=())
    pledged: bool = False
