"""Nothing that a page is made of comes from outside."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pandas as pd

from dashboard.maps import draw_world, list_drawn_codes

PROJECT = Path(__file__).resolve().parents[2]
OUTSIDE = re.compile(r"https?://(?!127\.0\.0\.1|localhost)", re.IGNORECASE)


def test_no_source_names_an_address_outside() -> None:
    files = [
        *PROJECT.glob("dashboard/**/*.py"),
        *PROJECT.glob("dashboard/assets/*.css"),
        PROJECT / "dashboard/.streamlit/config.toml",
    ]
    named = [path.name for path in files if OUTSIDE.search(path.read_text(encoding="utf-8"))]

    assert len(files) > 20
    assert named == []
    assert "url(" not in (PROJECT / "dashboard/assets/style.css").read_text(encoding="utf-8")


def test_the_server_reports_nothing_and_shows_no_traceback() -> None:
    config = tomllib.loads((PROJECT / "dashboard/.streamlit/config.toml").read_text(encoding="utf-8"))

    assert config["browser"]["gatherUsageStats"] is False
    assert config["client"]["showErrorDetails"] == "none"
    assert config["client"]["showErrorLinks"] is False
    assert config["server"]["address"] == "127.0.0.1"


def test_the_map_holds_its_boundaries_and_joins_by_iso_number() -> None:
    rows = pd.DataFrame(
        {"country_code": ["KE"], "country_code_numeric": ["404"], "country_name": ["Kenya"], "share": [0.5],
         "detail": ["1 article"], "is_faded": [False]}
    )  # fmt: skip
    chart = draw_world(rows, value="share", title="Share").to_dict()

    assert "404" in list_drawn_codes()
    assert len(list_drawn_codes()) == 174
    assert chart["data"]["format"] == {"feature": "countries", "type": "topojson"}
    assert "url" not in chart["data"]
    inlined = chart["datasets"][chart["data"]["name"]]
    assert len(inlined["objects"]["countries"]["geometries"]) == 177
