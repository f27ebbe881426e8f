"""A district from nothing: townships with their offices and books, villages, further offices; made by the steward."""

import json
from typing import Any

import pytest

from jiuzhu.funds.models import FundAccount
from jiuzhu.ground.actor import DISTRICT, SYSTEM
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import BadInput, NotYourDuty
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import add_office, add_villages, correct_place_name, set_up_township
from jiuzhu.offices.models import Office, Township, Village
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PLACES = "/stewards/places/"


def made(act: Any, **given: Any) -> Any:
    """By the system at set-up."""
    return act(actor=SYSTEM, on=DAY, **given)


def here(*villages: tuple[str, str]) -> dict[str, Any]:
    """Villages of 北岙."""
    return {"township": BEIAO, "villages": list(villages)}


def test_an_empty_database_gets_a_township_with_everything_a_case_needs() -> None:
    set_scope(DISTRICT)
    row = made(set_up_township, code=BEIAO, short=" ba ")
    assert (row.name, row.short) == ("北岙街道", "BA")
    assert list(Office.objects.order_by("pk").values_list("key", flat=True)) == [
        f"{BEIAO}.{kind}" for kind in ("window", "social_affairs", "leadership", "finance", "discipline")]  # fmt: skip
    assert FundAccount.objects.filter(township=BEIAO).count() == 5
    wrong = (
        (set_up_township, {"code": BEIAO, "short": "BX"}, "已经建好"),
        (set_up_township, {"code": "330305002", "short": "BA"}, "已经给了别的"),
        (set_up_township, {"code": "330305002", "short": "北"}, "1 到 4 个字母"),
        (set_up_township, {"code": "110101001", "short": "DC"}, "请从列表中选择"),
        (add_villages, {"township": "330305002", "villages": [("330305002200", "x")]}, "请选择街道"),
        (add_villages, {"township": BEIAO, "villages": []}, "一行一个"),
        (add_villages, here((f"{BEIAO}200", "甲村"), ("330305002201", "乙村")), "第 2 行：代码"),
        (add_villages, here((f"{BEIAO}200", "")), "第 1 行：代码后面"),
        (add_villages, here((f"{BEIAO}200", "甲村"), (f"{BEIAO}201", "甲村")), "第 2 行：代码或名称"),
        (add_office, {"township": "x", "kind": "window", "name": "x"}, "请选择街道"),
        (add_office, {"township": BEIAO, "kind": "bureau", "name": "x"}, "哪一类：社会救助窗口"),
        (add_office, {"township": BEIAO, "kind": "window", "name": " "}, "单位全称"),
        (add_office, {"township": BEIAO, "kind": "window", "name": "北岙街道 财政所"}, "已经有"),
    )  # fmt: skip
    for act, given, says in wrong:
        with pytest.raises(BadInput, match=says):
            made(act, **given)
    assert (Township.objects.count(), Village.objects.count(), Office.objects.count()) == (1, 0, 5)
    made(add_villages, township=BEIAO, villages=[(f"{BEIAO}200", "望潮社区"), (f"{BEIAO}201", "礁湾村")])
    with pytest.raises(BadInput, match=f"{BEIAO}201已经建好"):
        made(add_villages, township=BEIAO, villages=[(f"{BEIAO}202", "沙角村"), (f"{BEIAO}201", "礁湾村")])
    assert list(Village.objects.values_list("name", flat=True)) == ["望潮社区", "礁湾村"]
    keys = [made(add_office, township=BEIAO, kind="window", name=f"北片服务点 {n}").key for n in (1, 2)]
    assert keys == [f"{BEIAO}.window.2", f"{BEIAO}.window.3"]
    assert [made(add_office, township="", kind="department", name=f"区{n}").key for n in "教残"] == [
        "department", "department.2"]  # fmt: skip


def test_the_steward_makes_them_on_the_page_and_nobody_else() -> None:
    build()
    who = visitor("steward", "")
    page = who.text(PLACES)
    assert "北岙街道" in page and "望潮社区" in page and "区民政局" in page
    assert "330305001）" not in page, "what is there already is not offered"
    answer = who.post(
        f"{PLACES}villages/", {"township": BEIAO, "villages": f"{BEIAO}299 新村\n\n33 旧村", "form_key": "w"}
    )
    assert answer.status_code == 400 and "第 2 行：代码应是" in answer.content.decode()
    assert f"{BEIAO}299 新村" in answer.content.decode(), "what was typed stays"
    sent = {"township": BEIAO, "villages": f"{BEIAO}299 新村\n", "form_key": "v"}
    assert who.post(f"{PLACES}villages/", sent).status_code == 302
    office = {"place": "district", "kind": "department", "name": "区残联二部", "form_key": "o"}
    assert who.post(f"{PLACES}office/", office).status_code == 302
    assert "新村" in who.text(PLACES) and "区残联二部" in who.text(PLACES)
    set_scope(DISTRICT)
    acts = list(AuditEntry.objects.filter(act__startswith="add_").order_by("pk").values_list("act", "actor_post"))
    assert acts == [("add_villages", "steward"), ("add_office", "steward")]
    assert "由区民政局管理员建立" in visitor("bureau_officer", "").text(PLACES)
    with pytest.raises(NotYourDuty, match="管理员"):
        add_office(actor=holder("bureau_officer", ""), on=DAY, township="", kind="department", name="区某局")


def test_a_misspelt_name_is_put_right_and_everything_stays_with_it() -> None:
    build()
    steward, post = visitor("steward", ""), Office.objects.get(key=f"{BEIAO}.window")
    sent = {"place": f"v-{WANGCHAO}", "name": "望潮社区居委会", "reason": "漏了字", "form_key": "n"}
    wrong = (
        ({"place": "v-1"}, "请从列表中选择"),
        ({"name": " "}, "改正后的名称"),
        ({"name": "长" * 41}, "最多 40 个字"),
        ({"name": "望潮社区"}, "现在就叫“望潮社区”"),
        ({"reason": ""}, "为什么改"),
        ({"name": Village.objects.filter(township=BEIAO).exclude(pk=WANGCHAO)[0].name}, "两处不能同名"),
    )
    for n, (changed, says) in enumerate(wrong):
        answer = steward.post(f"{PLACES}name/", sent | changed | {"form_key": f"w{n}"})
        assert answer.status_code == 400 and says in answer.content.decode(), says
    assert steward.post(f"{PLACES}name/", sent).status_code == 302
    assert "望潮社区居委会" in steward.text(PLACES)
    office = {"place": f"o-{post.pk}", "name": "北岙街道 便民救助窗口", "reason": "全称", "form_key": "o"}
    assert steward.post(f"{PLACES}name/", office).status_code == 302
    post.refresh_from_db()
    assert (post.name, post.key, post.township) == ("北岙街道 便民救助窗口", f"{BEIAO}.window", BEIAO)
    assert Village.objects.get(pk=WANGCHAO).township_id == BEIAO
    set_scope(DISTRICT)
    lines = [json.loads(row.entry) for row in AuditEntry.objects.filter(act="correct_place_name").order_by("pk")]
    assert [(line["old"]["name"], line["new"]["name"], line["clause"]) for line in lines] == [
        ("望潮社区", "望潮社区居委会", ["n11.6"]),
        ("北岙街道 社会救助窗口", "北岙街道 便民救助窗口", ["n11.4"]),
    ]
    with pytest.raises(NotYourDuty, match="管理员"):
        correct_place_name(actor=holder("bureau_officer", ""), on=DAY, place=post, name="另名", reason="x")
