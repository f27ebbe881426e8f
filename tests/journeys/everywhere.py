"""Where to go so that everything a page can show is shown once: every address, and the states no address leads to."""

from jiuzhu.cases import acts
from jiuzhu.cases.models import Case
from jiuzhu.commands.demo_data.staff import PASSWORD
from jiuzhu.offices.models import Office
from tests.cases.stages import apply, authorised, november, old_and_alone, reported, supporters_found, to_finding
from tests.cases.test_tekun import agree
from tests.desks.casework.cases import on, page_of
from tests.desks.shared.test_sessions import idle_post
from tests.desks.visitors import visitor
from tests.district import BEIAO, holder
from tests.figures.new_year import proposed_year
from tests.journeys.answers import Asker
from tests.offices.test_accounts import newcomer
from tests.offices.test_resets import proposed_reset
from tests.sharing.partner import proposed_partner
from tests.trust.matter import Matter


def go_everywhere(ask: Asker, there: Matter) -> None:
    """What is missing in the end is named by the test; add here how one gets there."""
    ask.every_address(there)
    ask.get("village_worker", "/intake/waiting/")
    ask.get("finance_preparer", f"/payout/{there.order.run.number}/")
    ask.post("handler", "/signin/", username="chenhaining", password=PASSWORD, draft=idle_post(visitor("handler")))
    of_the_stewards(ask)
    of_a_case(ask, apply(5))
    of_other_cases(ask)


def of_the_stewards(ask: Asker) -> None:
    """What is reached from a row of a list, and what is shown once."""
    fresh, post = newcomer(), holder("handler").appointment_id
    office = Office.objects.get(key=f"{BEIAO}.window").pk
    ask.get("steward", f"/stewards/offices/contact/?office={office}")
    ask.post("steward", "/stewards/offices/contact/", office=office, phone="5" * 99)
    ask.get("steward", f"/stewards/offices/end/?post={post}")
    ask.post("steward", "/stewards/offices/end/", post=post)
    ask.get("steward", f"/stewards/account/?person={fresh.pk}")
    ask.post("steward", "/stewards/account/open/", person=fresh.pk)
    ask.post("steward", "/stewards/account/open/", person=fresh.pk, username="newcomer", password=PASSWORD)
    ask.post("bureau_officer", "/stewards/partners/issue/", row=proposed_partner().pk, password=PASSWORD)
    ask.post("bureau_officer", "/stewards/resets/release/", row=proposed_reset("lx1").pk)
    proposed_year()
    ask.get("bureau_officer", "/stewards/calendar/")


def of_a_case(ask: Asker, case: Case) -> None:
    """A case at each of its steps, before whoever's turn it is, and the step's form sent empty."""
    handler, second, head = holder("handler"), holder("handler", nth=1), holder("social_affairs_head")
    check = authorised(case, on(3))
    ask.get("check_centre", f"/checkcentre/{check.request_key}/")
    reported(check, on(5))
    acts.record_home_visit(
        actor=handler,
        on=on(6),
        case_id=case.pk,
        visited_on=on(6),
        second_person_id=second.person_id,
        family_signed=True,
        notes="住房老旧",
    )
    turn(ask, case, "other_handler", "countersign_home_visit")
    acts.countersign_home_visit(actor=second, on=on(6), case_id=case.pk)
    turn(ask, case, "handler", "submit_finding")
    acts.submit_finding(actor=handler, on=on(6), case_id=case.pk, recommends=True, conclusion="收入低于标准")
    turn(ask, case, "social_affairs_head", "give_opinion")
    acts.give_opinion(actor=head, on=on(9), case_id=case.pk, outcome="confirm", text="情况属实")
    turn(ask, case, "handler", "start_publication")
    acts.start_publication(actor=handler, on=on(9), case_id=case.pk)
    on(12)
    of_the_board(ask, case)
    on(17)
    turn(ask, case, "handler", "close_publication")
    acts.close_publication(actor=handler, on=on(17), case_id=case.pk, outcome="clear")
    turn(ask, case, "leader_in_charge", "decide_case")
    leader = holder("leader_in_charge")
    acts.decide_case(actor=leader, on=on(17), case_id=case.pk, outcome="approve", text="同意")
    turn(ask, case, "handler", "announce_decision")


def turn(ask: Asker, case: Case, post: str, act: str) -> None:
    """Whose turn it is looks, and sends the form empty."""
    ask.get(post, page_of(case))
    ask.post(post, f"{page_of(case)}acts/{act}/")


def of_the_board(ask: Asker, case: Case) -> None:
    """A notice stands, and somebody objects."""
    ask.get("nobody", f"/board/{BEIAO}/")
    notice = case.publications.latest("pk").pk
    ask.post("nobody", f"/board/{BEIAO}/objection/", notice_id=notice, text="他家在城里还有一套房")


def of_other_cases(ask: Asker) -> None:
    """特困 before its assessment, with a complaint about it; one that its family took back."""
    alone = to_finding(apply(6, members=old_and_alone(), amounts=()))
    supporters_found(alone)
    agree(alone)
    told = {"text": "他有个儿子在外地", "received_on": november(6)}
    acts.record_complaint(actor=holder("handler"), on=november(6), case_id=alone.pk, **told)
    turn(ask, alone, "handler", "record_self_care_assessment")
    back = apply(7)
    acts.withdraw_application(
        actor=holder("handler"), on=november(3), case_id=back.pk, signed=True, reason="已找到工作"
    )
    ask.get("handler", page_of(back))
