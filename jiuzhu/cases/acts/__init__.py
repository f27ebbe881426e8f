"""A file per verb; import the verbs from here."""

from jiuzhu.cases.acts.agents import appoint_agent, end_power_of_attorney
from jiuzhu.cases.acts.agree import agree_programme
from jiuzhu.cases.acts.announce import announce_decision
from jiuzhu.cases.acts.assistance import record_assistance_answer, request_assistance
from jiuzhu.cases.acts.authorise import confirm_check_authorisation
from jiuzhu.cases.acts.before import answer_missing_notice, not_accept, open_missing_notice
from jiuzhu.cases.acts.board import object_on_board
from jiuzhu.cases.acts.bureau import record_bureau_visit, record_complaint
from jiuzhu.cases.acts.consent import renew_consent
from jiuzhu.cases.acts.correct import correct_clerical_error
from jiuzhu.cases.acts.decide import decide_case
from jiuzhu.cases.acts.deliver import deliver_refusal
from jiuzhu.cases.acts.end_early import terminate_case, withdraw_application
from jiuzhu.cases.acts.extend import extend_deadline
from jiuzhu.cases.acts.find import submit_finding
from jiuzhu.cases.acts.hand_in import hand_in_application, send_back_application
from jiuzhu.cases.acts.object import answer_objection, record_objection
from jiuzhu.cases.acts.opine import give_opinion
from jiuzhu.cases.acts.photograph import add_notice_photo
from jiuzhu.cases.acts.publish import close_publication, start_publication
from jiuzhu.cases.acts.receive import receive_application
from jiuzhu.cases.acts.recheck import object_to_check_report
from jiuzhu.cases.acts.recount import recount_deadlines
from jiuzhu.cases.acts.relatives import register_near_relative
from jiuzhu.cases.acts.report import record_check_report
from jiuzhu.cases.acts.resurvey import assign_resurvey, record_appraisal
from jiuzhu.cases.acts.self_care import record_self_care_assessment, record_supporters
from jiuzhu.cases.acts.set_aside import set_aside_objection
from jiuzhu.cases.acts.supporters import record_supporter_consent
from jiuzhu.cases.acts.visit import countersign_home_visit, record_home_visit

__all__ = [
    "add_notice_photo",
    "agree_programme",
    "announce_decision",
    "answer_missing_notice",
    "answer_objection",
    "appoint_agent",
    "assign_resurvey",
    "close_publication",
    "confirm_check_authorisation",
    "correct_clerical_error",
    "countersign_home_visit",
    "decide_case",
    "deliver_refusal",
    "end_power_of_attorney",
    "extend_deadline",
    "give_opinion",
    "hand_in_application",
    "not_accept",
    "object_on_board",
    "object_to_check_report",
    "open_missing_notice",
    "receive_application",
    "record_appraisal",
    "record_assistance_answer",
    "record_bureau_visit",
    "record_check_report",
    "record_complaint",
    "record_home_visit",
    "record_objection",
    "record_self_care_assessment",
    "record_supporter_consent",
    "record_supporters",
    "recount_deadlines",
    "register_near_relative",
    "renew_consent",
    "request_assistance",
    "send_back_application",
    "set_aside_objection",
    "start_publication",
    "submit_finding",
    "terminate_case",
    "withdraw_application",
]
