"""The sample as the dashboard's tests build it, once for all workers."""

from tests.dashboard.conftest import sample_build

__all__ = ["sample_build"]
