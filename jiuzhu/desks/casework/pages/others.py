"""其他办理: the acts beside the steps, who is told why one isn't possible, and their duties."""

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass

from jiuzhu.cases import assessment, duties, looks
from jiuzhu.cases.models import Case, Objection
from jiuzhu.cases.ways import way_of
from jiuzhu.desks.casework.pages.extension import extension_of
from jiuzhu.desks.casework.pages.fits import fits_of, told
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no

Duty = Callable[[Actor, Case, dt.date], Answer]
NOTHING_ELSE_FITS = no("按现在登记的情况，没有别的救助符合；各种为什么不符合，见“认定，逐项”。")


@dataclass(frozen=True, slots=True)
class Other:
    """An act beside the steps. `told`: the posts that read why it isn't possible; nobody else needs to."""

    word: str
    button: str
    duty: Duty
    told: tuple[str, ...] = ()
    hint: str = ""


def answerable(actor: Actor, case: Case) -> tuple[Objection, ...]:
    """Objections this actor may answer now."""
    return tuple(row for row in _objections(case) if duties.may_answer_objection(actor, row).yes)


def setting_aside(actor: Actor, case: Case, on: dt.date) -> tuple[Objection, ...]:
    """Objections this actor may set aside now."""
    return tuple(row for row in _objections(case) if duties.may_set_aside_objection(actor, row, on).yes)


def other_ways(case: Case, on: dt.date) -> tuple[tuple[str, str], ...]:
    """Ways that fit this household beside the one its case goes, each in one line."""
    _, ways = assessment.ways_of_case(case, on)
    names = dict(case.household.members.values_list("pk", "person__name"))
    found = fits_of((way.plain() for way in ways.values()), way_of(case), names)
    return tuple((fit.key, told(fit)) for fit in found if fit.eligible and not fit.own)


def _objections(case: Case) -> list[Objection]:
    rows = looks.of(case).objections
    for row in rows:
        row.case = case  # this very object, so that the duty finds what is kept
    return rows


def _extend(actor: Actor, case: Case, on: dt.date) -> Answer:
    answer = duties.may_extend(actor, case)
    return extension_of(case, on)[0] if answer.yes else answer


def _answer(actor: Actor, case: Case, on: dt.date) -> Answer:
    rows = [row for row in _objections(case) if row.named and row.answered_on is None]
    if not rows:
        return no("没有等待答复的异议。")
    answers = [duties.may_answer_objection(actor, row) for row in rows]
    return next((a for a in answers if a.yes), answers[0])


def _set_aside(actor: Actor, case: Case, on: dt.date) -> Answer:
    rows = [row for row in _objections(case) if row.handled_round is None and row.set_aside_on is None]
    if not rows:
        return no("没有等待处理的异议。")
    answers = [duties.may_set_aside_objection(actor, row, on) for row in rows]
    return next((a for a in answers if a.yes), answers[0])


def _bureau_visit(actor: Actor, case: Case, on: dt.date) -> Answer:
    look = looks.of(case)
    asked = look.complaints or case.household.related
    needed = YES if asked else no("本案没有近亲属备案，也没有投诉举报，不用区民政局入户。（57号第二十条）")
    return first_no(needed, duties.may_record_bureau_visit(actor, case))


def _agree(actor: Actor, case: Case, on: dt.date) -> Answer:
    answer = duties.may_agree_programme(actor, case)
    return NOTHING_ELSE_FITS if answer.yes and not other_ways(case, on) else answer


def _end_agent(actor: Actor, case: Case, on: dt.date) -> Answer:
    running = any(row.ended_on is None for row in looks.of(case).agents)
    return first_no(YES if running else no("本案没有正在生效的委托。"), duties.may_change_agent(actor, case))


