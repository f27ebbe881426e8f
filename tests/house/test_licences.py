from importlib.metadata import PackageNotFoundError

import pytest

from tests.house.breaking import names, plant
from tests.house.house import ROOT, report
from tests.house.inspect_licences import find_breaches

FREE = [
    "BSD-3-Clause",
    "OSI Approved :: MIT License",
    "LGPL-3.0-only",
    "GPL-2.0 OR MIT",
    "GNU Lesser General Public License v3",
]
BOUND = ["AGPL-3.0-only", "GPL-3.0-or-later", "OSI Approved :: GNU Affero General Public License v3", "GNU GPL v3"]


def judge(root, licence):
    lock = plant(root, **{"requirements.lock": "some-library==1.0 \\\n    --hash=sha256:00\n"})
    return find_breaches(lock, licence_of=lambda name: licence)


def test_no_dependency_is_under_the_gpl():
    breaches = find_breaches(ROOT)
    assert not breaches, report(breaches)


@pytest.mark.parametrize("licence", BOUND)
def test_a_gpl_dependency_is_named(tmp_path, licence):
    assert names(judge(tmp_path, licence), "requirements.lock:1", "some-library is under", licence)


@pytest.mark.parametrize("licence", FREE)
def test_other_free_licences_pass(tmp_path, licence):
    assert judge(tmp_path, licence) == []


def test_a_dependency_without_licence_or_not_installed_is_named(tmp_path):
    assert names(judge(tmp_path, ""), "some-library states no licence")

    def absent(name):
        raise PackageNotFoundError(name)

    assert names(find_breaches(tmp_path, licence_of=absent), "some-library states no licence")
