"""Who may record an objection to a posted notice, put it aside, survey again and answer it."""

import datetime as dt

from jiuzhu.cases import looks
from jiuzhu.cases.duties.seeing import ENDED, RECEIVING
from jiuzhu.cases.duties.steps import free_for_hand, not_of_family, place
from jiuzhu.cases.models import Case, Objection, Publication
from jiuzhu.decisions.duties import may_lay_hand
from jiuzhu.figures.queries import overlay
from jiuzhu.ground.actor import Actor
from jiuzhu.ground.duties import YES, Answer, first_no, no
from jiuzhu.law.figures import reading
from jiuzhu.offices.posts import label


def may_record_objection(actor: Actor, case: Case) -> Answer:
    """公示异议: whoever takes it at the window, in the village or at the bureau, while the notice stands."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}。不服的可以投诉举报，或者申请行政复议。")
    if actor.post not in RECEIVING:
        return no(f"异议由窗口、村（社区）或区民政局登记，您现在的岗位是{label(actor.post)}。")
    if looks.of(case).waiting("publication_end"):
        return place(actor, case)
    return no("本案没有正在进行的公示。公示以外的反映请登记为投诉举报。")


def may_object_on_board(case: Case, notice: Publication, on: dt.date) -> Answer:
    """公示栏上提意见: anybody, as long as the notice stands there."""
    if case.state == "open" and notice.closed_on is None and notice.first_day <= on <= notice.last_day:
        return YES
    return no("这一户的公示已经结束。还有意见的，请到窗口、打电话，或者向区民政局投诉举报。")


def may_photograph_notice(actor: Actor, case: Case) -> Answer:
    """公示照片: the handler or the village worker who posted the sheet, while the case is open (57.19)."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再加公示照片。")
    if actor.post not in {"handler", "village_worker"}:
        return no(f"公示照片由经办人和村（社区）工作人员上传，您现在的岗位是{label(actor.post)}。")
    if not looks.of(case).notices:
        return no("本案还没有张榜。开始公示以后，把单子贴出去拍照，再上传。")
    return free_for_hand(actor, case, 1)


def may_answer_objection(actor: Actor, objection: Objection) -> Answer:
    """答复: the handler, once the new survey has its finding; an objection without a name has nobody to answer."""
    case = objection.case
    if not objection.named:
        return no("这件异议没有署名，不用答复。")
    if objection.answered_on is not None:
        return no("这件异议已经答复过。")
    if actor.post != "handler":
        return no(f"异议由经办人答复，您现在的岗位是{label(actor.post)}。")
    found = looks.of(case).finding
    surveyed = objection.handled_round is not None and found and found.round_no >= objection.handled_round
    return place(actor, case) if surveyed else no("重新调查还没有结论，有了结论再答复。")


def may_set_aside_objection(actor: Actor, objection: Objection, on: dt.date) -> Answer:
    """不按异议处理: the head of social affairs, neither who recorded it nor who surveyed, while the notice is open."""
    case = objection.case
    if case.state != "open" or objection.handled_round is not None or objection.set_aside_on is not None:
        return no("这件异议已经处理过。")
    if actor.post != "social_affairs_head":
        return no(f"是否不按异议处理由社会事务办负责人决定，您现在的岗位是{label(actor.post)}。")
    kept = next((row for row in looks.of(case).objections if row.pk == objection.pk), None)
    if kept is not None and actor.person_id in (kept.recorders or ()):
        return no("这件异议是您登记的，须由另一个人决定。")
    if not reading("objection_set_aside", on, case.township, overlay()).value:
        return no("本区不采用“不按异议处理”，收到的异议都要重新调查。")
    return free_for_hand(actor, case, 2)


def may_arrange_resurvey(actor: Actor, case: Case) -> Answer:
    """Who shall survey again: the handler arranges it, also one who may not do it."""
    if case.state != "open":
        return no(f"本案{ENDED[case.state]}，不能再办。")
    if actor.post != "handler":
        return no(f"重新调查由经办人安排，您现在的岗位是{label(actor.post)}。")
    if not looks.of(case).waiting("visit") or not looks.of(case).barred:
        return no("本案现在没有等待重新调查的异议。")
    return first_no(place(actor, case), not_of_family(actor, case))


def may_record_appraisal(actor: Actor, case: Case) -> Answer:
    """民主评议 in place of the new survey, as long as nobody has begun it."""
    return first_no(may_arrange_resurvey(actor, case), may_lay_hand(actor, case.token, 1, looks.of(case).hands))
