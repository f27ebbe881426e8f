"""`jiuzhu worker`: does the work that acts left behind — messages, reports, scheduled acts — until it is stopped."""

import argparse

HELP = "后台任务：发送消息、取回核对报告和银行回盘、按日程办理"
NEEDS_DJANGO = True


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--once` empties the queue and ends."""
    parser.add_argument("--once", action="store_true", help="做完现有的任务就结束")


def run(args: argparse.Namespace) -> int:
    """Run procrastinate's worker; at the start, whatever a killed worker left is asked for again."""
    from django.conf import settings
    from django.db import transaction
    from procrastinate.contrib.django import app

    from jiuzhu.ground import clock, jobs, outbox
    from jiuzhu.ground.actor import SYSTEM
    from jiuzhu.ground.scope import scoped

    outbox.load_takers()
    if settings.DEMO:
        import jiuzhu.commands.demo_data.load  # noqa: F401 - brings its job along
    with transaction.atomic(), scoped(SYSTEM):
        outbox.wake()
    jobs.run_clockwork(clock.today())
    with app.replace_connector(app.connector.get_worker_connector()) as worker_app:  # type: ignore[attr-defined]
        worker_app.run_worker(
            wait=not args.once,
            concurrency=2,
            listen_notify=True,
            delete_jobs="successful",
            fetch_job_polling_interval=2.0,
        )
    return 0
