"""A parser for the small county, for all tests of its sentences."""

from __future__ import annotations

import pytest

from nlu.local_parser import LocalParser
from nlu.model import Model
from nlu.products import ProductIndex
from tests.nlu.county import small_county


@pytest.fixture(scope="session")
def parser(model: Model) -> LocalParser:
    return LocalParser(model, small_county())


@pytest.fixture(scope="session")
def index() -> ProductIndex:
    return ProductIndex(small_county())
