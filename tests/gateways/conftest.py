"""Fixtures of the gateways: real fakes, ended after each test."""

from collections.abc import Callable, Iterator

import pytest

from jiuzhu.gateways.bank.client import BankClient
from jiuzhu.gateways.means_check.client import MeansCheckClient
from tests.gateways.processes import FakeProcess, true_now


@pytest.fixture
def starts(tmp_path) -> Iterator[Callable[..., FakeProcess]]:
    """`starts("bank", option, …)` starts a fake on a free port."""
    started: list[FakeProcess] = []

    def start(module: str, *options: str) -> FakeProcess:
        fake = FakeProcess(module, tmp_path / module, *options)
        started.append(fake)
        return fake.start()

    yield start
    for fake in started:
        fake.end()


@pytest.fixture
def bank(starts) -> FakeProcess:
    return starts("bank")


@pytest.fixture
def centre(starts) -> FakeProcess:
    return starts("means_check")


@pytest.fixture
def to_bank(bank) -> Iterator[BankClient]:
    with BankClient(bank.url, bank.key, true_now) as client:
        yield client


@pytest.fixture
def to_centre(centre) -> Iterator[MeansCheckClient]:
    with MeansCheckClient(centre.url, centre.key, true_now) as client:
        yield client
