"""What this browser was shown when its reader last looked: kept in the browser's own storage, never by the server."""

from __future__ import annotations

from datetime import UTC, datetime

from dashboard.browser_scripts import run_script


def find_last_look(newest_loaded_at: datetime | None) -> datetime | None:
    """When the newest article was loaded of the build that this browser showed on its visit before this one, in UTC.

    None on a first visit, where the browser keeps nothing, and in the first run of a page, before the browser answered.

    Args:
        newest_loaded_at: that moment for the build that is shown now, for the browser to keep.
    """
    loaded = newest_loaded_at.astimezone(UTC).replace(tzinfo=None).isoformat() if newest_loaded_at else ""
    answer = run_script("last_look", key="last_look_answer", data={"loaded": loaded}, on_before_change=lambda: None)
    return parse_moment(str(answer.before or ""))


def parse_moment(written: str) -> datetime | None:
    """A moment in UTC from its ISO form, which is taken for UTC where it names no zone; None where there is none."""
    try:
        moment = datetime.fromisoformat(written)
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)
    except (ValueError, OverflowError):
        # The first hours of the first year are before it in another zone.
        return None


def write_moment_key(moment: datetime) -> str:
    """A moment as it stands in an address: the inverse of `parse_moment`."""
    return moment.astimezone(UTC).replace(tzinfo=None).isoformat()
