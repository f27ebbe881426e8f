"""Who may register persons and see full numbers."""

from jiuzhu.ground.actor import DISTRICT, Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.persons.models import IdentityCorrection, SamePerson

CONFIRMING = {"handler", "social_affairs_head"}
REGISTERING = {"handler", "village_worker", "steward", "system"}


def may_register_person(actor: Actor) -> Answer:
    """Handlers and village workers register families; stewards register officers."""
    return YES if actor.post in REGISTERING else no("登记家庭成员由经办人或村（社区）工作人员办理。")


def may_propose_identity(actor: Actor, township: str) -> Answer:
    """The window's handler of the township whose case it is."""
    if actor.post != "handler" or actor.person_id is None:
        return no("更正姓名和身份证号由经办人提出。")
    return YES if actor.scope in (DISTRICT, township) else no("只能更正本街道（乡镇）案件里的人。")


def may_confirm_identity(actor: Actor, row: IdentityCorrection) -> Answer:
    """Another natural person of the township who knows the family's papers, and not the one it is about."""
    if row.state != "waiting":
        return no("这项更正已经确认或撤回。")
    if actor.person_id == row.proposed_by_id:
        return no("这项更正是您提出的，须由另一个人对照证件确认。")
    if actor.person_id == row.person_id:
        return no("这项更正是关于您本人的，须由别人确认。")
    if actor.post not in CONFIRMING:
        return no("更正由另一名经办人或社会事务办负责人确认。")
    return YES if actor.scope in (DISTRICT, row.township) else no("只能确认本街道（乡镇）的更正。")


def may_withdraw_identity(actor: Actor, row: IdentityCorrection) -> Answer:
    """Whoever may propose or confirm, while it waits."""
    if row.state != "waiting":
        return no("这项更正已经确认或撤回。")
    if actor.person_id == row.proposed_by_id:
        return may_propose_identity(actor, row.township)
    return may_confirm_identity(actor, row)


def may_keep_records(actor: Actor) -> Answer:
    """The bureau's stewards and its section, as persons: a record may be known in every township."""
    if actor.post in {"steward", "bureau_officer"} and actor.person_id is not None:
        return YES
    return no("同一个人的两份记录由区民政局管理员和救助科合并。")


def may_confirm_same(actor: Actor, row: SamePerson) -> Answer:
    """Another natural person than who proposed it, and not the one it is about."""
    if row.state != "waiting":
        return no("这项合并已经确认或撤回。")
    if actor.person_id == row.proposed_by_id:
        return no("这项合并是您提出的，须由另一个人对照证件确认。")
    if actor.person_id in (row.person_id, row.kept_id):
        return no("这项合并是关于您本人的，须由别人确认。")
    return may_keep_records(actor)


def may_withdraw_same(actor: Actor, row: SamePerson) -> Answer:
    """Either of the two, while it waits."""
    return may_keep_records(actor) if row.state == "waiting" else no("这项合并已经确认或撤回。")


def may_unmask(actor: Actor, township: str) -> Answer:
    """Only staff of the case's own township, or the bureau, and always with a reason."""
    if actor.kind != "person":
        return no("系统不能查看完整号码。")
    return YES if actor.scope in (DISTRICT, township) else no("只能查看本街道（乡镇）案件里的号码。")
