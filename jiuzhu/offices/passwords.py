"""Passwords: a first one that can be read out, and what a person's own one must be like."""

import secrets

from django.conf import settings
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.core.exceptions import ValidationError

from jiuzhu.ground.refusals import BadInput
from jiuzhu.offices.models import Account

LETTERS, DIGITS = "abcdefghjkmnpqrstuvwxyz", "23456789"  # none that looks like another: l and 1, o and 0, i
GROUP, GROUPS = 4, 4
DIFFERENT = 5  # characters


def first_password() -> str:
    """Four groups of four, to be typed once; the machine's own randomness."""
    groups = ["".join(secrets.choice(LETTERS + DIGITS) for _ in range(GROUP)) for _ in range(GROUPS)]
    return "-".join(groups)


def rules() -> str:
    """The rules as a person reads them before typing."""
    return (
        f"至少 {settings.PASSWORD_LENGTH} 个字符，字母和数字都要有；不能含账号名、姓名拼音、出生日期，"
        "不能太常见，也不能和现在的一样"
    )


def check(account: Account, password: str, *, field: str) -> None:
    """Raises BadInput with the first rule that is broken and what to do."""
    for broken, sentence in (
        (len(password) < settings.PASSWORD_LENGTH, f"太短，至少要 {settings.PASSWORD_LENGTH} 个字符"),
        (not any(c.isalpha() for c in password), "只有数字，请加上字母"),
        (not any(c.isdigit() for c in password), "没有数字，请加上数字"),
        (len(set(password)) < DIFFERENT, "重复的字符太多，请换几个"),
        (_about(account, password), "含账号名、姓名拼音或出生日期，别人猜得到，请换一个"),
        (_common(password), "太常见，别人猜得到，请换一个"),
    ):
        if broken:
            raise BadInput(sentence, field=field)
    if account.password_fits(password):
        raise BadInput("和现在的密码一样，请换一个", field=field)


def _about(account: Account, password: str) -> bool:
    person, typed = account.person, password.lower()
    known = {account.username, person.pinyin.replace(" ", ""), f"{person.born_on:%Y%m%d}", person.name}
    return any(word and word in typed for word in known)


def _common(password: str) -> bool:
    try:
        CommonPasswordValidator().validate(password.strip().lower().rstrip("0123456789!.") or password)
        CommonPasswordValidator().validate(password)
    except ValidationError:
        return True
    return False
