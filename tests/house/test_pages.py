from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_pages import find_breaches

URLS = 'urlpatterns = [path("cases/<uuid:token>/", pages.case), path("x/", include("y"))]\n'
DECLARED = """
@page(desk="casework", duty="cases.may_see", methods={"GET": READ, "POST": WRITE})
def case(request, token): ...
"""


def desk(root, code):
    duties = {"jiuzhu/cases/duties.py": "def may_see(actor): ...\n"}
    return plant(root, **duties, **{"jiuzhu/desks/casework/urls.py": URLS, "jiuzhu/desks/casework/pages/case.py": code})


def test_every_address_declares_desk_duty_and_read_or_write():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_declared_page_is_clean(tmp_path):
    assert find_breaches(desk(tmp_path, DECLARED)) == []


def test_an_undeclared_page_is_named(tmp_path):
    breaches = find_breaches(desk(tmp_path, "def case(request, token): ...\n"))
    assert names(breaches, "jiuzhu/desks/casework/pages/case.py:1", "page case declares nothing")


def test_a_page_that_says_too_little_or_another_desk_is_named(tmp_path):
    code = DECLARED.replace('desk="casework"', 'desk="payout"').replace('duty="cases.may_see", ', "")
    breaches = find_breaches(desk(tmp_path, code))
    assert names(breaches, "page case doesn't say its duty")
    assert names(breaches, "says desk 'payout' in the folder of 'casework'")


def test_a_get_that_writes_and_a_method_of_no_kind_are_named(tmp_path):
    code = DECLARED.replace('"GET": READ, "POST": WRITE', '"GET": WRITE, "POST": True')
    breaches = find_breaches(desk(tmp_path, code))
    assert names(breaches, "page case writes on GET", "a GET writes nothing")
    assert names(breaches, "neither read nor write for POST")


def test_a_duty_that_no_room_has_is_named(tmp_path):
    breaches = find_breaches(desk(tmp_path, DECLARED.replace("cases.may_see", "cases.may_look")))
    assert names(breaches, "names the duty cases.may_look, which doesn't exist")


def test_an_address_of_a_page_from_elsewhere_is_named(tmp_path):
    assert names(find_breaches(desk(tmp_path, "")), "jiuzhu/desks/casework/urls.py:1", "pages.case isn't a function")
