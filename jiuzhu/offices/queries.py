"""Questions about offices, posts and accounts."""

import datetime as dt

from django.conf import settings
from django.db.models import Q, QuerySet

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.models import SignInTry
from jiuzhu.offices.models import Account, Appointment, Township, Village
from jiuzhu.offices.posts import POSTS

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


def actor_of(account: Account, appointment: Appointment) -> Actor:
    """The actor value for a signed-in account in one of its posts."""
    post = POSTS[appointment.post]
    return Actor(
        kind="person",
        name=account.person.name,
        post=appointment.post,
        office=appointment.office.name,
        township=appointment.office.township,
        scope=DISTRICT if post.district else appointment.office.township,
        account_id=account.pk,
        person_id=account.person_id,
        appointment_id=appointment.pk,
    )


def signed_in(account_id: int, appointment_id: int, on: dt.date) -> Actor | None:
    """The actor of a session, if account and post still hold on this day."""
    account = Account.objects.filter(pk=account_id, active=True).select_related("person").first()
    if account is None:
        return None
    for appointment in current_posts(account.person_id, on):
        if appointment.pk == appointment_id:
            return actor_of(account, appointment)
    return None


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


def village_names(township: str) -> dict[str, str]:
    """Code to name, within a township."""
    return dict(Village.objects.filter(township_id=township).order_by("code").values_list("code", "name"))


def account_of(account_id: int | None) -> Account:
    """The account with this id."""
    return Account.objects.select_related("person").get(pk=account_id)


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
