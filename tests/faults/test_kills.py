"""Web, worker, database, check centre and bank are killed at marked points; nothing acknowledged is lost.

One office, several families. Before each step a point is armed; the process that passes it dies by SIGKILL, is started
again, and the clerk sends the same form again. At the end every promise is asked, and the bank's own journal is judge.
"""

import os
import shutil

from jiuzhu.commands.support import places, postgres, secrets
from tests.faults.office import Office, until
from tests.faults.story import STEPS, Story
from tests.faults.well import assert_all_well

# step → the points that family 1, 2, … is killed at.
POINTS: dict[str, tuple[str, ...]] = {
    "receive": (
        "receive_application:before_commit", "register_person:before_commit", "declare_household:before_commit",
    ),
    "authorise": (
        "confirm_check_authorisation:before_commit", "outbox:after_delivery", "record_check_report:before_commit",
        "facts:between_handoffs",
    ),
    "visit": ("record_home_visit:before_commit", "note_home_visit:before_commit", "lay_hand:before_commit"),
    "countersign": ("countersign_home_visit:before_commit", "sign_home_visit:before_commit"),
    "report": (),
    "find": ("submit_finding:before_commit",),
    "opine": ("give_opinion:before_commit",),
    "publish": ("start_publication:before_commit",),
    "close": ("close_publication:before_commit", "move_day:before_commit"),
    "decide": ("decide_case:before_commit", "grant_entitlement:before_commit", "owe_payable:before_commit"),
    "announce": ("announce_decision:before_commit",),
    "prepare": ("prepare_run:before_commit",),
    "release": ("bank:after_call", "release_run:before_commit", "bank:after_intent", "bank:after_return"),
    "settle": (),
}  # fmt: skip
FAMILIES = 4 if os.environ.get("JZ_LONG") else 1  # a point a step; the others in the long form (CONTRIBUTING)
# Points of the worker on the way to the bank: each is armed after the one before it was passed.
BANK_POINTS = ("outbox:before_delivery", "intend_bank_file:before_commit", "take_bank_return:before_commit")


def walk(office: Office, story: Story, nth: int) -> list[str]:
    """The whole story with the nth point of each step armed; returns the points that killed somebody."""
    died = []
    for step in STEPS:
        points = POINTS[step]
        point = points[nth] if nth < len(points) else ""
        office.arm(point)
        getattr(story, step)()
        if point:
            until(office.mended_after_fault, f"{point} was never passed")
            died.append(point)
    return died


def test_killed_at_every_marked_point_nothing_is_lost_or_paid_twice(office: Office) -> None:
    died = []
    for nth in range(FAMILIES):
        story = Story(office, nth + 1)
        died += walk(office, story, nth)
        assert story.months_paid() == 1
    assert len(set(died)) >= 10
    assert_all_well(office)


def test_the_database_and_the_partners_may_die_between_steps(office: Office) -> None:
    story = Story(office, 5)
    victims = ("check", "web", "database", "worker", "bank")
    for index, step in enumerate(STEPS):
        office.kill(victims[index % len(victims)])
        getattr(story, step)()
    assert_all_well(office)


def test_the_worker_dies_at_each_point_on_the_way_to_the_bank(office: Office) -> None:
    story = Story(office, 6)
    for step in STEPS[:-1]:
        if step == "release":
            office.kill("bank")
            office.paused = {"bank", "worker"}
            office.kill("worker")
        getattr(story, step)()
    office.paused = set()
    for point in BANK_POINTS:
        office.arm(point)
        until(office.mended_after_fault, point)
    story.settle()
    assert_all_well(office)


def test_a_backup_of_this_office_comes_back_whole(office: Office) -> None:
    archive = office.folder / "drill.jzb"
    done = office.command("backup", str(archive))
    assert done.returncode == 0, done.stderr
    elsewhere = places.make_private(office.folder.with_name(f"{office.folder.name}-restored"))
    try:
        # Keys never travel in a backup: they are brought by hand.
        secrets.write_private(elsewhere / "keys.json", (office.folder / "keys.json").read_bytes())
        plain = {k: v for k, v in office.environment.items() if k not in ("JIUZHU_APP_URL", "JIUZHU_OWNER_URL")}
        there = plain | {"JIUZHU_STATE": str(elsewhere), "JIUZHU_KEYS_FILE": str(elsewhere / "keys.json")}
        restored = office.command("restore", str(archive), environment=there)
        assert restored.returncode == 0, restored.stderr
        asked = office.command("verify", "--json", environment=there)
        assert asked.returncode == 0, asked.stdout + asked.stderr
        assert asked.stdout == office.command("verify", "--json").stdout
    finally:
        postgres.embedded(elsewhere).destroy()
        shutil.rmtree(elsewhere, ignore_errors=True)


def test_the_fault_file_names_only_points_that_exist() -> None:
    import jiuzhu.offices.acts  # noqa: F401 - declares the point of moving the day
    from jiuzhu.ground import faults, outbox

    outbox.load_takers()
    named = {p for points in POINTS.values() for p in points} | set(BANK_POINTS)
    assert named <= set(faults.POINTS), sorted(named - set(faults.POINTS))
