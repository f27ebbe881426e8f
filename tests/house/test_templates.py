import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_templates import find_breaches

PAGES = "jiuzhu/desks/intake/pages.py"
FORM = "jiuzhu/desks/intake/templates/intake/form.html"
BASE = "jiuzhu/desks/shared/templates/shared/base.html"
NAMED = 'FORM = "intake/form.html"\n'
PAGE = '{% extends "shared/base.html" %}{% block main %}<h1>受理</h1>{% endblock %}'
FORBIDDEN = {
    '<p style="color:red">': "inline style",
    "<script>alert(1)</script>": "inline script",
    '<button onclick="go()">': "event handler",
    '<script src="https://cdn.example/x.js"></script>': "outside address",
    '<a href="//example.org">': "outside address",
    "{{ note|safe }}": "isn't escaped",
}


def house(root, page, base="{% block main %}{% endblock %}"):
    return plant(root, **{PAGES: NAMED, FORM: page, BASE: base})


def test_templates_carry_markup_only():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


def test_a_plain_page_is_clean(tmp_path):
    assert find_breaches(house(tmp_path, PAGE)) == []


@pytest.mark.parametrize(("markup", "what"), FORBIDDEN.items())
def test_forbidden_markup_is_named(tmp_path, markup, what):
    breaches = find_breaches(house(tmp_path, f"{PAGE}\n{markup}"))
    assert names(breaches, f"{FORM}:2", what), breaches


def test_a_page_without_a_title_or_with_two_is_named(tmp_path):
    assert names(find_breaches(house(tmp_path, '{% extends "shared/base.html" %}')), FORM, "0 h1")
    assert names(find_breaches(house(tmp_path, PAGE, base="<h1>救助</h1>{% block main %}{% endblock %}")), FORM, "2 h1")


def test_a_template_nobody_names_is_named(tmp_path):
    root = house(tmp_path, PAGE)
    plant(root, **{PAGES: "FORM = None\n"})
    assert names(find_breaches(root), FORM, "nobody names this template")


def test_a_family_of_templates_named_by_act_is_used(tmp_path):
    root = house(tmp_path, PAGE)
    plant(root, **{"jiuzhu/desks/intake/templates/intake/acts/receive.html": "<p>收件</p>"})
    assert names(find_breaches(root), "acts/receive.html", "nobody names")
    plant(root, **{PAGES: NAMED + 'PANEL = f"intake/acts/{act}.html"\n'})
    assert find_breaches(root) == []
