"""How the pages are served."""

WORKERS = 2
# An upload holds its thread until its last byte has come. Twelve slow ones may all fall to one process; four threads
# are still left there to answer everybody else (tests/faults/test_slow_uploads.py).
THREADS = 16


def words(host: str, port: int) -> list[str]:
    """What granian is started with: `python -m granian …`."""
    return [
        *("--interface", "wsgi", "--host", host, "--port", str(port), "--no-ws"),
        *("--workers", str(WORKERS), "--blocking-threads", str(THREADS)),
        *("--respawn-failed-workers", "--workers-kill-timeout", "5", "config.wsgi:application"),
    ]
