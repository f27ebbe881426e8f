"""`jiuzhu migrate`: bring the database to this version, as the owner role, and gather the static files."""

import argparse

HELP = "把数据库升级到当前版本（以所有者角色执行），并整理静态文件"
NEEDS_DJANGO = True
LOCK_TIMEOUT = "10s"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """No arguments: there is one way forward."""


def run(args: argparse.Namespace) -> int:
    """Default rights first (new tables get them), then migrations; safe to repeat."""
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connections

    from jiuzhu.commands.support.progress import say
    from jiuzhu.ground import roles

    with connections["owner"].cursor() as cursor:
        cursor.execute("SELECT to_regclass('django_migrations') IS NULL")
        if cursor.fetchone()[0]:
            # Once only: repeated, it would hand back the rights that insert-only tables took away.
            cursor.execute(roles.grant_defaults_sql())
        # A migration that cannot get its lock soon gives up instead of making every clerk wait behind it.
        cursor.execute(f"SET lock_timeout = '{LOCK_TIMEOUT}'")
    call_command("migrate", database="owner", interactive=False, verbosity=0)
    call_command("collectstatic", interactive=False, verbosity=0)
    say(f"数据库已是最新。静态文件在 {settings.STATIC_ROOT}")
    return 0
