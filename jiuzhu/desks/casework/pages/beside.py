"""The acts beside the steps, each at its own address, all of them the way of the steps' acts."""

import datetime as dt
from typing import Any

from django.http import HttpRequest, HttpResponse

from jiuzhu.cases import acts
from jiuzhu.cases.models import Objection
from jiuzhu.desks.casework.pages.acts import carry_out
from jiuzhu.desks.shared.access import READ, WRITE, page
from jiuzhu.ground.actor import Actor


@page(desk="casework", duty="cases.may_extend", methods={"GET": READ, "POST": WRITE})
def extend_deadline(request: HttpRequest, number: str) -> HttpResponse:
    """延长期限."""
    return carry_out(request, number, "extend_deadline", acts.extend_deadline, "期限已延长")


@page(desk="casework", duty="cases.may_withdraw", methods={"GET": READ, "POST": WRITE})
def withdraw_application(request: HttpRequest, number: str) -> HttpResponse:
    """撤回申请."""
    return carry_out(request, number, "withdraw_application", acts.withdraw_application, "申请已撤回，本案结束")


@page(desk="casework", duty="cases.may_terminate", methods={"GET": READ, "POST": WRITE}, sensitive=True)
def terminate_case(request: HttpRequest, number: str) -> HttpResponse:
    """终止审核; it ends the application, so the password is asked again."""
    return carry_out(request, number, "terminate_case", acts.terminate_case, "审核已终止，本案结束")


@page(desk="casework", duty="cases.may_object_to_report", methods={"GET": READ, "POST": WRITE})
def object_to_check_report(request: HttpRequest, number: str) -> HttpResponse:
    """对核对结果有异议."""
    done = "异议已登记，正在重新核对"
    return carry_out(request, number, "object_to_check_report", acts.object_to_check_report, done)


@page(desk="casework", duty="cases.may_photograph_notice", methods={"GET": READ, "POST": WRITE})
def add_notice_photo(request: HttpRequest, number: str) -> HttpResponse:
    """上传公示照片."""
    return carry_out(request, number, "add_notice_photo", acts.add_notice_photo, "公示照片已上传")


@page(desk="casework", duty="cases.may_record_objection", methods={"GET": READ, "POST": WRITE})
def record_objection(request: HttpRequest, number: str) -> HttpResponse:
    """登记公示异议."""
    return carry_out(request, number, "record_objection", acts.record_objection, "公示异议已登记")


@page(desk="casework", duty="cases.may_answer_objection", methods={"GET": READ, "POST": WRITE})
def answer_objection(request: HttpRequest, number: str) -> HttpResponse:
    """答复异议; the form offers only objections of this case."""

    def answer(*, actor: Actor, on: dt.date, case_id: int, objection_id: int, answer: str) -> Objection:
        return acts.answer_objection(actor=actor, on=on, objection_id=objection_id, answer=answer)

    return carry_out(request, number, "answer_objection", answer, "答复已登记")


@page(desk="casework", duty="cases.may_set_aside_objection", methods={"GET": READ, "POST": WRITE})
def set_aside_objection(request: HttpRequest, number: str) -> HttpResponse:
    """不按异议处理; the form offers only objections of this case."""

    def set_aside(*, actor: Actor, on: dt.date, case_id: int, **told: Any) -> Objection:
        return acts.set_aside_objection(actor=actor, on=on, **told)

    return carry_out(request, number, "set_aside_objection", set_aside, "已登记，这件异议不按异议处理")


@page(desk="casework", duty="cases.may_arrange_resurvey", methods={"GET": READ, "POST": WRITE})
def assign_resurvey(request: HttpRequest, number: str) -> HttpResponse:
    """安排重新调查."""
    return carry_out(request, number, "assign_resurvey", acts.assign_resurvey, "重新调查已交给这名调查人")


@page(desk="casework", duty="cases.may_record_appraisal", methods={"GET": READ, "POST": WRITE})
def record_appraisal(request: HttpRequest, number: str) -> HttpResponse:
    """登记民主评议."""
    return carry_out(request, number, "record_appraisal", acts.record_appraisal, "评议结果已登记，请重新送初审")


@page(desk="casework", duty="cases.may_record_complaint", methods={"GET": READ, "POST": WRITE})
def record_complaint(request: HttpRequest, number: str) -> HttpResponse:
    """登记投诉举报."""
    done = "投诉举报已登记，等区民政局入户"
    return carry_out(request, number, "record_complaint", acts.record_complaint, done)


@page(desk="casework", duty="cases.may_record_bureau_visit", methods={"GET": READ, "POST": WRITE})
def record_bureau_visit(request: HttpRequest, number: str) -> HttpResponse:
    """区民政局入户."""
    return carry_out(request, number, "record_bureau_visit", acts.record_bureau_visit, "区民政局入户已登记")


@page(desk="casework", duty="cases.may_register_relative", methods={"GET": READ, "POST": WRITE})
def register_near_relative(request: HttpRequest, number: str) -> HttpResponse:
    """近亲属备案 that comes to light later."""
    done = "近亲属备案已登记，等区民政局入户"
    return carry_out(request, number, "register_near_relative", acts.register_near_relative, done)


@page(desk="casework", duty="cases.may_renew_consent", methods={"GET": READ, "POST": WRITE})
def renew_consent(request: HttpRequest, number: str) -> HttpResponse:
    """补签核对授权."""
    return carry_out(request, number, "renew_consent", acts.renew_consent, "补签的核对授权已登记")


@page(desk="casework", duty="cases.may_renew_consent", methods={"GET": READ, "POST": WRITE})
def record_supporter_consent(request: HttpRequest, number: str) -> HttpResponse:
    """登记户外义务人."""
    done = "户外义务人已登记"
    return carry_out(request, number, "record_supporter_consent", acts.record_supporter_consent, done)


@page(desk="casework", duty="cases.may_agree_programme", methods={"GET": READ, "POST": WRITE})
def agree_programme(request: HttpRequest, number: str) -> HttpResponse:
    """改按另一种办理."""
    return carry_out(request, number, "agree_programme", acts.agree_programme, "已改按家庭同意的一种办理")


@page(desk="casework", duty="cases.may_correct", methods={"GET": READ, "POST": WRITE})
def correct_clerical_error(request: HttpRequest, number: str) -> HttpResponse:
    """更正笔误."""
    return carry_out(request, number, "correct_clerical_error", acts.correct_clerical_error, "笔误已更正，试算已更新")


@page(desk="casework", duty="cases.may_deliver", methods={"GET": READ, "POST": WRITE})
def deliver_refusal(request: HttpRequest, number: str) -> HttpResponse:
    """书面送达."""
    return carry_out(request, number, "deliver_refusal", acts.deliver_refusal, "送达已登记")
