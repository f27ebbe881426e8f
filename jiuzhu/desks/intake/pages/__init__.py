"""Pages of the intake desk: the application, and those that wait for missing papers."""

from jiuzhu.desks.intake.pages.new import new_application
from jiuzhu.desks.intake.pages.waiting import (
    answer_notice,
    print_notice,
    print_slip,
    refuse_enquiry,
    send_back,
    waiting,
    waiting_list,
)

__all__ = [
    "answer_notice",
    "new_application",
    "print_notice",
    "print_slip",
    "refuse_enquiry",
    "send_back",
    "waiting",
    "waiting_list",
]
