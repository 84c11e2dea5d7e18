"""How loads are cut into days. Only partition definitions belong here."""

from __future__ import annotations

import dagster as dg

# Before this day nothing was loaded by Dagster; older articles belong to the day on which they are loaded.
FIRST_LOAD_ON = "2026-01-01"

# One partition per load date. Today's is there from midnight UTC on (end_offset), because loads carry the day they
# are made on, and a day's files arrive while it lasts.
load_days = dg.DailyPartitionsDefinition(start_date=FIRST_LOAD_ON, timezone="UTC", end_offset=1)
