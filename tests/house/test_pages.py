from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_pages import find_breaches

URLS = 'urlpatterns = [path("cases/<uuid:token>/", pages.case), path("x/", include("y"))]\n'
DECLARED = '@page(desk="casework", duty="may_see_case", writes=False)\ndef case(request, token): ...\n'


def desk(root, code):
    return plant(root, **{"jiuzhu/desks/casework/urls.py": URLS, "jiuzhu/desks/casework/pages/case.py": code})


def test_every_address_declares_desk_duty_and_read_or_write():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_declared_page_is_clean(tmp_path):
    assert find_breaches(desk(tmp_path, DECLARED)) == []


def test_an_undeclared_page_is_named(tmp_path):
    breaches = find_breaches(desk(tmp_path, "def case(request, token): ...\n"))
    assert names(breaches, "jiuzhu/desks/casework/pages/case.py:1", "page case declares nothing")


def test_a_page_that_says_too_little_or_another_desk_is_named(tmp_path):
    breaches = find_breaches(desk(tmp_path, '@page(desk="payout", duty="may_see")\ndef case(request, token): ...\n'))
    assert names(breaches, "page case doesn't say its writes")
    assert names(breaches, "says desk 'payout' in the folder of 'casework'")


def test_an_address_of_a_page_from_elsewhere_is_named(tmp_path):
    assert names(find_breaches(desk(tmp_path, "")), "jiuzhu/desks/casework/urls.py:1", "pages.case isn't a function")