OTHERS = {
    "answer_objection": Other("答复异议", "登记答复", _answer, hint="署名的异议都要答复，答复以前不能审批。"),
    "set_aside_objection": Other(
        "不按异议处理",
        "不按异议处理",
        _set_aside,
        ("social_affairs_head",),
        "只用于没有说任何情况的匿名异议，和说的不是本户的异议。异议照样留着，审批人和区民政局都看得到。"
        "这是本系统的办理规则，通知没有写，未确认。",
    ),
    "assign_resurvey": Other(
        "安排重新调查",
        "交给这名调查人",
        lambda actor, case, on: duties.may_arrange_resurvey(actor, case),
        hint="公示有异议，要由没有调查过本户的两个人重新入户；人手不够的改用民主评议。（57号第十九条）",
    ),
    "record_appraisal": Other(
        "登记民主评议",
        "登记评议结果",
        lambda actor, case, on: duties.may_record_appraisal(actor, case),
        hint="代替重新入户，之后重新送初审。",
    ),
    "record_bureau_visit": Other("登记区民政局入户", "登记入户", _bureau_visit, ("bureau_officer",)),
    "extend_deadline": Other("延长期限", "延长期限", _extend, ("leader_in_charge",)),
    "terminate_case": Other(
        "终止审核",
        "终止审核",
        lambda actor, case, on: duties.may_terminate(actor, case),
        ("leader_in_charge",),
        "家庭无正当理由拒不配合调查的，终止审核。（57号第二十九条）",
    ),
    "object_to_check_report": Other(
        "对核对结果有异议",
        "登记异议，重新核对",
        lambda actor, case, on: duties.may_object_to_report(actor, case),
        ("handler",),
        "申请人提出异议并交来佐证的，重新核对；别的环节不用重办，期限不停。（57号第十八条）",
    ),
    "agree_programme": Other(
        "改按另一种救助办理",
        "登记家庭同意，改办",
        _agree,
        ("handler",),
        "这里只列按现在登记的情况符合的。家庭书面同意后改办；受理日期不变，已办的不用重办。",
    ),
    "record_supporters": Other(
        "登记义务人情况",
        "登记义务人情况",
        lambda actor, case, on: duties.may_record_supporters(actor, case),
        hint="没有查过义务人，就不能认定特困。再登记一次，以后一次为准。",
    ),
    "correct_clerical_error": Other(
        "更正笔误",
        "更正",
        lambda actor, case, on: duties.may_correct(actor, case),
        hint="登记写错的，对照材料更正并留痕；姓名和身份证号不在此列。",
    ),
    "add_notice_photo": Other(
        "上传公示照片",
        "上传",
        lambda actor, case, on: duties.may_photograph_notice(actor, case),
        hint="单子贴出去时拍一张，期满撤下以前再拍一张。传上去的不能换，拍得不好再传一张。",
    ),
    "record_objection": Other(
        "登记公示异议",
        "登记异议",
        lambda actor, case, on: duties.may_record_objection(actor, case),
        hint="登记以后，公示结果只能是“有异议”，并由另外两人重新调查。",
    ),
    "record_complaint": Other(
        "登记投诉举报", "登记投诉举报", lambda actor, case, on: duties.may_record_complaint(actor, case)
    ),
    "renew_consent": Other(
        "补签核对授权",
        "登记补签的授权",
        lambda actor, case, on: duties.may_renew_consent(actor, case),
        hint="授权到期以后，什么都不能再发往核对中心；补签了才能接着核对。（57号第九条）",
    ),
    "record_supporter_consent": Other(
        "登记户外义务人",
        "登记这一名义务人",
        lambda actor, case, on: duties.may_renew_consent(actor, case),
        hint="不在本户、对申请人有赡养、抚养、扶养义务的人，本人签字才能核对。逐人登记，没有签的写明原因；"
        "再登记一次，以后一次为准。（43号第十条、社会救助法第四十一条）",
    ),
    "record_assistance_answer": Other(
        "登记协查回复", "登记回复", lambda actor, case, on: duties.may_record_assistance(actor, case)
    ),
    "request_assistance": Other(
        "发协查函",
        "登记并发出",
        lambda actor, case, on: duties.may_request_assistance(actor, case),
        hint="人户分离的，请居住地协助查明。有单独的回复期限；本案的期限照走，别的环节不用等。登记后打印盖章寄出。",
    ),
    "appoint_agent": Other(
        "登记代理人",
        "登记委托代理",
        lambda actor, case, on: duties.may_change_agent(actor, case),
        hint="家庭委托别人来办的，收下委托书再登记。",
    ),
    "end_power_of_attorney": Other("终止委托", "终止委托", _end_agent, hint="从今天起代理人不能再代办。"),
    "register_near_relative": Other(
        "登记近亲属备案",
        "登记备案，等区民政局入户",
        lambda actor, case, on: duties.may_register_relative(actor, case),
        hint="受理时没有声明、后来才知道的。登记以后，区民政局入户了才能决定。（57号第十一条、第二十条）",
    ),
    "withdraw_application": Other(
        "撤回申请",
        "登记撤回",
        lambda actor, case, on: duties.may_withdraw(actor, case),
        ("handler",),
        "撤回以后本案结束，家庭可以重新申请。",
    ),
}
