"""Who may sign in, appoint, hand work over, and move the demo's day."""

from django.conf import settings

from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, no
from jiuzhu.offices.models import Account, Appointment, Handover, PasswordReset


def may_appoint(actor: Actor) -> Answer:
    """Stewards and the system at set-up."""
    return YES if actor.post in {"steward", "system"} else no("岗位由区民政局管理员维护。")


def may_keep_contacts(actor: Actor) -> Answer:
    """Stewards, and the system at set-up."""
    return YES if actor.post in {"steward", "system"} else no("单位的电话和地址由区民政局管理员维护。")


def may_keep_places(actor: Actor) -> Answer:
    """Stewards, and the system at set-up."""
    return YES if actor.post in {"steward", "system"} else no("街道（乡镇）、村（社区）和单位由区民政局管理员建立。")


def may_move_day(actor: Actor) -> Answer:
    """Any signed-in person of the demo; the clock itself refuses outside it."""
    return YES if actor.kind == "person" or actor.post == "system" else no("请先登录再调整演示日期。")


def may_sign_in_demo(actor: Actor) -> Answer:
    """The sign-in page of the demo, and nothing outside it."""
    return YES if settings.DEMO and actor.post == "system" else no("演示登录只在演示环境有。请用账号和密码登录。")


def may_see_offices(actor: Actor) -> Answer:
    """Stewards, and the bureau's section, which looks after the townships."""
    return YES if actor.post in {"steward", "bureau_officer"} else no("机构和岗位由区民政局管理员维护。")


def may_keep_accounts(actor: Actor) -> Answer:
    """Stewards, as the persons they are."""
    return YES if actor.post == "steward" and actor.kind == "person" else no("账号由区民政局管理员维护。")


def may_make_first_steward(actor: Actor) -> Answer:
    """The command at the machine, and not in the demo, which brings its own steward."""
    if settings.DEMO:
        return no("演示环境自带管理员，不用设。正式启用时请用正式环境的配置（config.settings.production）再办。")
    return YES if actor.post == "system" else no("第一名管理员由维护人员用命令设，以后的由管理员在页面上任命。")


def may_keep_account(actor: Actor, account: Account) -> Answer:
    """Not one's own: nobody locks themselves out, and one's own password is changed on 我的密码."""
    if actor.person_id == account.person_id:
        return no("这是您自己的账号。改密码请到“我的密码”；停用、重设请另一名管理员办。")
    return may_keep_accounts(actor)


def may_see_resets(actor: Actor) -> Answer:
    """The bureau's stewards and its section, which works no case: whoever hands a password on could use it first."""
    if actor.post in {"steward", "bureau_officer"} and actor.person_id is not None:
        return YES
    return no("重设密码由区民政局管理员提出，由另一名管理员或救助科放行。")


def may_release_reset(actor: Actor, row: PasswordReset) -> Answer:
    """Another natural person than who proposed it and than whose account it is, while it waits."""
    if row.state != "waiting":
        return no("这项重设已经放行或撤回。")
    if actor.person_id == row.proposed_by_id:
        return no("这项重设是您提出的，须由另一名管理员或救助科的人放行。")
    if actor.person_id == row.person_id:
        return no("这是您自己的账号，须由别人放行。")
    return may_see_resets(actor)


def may_withdraw_reset(actor: Actor, row: PasswordReset) -> Answer:
    """Whoever may see it, while it waits."""
    return may_see_resets(actor) if row.state == "waiting" else no("这项重设已经放行或撤回。")


def may_change_password(actor: Actor) -> Answer:
    """Everybody their own."""
    return YES if actor.account_id is not None else no("请先登录再改密码。")


def may_record_backup(actor: Actor) -> Answer:
    """The commands at the machine, and nobody at a page."""
    return YES if actor.post == "system" else no("备份由维护人员用命令做，自动登记。")


def may_see_status(actor: Actor) -> Answer:
    """Stewards."""
    return YES if actor.post == "steward" else no("系统状态由区民政局管理员查看。")


def may_see_handovers(actor: Actor) -> Answer:
    """Everybody who works in a township sees its handovers, the bureau's stewards all of them; rows are guarded."""
    if actor.post == "steward" or (actor.kind == "person" and actor.township):
        return YES
    return no("工作交接在街道（乡镇）的岗位之间办理。")


def may_hand_over(actor: Actor, post: Appointment) -> Answer:
    """Only who holds the post, and only a township's post: district posts have no open tasks of their own."""
    if actor.person_id is None or actor.person_id != post.person_id or actor.appointment_id != post.pk:
        return no("工作交接由离任的本人从自己的岗位发起。请换到要交接的岗位再办。")
    if not post.office.township:
        return no("区级岗位没有逐件的待办，不用在这里交接。")
    return YES


def may_accept(actor: Actor, handover: Handover) -> Answer:
    """The named successor, as a natural person, while the list waits."""
    if handover.state != "waiting":
        return no("这份交接清单已经签收或撤回。")
    if actor.person_id != handover.taken_by_id:
        return no(f"这份清单要由接手人{handover.taken_by.name}本人签收。")
    return may_see_handovers(actor)


def may_withdraw_handover(actor: Actor, handover: Handover) -> Answer:
    """Either of the two, or a steward, while the list waits."""
    if handover.state != "waiting":
        return no("这份交接清单已经签收或撤回。")
    if actor.person_id in {handover.given_by_id, handover.taken_by_id} or actor.post == "steward":
        return may_see_handovers(actor)
    return no("交接清单只能由移交人、接手人或管理员撤回。")
