"""Who may do what. Permission is asked inside the use case: a menu is not a lock."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar, cast

from domain.county import County
from domain.people.model import Actor, Role
from domain.store import UnitOfWork

P = ParamSpec("P")
R = TypeVar("R")
UseCase = Callable[Concatenate[County, UnitOfWork, Actor, P], R]

# Every use case with the roles that may call it: the matrix test reads it.
USE_CASES: dict[str, frozenset[Role]] = {}


def allowed(*roles: Role) -> Callable[[UseCase[P, R]], UseCase[P, R]]:
    """Make a function a use case that only these roles may call; others get `NotAllowed`."""

    def wrap(function: UseCase[P, R]) -> UseCase[P, R]:
        USE_CASES[f"{function.__module__}.{function.__name__}"] = frozenset(roles)

        @wraps(function)
        def guarded(county: County, store: UnitOfWork, actor: Actor, /, *args: P.args, **kwargs: P.kwargs) -> R:
            actor.require(*roles)
            return function(county, store, actor, *args, **kwargs)

        return cast("UseCase[P, R]", guarded)

    return wrap


EVERYBODY = tuple(role for role in Role if role is not Role.SYSTEM)
CUSTOMERS = (Role.GUEST, Role.RESIDENT, Role.VOLUNTEER, Role.MERCHANT, Role.DRIVER, Role.CENTRE, Role.OPERATOR)
