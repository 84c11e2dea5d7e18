"""The benchmark of the dashboard leaves no query of a page out."""

from __future__ import annotations

import importlib
import pkgutil

import pytest

from dashboard import queries
from dashboard.database import Build
from tests.benchmarks.dashboard_calls import list_calls, read_ids
from tests.dashboard.conftest import build, sample_build

__all__ = ["build", "sample_build"]

pytestmark = pytest.mark.xdist_group("published")


def list_queries() -> set[str]:
    """The cached functions of `dashboard.queries`, as module.name; those of a module's own begin with an underscore."""
    modules = [
        importlib.import_module(f"{queries.__name__}.{each.name}") for each in pkgutil.iter_modules(queries.__path__)
    ]
    return {
        f"{module.__name__.rpartition('.')[2]}.{name}"
        for module in modules
        for name, found in vars(module).items()
        if hasattr(found, "__wrapped__") and found.__module__ == module.__name__ and not name.startswith("_")
    }


def test_every_query_behind_a_page_is_timed(build: Build) -> None:
    called = {call.name for call in list_calls(build, read_ids(build))}

    assert len(list_queries()) > 60
    assert list_queries() <= called
