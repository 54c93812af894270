"""One trained model for all tests of the parser, kept between runs under the hash of its training data."""

from __future__ import annotations

from pathlib import Path

import pytest

from nlu.commands import DATA
from nlu.local_parser import LocalParser
from nlu.model import Model
from nlu.products import ProductIndex
from nlu.training import load_or_train
from tests.nlu.county import small_county


@pytest.fixture(scope="session")
def cache_dir(request: pytest.FixtureRequest) -> Path:
    return Path(request.config.cache.mkdir("nlu"))


@pytest.fixture(scope="session")
def model(cache_dir: Path) -> Model:
    return load_or_train(DATA, cache_dir)


@pytest.fixture(scope="session")
def parser(model: Model) -> LocalParser:
    return LocalParser(model, small_county())


@pytest.fixture(scope="session")
def index() -> ProductIndex:
    return ProductIndex(small_county())
