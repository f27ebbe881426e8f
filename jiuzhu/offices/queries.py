"""Questions about offices, posts and accounts."""

import datetime as dt
from dataclasses import dataclass
from itertools import product

from django.conf import settings
from django.db import connection
from django.db.models import Case, Q, QuerySet, When

from jiuzhu.ground.models import SignInTry
from jiuzhu.offices.models import Account, Appointment, Backup, Handover, Office, PasswordReset, Township, Village
from jiuzhu.offices.posts import label

# A hash of no password, so that an unknown account name costs the same time as a wrong password.
DUMMY_HASH = "scrypt$16384$jiuzhu$8$5$" + "A" * 86 + "=="


def current_posts(person_id: int, on: dt.date) -> list[Appointment]:
    """Posts a person holds on a day, oldest first."""
    return list(
        Appointment.objects.filter(person_id=person_id, effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("office", "person")
        .order_by("effective_from", "pk")
    )


def holders(township: str, posts: tuple[str, ...], on: dt.date) -> list[Appointment]:
    """Who holds one of these posts in a township on a day, by name."""
    return list(
        Appointment.objects.filter(office__township=township, post__in=posts, effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("person", "office")
        .order_by("person__pinyin", "pk")
    )


def holders_named(names: set[str], township: str, on: dt.date) -> dict[str, set[int]]:
    """Who of these names holds a post in the township, or one of the district, on a day: name → persons."""
    rows = (
        Appointment.objects.filter(office__township__in=(township, ""), person__name__in=names, effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .values_list("person__name", "person_id")
    )
    found: dict[str, set[int]] = {}
    for name, person in rows:
        found.setdefault(name, set()).add(person)
    return found


def same_post(
    person_id: int, office: Office, post: str, village: str, first: dt.date, until: dt.date | None
) -> QuerySet[Appointment]:
    """Appointments of a person to this very post that touch the days from `first` to `until` (exclusive)."""
    rows = Appointment.objects.filter(person_id=person_id, office=office, post=post, village=village)
    rows = rows.filter(Q(effective_to__isnull=True) | Q(effective_to__gt=first))
    return rows.filter(effective_from__lt=until) if until else rows


def successors(post: Appointment, on: dt.date) -> list[Appointment]:
    """Who else holds the same post in the same township now, or will; each person once, by name."""
    rows = (
        Appointment.objects.filter(post=post.post, office__township=post.office.township)
        .exclude(person_id=post.person_id)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("person", "office")
        .order_by("person__pinyin", "pk")
    )
    return list({a.person_id: a for a in rows}.values())


def others_from(post: Appointment, day: dt.date) -> QuerySet[Appointment]:
    """Appointments of other people to the same post in the same township that hold on this day."""
    rows = Appointment.objects.filter(post=post.post, office__township=post.office.township, effective_from__lte=day)
    return rows.filter(Q(effective_to__isnull=True) | Q(effective_to__gt=day)).exclude(person_id=post.person_id)


def keeps_a_post(post: Appointment, day: dt.date) -> bool:
    """Whether the person holds another post in the same township on this day."""
    return (
        Appointment.objects.filter(person_id=post.person_id, office__township=post.office.township)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=day), effective_from__lte=day)
        .exclude(pk=post.pk)
        .exists()
    )


POSTS_SHOWN = 50
RESETS_SHOWN = 20
OWN_RESETS_SHOWN = 5
RELEASING = ("steward", "bureau_officer")
THREE_HANDS = ("handler", "social_affairs_head", "leader_in_charge")
FINANCE = ("finance_preparer", "finance_releaser")


@dataclass(frozen=True, slots=True)
class Staffing:
    """A township's posts on a day, and what it lacks to work lawfully: a Chinese sentence each."""

    township: str
    holders: dict[str, list[Appointment]]
    warnings: list[str]


def staffing(on: dt.date, township: str = "") -> list[Staffing]:
    """Every township's holders by post on a day, with a warning where natural persons don't suffice (n1.1, n8.2); or
    one township's."""
    rows = (
        Appointment.objects.filter(effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .exclude(office__township="")
        .select_related("person", "office")
        .order_by("effective_from", "pk")
    )
    if township:
        rows = rows.filter(office__township=township)
    places = [township] if township else list(township_names())
    by_place: dict[str, dict[str, list[Appointment]]] = {code: {} for code in places}
    for row in rows:
        by_place.setdefault(row.office.township, {}).setdefault(row.post, []).append(row)
    return [Staffing(code, held, _lacks(held)) for code, held in by_place.items()]


def _lacks(held: dict[str, list[Appointment]]) -> list[str]:
    found = [f"{label(post)}没有人。请先任命。" for post in (*THREE_HANDS, *FINANCE) if not held.get(post)]
    for posts, sentence in (
        (THREE_HANDS, "经办、审核、审批须是三个不同的人（通知第一条），现在只有{names}。请再任命别的人。"),
        (FINANCE, "制单和复核须是两个不同的人（通知第八条），现在都是{names}。请再任命别的人。"),
    ):
        people = [{a.person_id for a in held.get(post, [])} for post in posts]
        # A choice of one person a post, all different; with an empty post the sentence above says it already.
        if all(people) and not any(len(set(choice)) == len(posts) for choice in product(*people)):
            names = {a.person.name: None for post in posts for a in held[post]}
            found.append(sentence.format(names="、".join(names)))
    return found


def tries_of(account_key: str) -> QuerySet[SignInTry]:
    """Failed tries counted against an account name."""
    return SignInTry.objects.filter(account_key=account_key)


def sign_in_locked(account_key: str, address_key: str, moment: dt.datetime) -> bool:
    """Whether this name or this address has failed too often of late."""
    since = moment - dt.timedelta(seconds=settings.SIGN_IN_LOCK_SECONDS)
    recent = SignInTry.objects.filter(tried_at__gte=since)
    limit = settings.SIGN_IN_TRIES
    by_name = recent.filter(account_key=account_key).count()
    # A whole office may share one address: it gets more tries than one name, but not without end.
    return by_name >= limit or recent.filter(address_key=address_key).count() >= limit * 10


def township_names() -> dict[str, str]:
    """Code to name."""
    return dict(Township.objects.order_by("code").values_list("code", "name"))


def place_names(township: str) -> dict[str, str]:
    """Code to name: every township, and the villages of this one, in one question."""
    with connection.cursor() as cursor:  # with nearly every page, so in plain SQL
        cursor.execute(
            "SELECT code, name FROM offices_township"
            " UNION ALL SELECT code, name FROM offices_village WHERE township_id = %s",
            [township],
        )
        return dict(cursor.fetchall())


def village_names(township: str) -> dict[str, str]:
    """Code to name, within a township."""
    return dict(Village.objects.filter(township_id=township).order_by("code").values_list("code", "name"))


@dataclass(frozen=True, slots=True)
class Place:
    """A township (or the district, without a code) with what it is made of."""

    code: str
    name: str
    short: str
    villages: list[tuple[str, str]]
    offices: list[str]


def places_there() -> list[Place]:
    """Every township with its villages and offices, then the district's own offices."""
    villages: dict[str, list[tuple[str, str]]] = {}
    for code, name, township in Village.objects.order_by("code").values_list("code", "name", "township_id"):
        villages.setdefault(township, []).append((code, name))
    offices: dict[str, list[str]] = {}
    for name, township in Office.objects.order_by("pk").values_list("name", "township"):
        offices.setdefault(township, []).append(name)
    found = [
        Place(row.code, row.name, row.short, villages.get(row.code, []), offices.get(row.code, []))
        for row in Township.objects.order_by("code")
    ]
    return [*found, Place("", "区级单位", "", [], offices.get("", []))]


def offices_by_place() -> list[tuple[str, list[tuple[int, str]]]]:
    """Offices to choose from: the district's own first, then township by township."""
    names = {"": "区级单位"} | township_names()
    found: dict[str, list[tuple[int, str]]] = {code: [] for code in names}
    for office in Office.objects.order_by("pk"):
        found.setdefault(office.township, []).append((office.pk, office.name))
    return [(names.get(code, code), each) for code, each in found.items() if each]


def villages_by_place() -> list[tuple[str, list[tuple[str, str]]]]:
    """Villages to choose from, township by township."""
    found: dict[str, list[tuple[str, str]]] = {}
    for village in Village.objects.select_related("township").order_by("code"):
        found.setdefault(village.township.name, []).append((village.code, village.name))
    return list(found.items())


def district_posts(on: dt.date) -> list[Appointment]:
    """Who holds a post of the district's own offices on a day."""
    return list(
        Appointment.objects.filter(office__township="", effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("person", "office")
        .order_by("office_id", "pk")
    )


def changes_of_posts(on: dt.date) -> list[Appointment]:
    """Appointments still to come and those that ended, the latest day first."""
    return list(
        Appointment.objects.filter(Q(effective_from__gt=on) | Q(effective_to__lte=on))
        .select_related("person", "office")
        .order_by("-effective_from", "-pk")[:POSTS_SHOWN]
    )


def accounts_by_person() -> dict[int, Account]:
    """Everybody's account; the one that works where there are several."""
    return {row.person_id: row for row in Account.objects.order_by("active", "-pk")}


def a_steward() -> Account | None:
    """Somebody with an account who is or was a steward, or will be."""
    stewards = Appointment.objects.filter(post="steward").values("person_id")
    return Account.objects.filter(person_id__in=stewards).select_related("person").order_by("pk").first()


def opened_by_one(person_id: int) -> Account | None:
    """An account of this person that one steward opened, and for which nobody else ever released a password."""
    rows = Account.objects.filter(person_id=person_id, opened_by__isnull=False, active=True)
    return rows.exclude(resets__state="released").first()


def account_of_person(person_id: int) -> Account | None:
    """The person's account, the one that works first."""
    rows = Account.objects.filter(person_id=person_id).select_related("person", "set_by")
    return rows.order_by("-active", "pk").first()


def resets() -> list[PasswordReset]:
    """Resets of passwords: those that wait, then the latest."""
    first = Case(When(state="waiting", then=0), default=1)
    rows = PasswordReset.objects.select_related("account", "person", "proposed_by", "closed_by")
    return list(rows.order_by(first, "-pk")[:RESETS_SHOWN])


def resets_of(account_id: int) -> list[PasswordReset]:
    """An account's own resets, the latest first; those taken back too."""
    rows = PasswordReset.objects.filter(account_id=account_id).select_related("proposed_by", "closed_by")
    return list(rows.order_by("-pk")[:OWN_RESETS_SHOWN])


def resets_waiting() -> int:
    """How many wait for a second person."""
    return PasswordReset.objects.filter(state="waiting").count()


def releasers(on: dt.date, but: set[int | None]) -> list[Appointment]:
    """Who with an account could release a reset on a day, apart from these people; each once, by name."""
    active = Account.objects.filter(active=True).values("person_id")
    rows = (
        Appointment.objects.filter(post__in=RELEASING, person_id__in=active, effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("person")
        .order_by("person__pinyin", "pk")
    )
    return list({row.person_id: row for row in rows if row.person_id not in but}.values())


def posts_from(person_id: int, on: dt.date) -> list[Appointment]:
    """Posts a person holds on a day or later."""
    return list(
        Appointment.objects.filter(person_id=person_id)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("office", "person")
        .order_by("effective_from", "pk")
    )


def appointment(pk: int) -> Appointment | None:
    """The appointment with this key."""
    return Appointment.objects.select_related("person", "office").filter(pk=pk).first()


def last_backup(kind: str) -> Backup | None:
    """The latest that was made, or the latest drill."""
    return Backup.objects.filter(kind=kind).order_by("-at", "-pk").first()


def handovers(person_id: int | None) -> list[Handover]:
    """Handovers in scope, those waiting for this person first, then the latest."""
    mine = Case(When(state="waiting", taken_by_id=person_id, then=0), default=1)
    return list(Handover.objects.select_related("given_by", "taken_by").order_by(mine, "-pk")[:POSTS_SHOWN])


def handover_by_key(pk: int) -> Handover | None:
    """The handover within the transaction's scope."""
    return Handover.objects.select_related("given_by", "taken_by", "appointment__office").filter(pk=pk).first()


def account_of(account_id: int | None) -> Account:
    """The account with this id."""
    return Account.objects.select_related("person", "set_by").get(pk=account_id)


def demo_accounts() -> QuerySet[Account]:
    """Accounts that the demo's sign-in page offers."""
    return Account.objects.filter(demo=True, active=True).select_related("person").order_by("pk")


def demo_appointments(township: str, on: dt.date) -> list[Appointment]:
    """Posts of a township and of the district held by people with a demo account (`demo_account`: its id)."""
    accounts = dict(demo_accounts().order_by("-pk").values_list("person_id", "pk"))
    rows = (
        Appointment.objects.filter(person_id__in=accounts, office__township__in=[township, ""], effective_from__lte=on)
        .filter(Q(effective_to__isnull=True) | Q(effective_to__gt=on))
        .select_related("office", "person")
        .order_by("pk")
    )
    for row in (found := list(rows)):
        row.demo_account = accounts[row.person_id]  # type: ignore[attr-defined]
    return found
