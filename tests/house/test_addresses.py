import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_addresses import find_breaches

TOLD = {
    ("jiuzhu/desks/intake/urls.py", 'path("person/<str:id_number>/", page)\n'): "<id_number>",
    ("jiuzhu/desks/intake/pages.py", 'request.GET.get("phone")\n'): "'phone'",
    ("jiuzhu/desks/intake/pages.py", 'request.GET["q"]\n'): "'q'",
    ("jiuzhu/desks/intake/templates/intake/find.html", '<form action="/find"><input name="q"></form>'): "GET form",
}


def test_no_personal_value_stands_in_an_address():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize(("place", "what"), TOLD.items())
def test_a_personal_value_in_an_address_is_named(tmp_path, place, what):
    path, text = place
    assert names(find_breaches(plant(tmp_path, **{path: text})), f"{path}:1", what)


def test_keys_pages_and_posted_searches_are_fine(tmp_path):
    fine = {
        "jiuzhu/desks/intake/urls.py": 'path("cases/<uuid:token>/", page)\n',
        "jiuzhu/desks/intake/pages.py": 'request.GET.get("page")\nrequest.POST.get("q")\n',
        "jiuzhu/desks/intake/templates/intake/find.html": '<form method="post"><input name="q"></form>',
    }
    assert find_breaches(plant(tmp_path, **fine)) == []
