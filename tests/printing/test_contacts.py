"""电话和地址 of an office: kept by the steward, printed from the day on; the village worker prints what they post."""

import pytest

from jiuzhu.cases import acts
from jiuzhu.ground.actor import DISTRICT
from jiuzhu.ground.models import AuditEntry
from jiuzhu.ground.refusals import NotYourDuty
from jiuzhu.ground.scope import set_scope
from jiuzhu.offices.acts import keep_contact
from jiuzhu.offices.models import Contact, Office, Village
from jiuzhu.printing import data
from tests.desks.casework.cases import on, page_of, published, received
from tests.desks.visitors import visitor
from tests.district import BEIAO, DAY, WANGCHAO, build, holder

pytestmark = pytest.mark.django_db(databases=["default", "access_log"])
PLACE = "/stewards/offices/contact/"
PHONE, ADDRESS, LATER = "0577-63480000", "渔港路 1 号", "0577-63481111"


def test_a_kept_number_stands_on_the_papers_from_its_day_on() -> None:
    build()
    case = received()
    window = Office.objects.get(township=BEIAO, kind="window")
    steward = visitor("steward", "")
    assert "窗口电话 没有登记" in steward.text("/stewards/offices/")
    form = {"office": window.pk, "phone": PHONE, "address": ADDRESS}
    for wrong, status, says in (
        ({"phone": "打总机"}, 400, "电话只写数字"),
        ({"phone": "", "address": ""}, 400, "请填写电话或者地址"),
        ({}, 302, ""),
        ({}, 400, "和现在的一样"),
    ):
        key = steward.form_key(f"{PLACE}?office={window.pk}")
        answer = steward.post(PLACE, {**form, **wrong, "form_key": key})
        assert answer.status_code == status and says in answer.content.decode()
    row = Contact.objects.get()
    assert (row.office_id, row.phone, row.address, row.effective_from) == (window.pk, PHONE, ADDRESS, DAY)
    assert row.kept_by_id == steward.actor.person_id
    assert AuditEntry.objects.get(act="keep_contact").actor_post == "steward"
    assert f"窗口电话 {PHONE}，地址 {ADDRESS}" in steward.text("/stewards/offices/")
    with pytest.raises(NotYourDuty, match="由区民政局管理员维护"):
        keep_contact(actor=holder("handler"), on=DAY, office_id=window.pk, phone=LATER, address="")
    set_scope(DISTRICT)
    published(case)
    keep_contact(actor=holder("steward", ""), on=on(10), office_id=window.pk, phone=LATER, address=ADDRESS)
    told = data.data_of(case, "publication")
    assert (told["phone"], told["places"][0]) == (PHONE, f"到北岙街道社会救助窗口（{ADDRESS}）提出"), "还是贴出去那天的"
    acts.close_publication(actor=holder("handler"), on=on(17), case_id=case.pk, outcome="clear")
    acts.decide_case(actor=holder("leader_in_charge"), on=on(17), case_id=case.pk, outcome="approve", text="同意")
    said = data.data_of(case, "confirmation")["remedies"][0]
    assert f"北岙街道社会救助窗口（{ADDRESS}，电话 {LATER}）" in said


def test_the_worker_of_a_village_prints_what_hangs_there() -> None:
    build()
    own, other = published(received()), Village.objects.exclude(code=WANGCHAO).filter(township=BEIAO).first()
    elsewhere = published(received(2, village=other.code))
    worker = visitor("village_worker")
    sheet = worker.get(f"{page_of(own)}print/publication/")
    assert (sheet.status_code, sheet["Content-Type"]) == (200, "application/pdf")
    assert f"{page_of(own)}print/publication/" in worker.text(page_of(own))
    refused = worker.get(f"{page_of(elsewhere)}print/publication/")
    assert refused.status_code == 403 and "只能打印自己村（社区）" in refused.content.decode()
    assert worker.get(f"{page_of(own)}print/acceptance/").status_code == 403
