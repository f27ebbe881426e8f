"""A file per verb; import the verbs from here."""

from jiuzhu.cases.acts.announce import announce_decision
from jiuzhu.cases.acts.authorise import confirm_check_authorisation
from jiuzhu.cases.acts.decide import decide_case
from jiuzhu.cases.acts.deliver import deliver_refusal
from jiuzhu.cases.acts.end_early import terminate_case, withdraw_application
from jiuzhu.cases.acts.extend import extend_deadline
from jiuzhu.cases.acts.find import submit_finding
from jiuzhu.cases.acts.opine import give_opinion
from jiuzhu.cases.acts.publish import close_publication, start_publication
from jiuzhu.cases.acts.receive import receive_application
from jiuzhu.cases.acts.report import record_check_report
from jiuzhu.cases.acts.visit import countersign_home_visit, record_home_visit

__all__ = [
    "announce_decision",
    "close_publication",
    "confirm_check_authorisation",
    "countersign_home_visit",
    "decide_case",
    "deliver_refusal",
    "extend_deadline",
    "give_opinion",
    "receive_application",
    "record_check_report",
    "record_home_visit",
    "start_publication",
    "submit_finding",
    "terminate_case",
    "withdraw_application",
]
