"""The trained parser, made once for all tests and kept between runs under the hash of its training data."""

from __future__ import annotations

import fcntl
from pathlib import Path

import pytest

from nlu.commands import DATA
from nlu.local_parser import LocalParser
from nlu.model import Model
from nlu.result import Vocabulary
from nlu.training import load_or_train


@pytest.fixture(scope="session")
def model(trained_cache: Path) -> Model:
    """The trained model alone."""
    return load_or_train(DATA, trained_cache)


@pytest.fixture(scope="session")
def trained(model: Model) -> LocalParser:
    """A parser that knows the language, but no goods yet."""
    return LocalParser(model, Vocabulary(version=""))


@pytest.fixture(scope="session")
def trained_cache(pytestconfig: pytest.Config) -> Path:
    """The folder with the trained model. Of several test processes the first one trains, the others wait for it."""
    cache = Path(pytestconfig.cache.mkdir("nlu"))
    with (cache / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        load_or_train(DATA, cache)
    return cache
