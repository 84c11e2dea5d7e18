"""Our own labelled sentences, one test for each phenomenon, through the whole extractor."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from orchestration.extraction.article import Article, Extractor
from orchestration.extraction.text.statement import Statement
from tests.gold.marked import Case, read_cases

CASES = read_cases(Path(__file__).parent / "sentences.txt")
PUBLISHED = date(2026, 10, 15)


def _params() -> list[object]:
    known = [pytest.mark.xfail(strict=True, reason=case.known_failure) if case.known_failure else () for case in CASES]
    return [pytest.param(case, id=case.name, marks=mark) for case, mark in zip(CASES, known, strict=True)]


@pytest.mark.parametrize("case", _params())
def test_sentence_gives_its_labels(case: Case, extractor: Extractor) -> None:
    found = extractor.extract(Article("", case.text, PUBLISHED))
    assert len(found) == len(case.spans), [_shown(case.text, s) for s in found]
    partner = {number: _partner(case, number, found) for number in case.spans}
    for number, expected in case.expected.items():
        values = _values(partner[number], partner)
        for key, value in expected.items():
            wanted = sorted(v.strip() for v in value.split(",") if v.strip())
            assert values[key] == wanted, f"{key} of statement {number}: {values[key]}"


def _partner(case: Case, number: int, found: list[Statement]) -> Statement:
    """The found statement that covers the labelled content, of which source and cue agree too."""
    wanted = {part: _letters(case.text, spans) for part, spans in case.spans[number].items()}
    best = max(found, key=lambda s: _jaccard(wanted["content"], _letters(case.text, s.content)))
    assert _jaccard(wanted["content"], _letters(case.text, best.content)) >= 0.85, _shown(case.text, best)
    if wanted["source"]:
        assert wanted["source"] & _letters(case.text, best.source), f"source: {_shown(case.text, best)}"
    return best


def _letters(text: str, spans: list[tuple[int, int]]) -> set[int]:
    return {i for start, end in spans for i in range(start, end) if text[i].isalnum()}


def _jaccard(left: set[int], right: set[int]) -> float:
    return len(left & right) / len(left | right) if left | right else 1.0


def _values(statement: Statement, partner: dict[int, Statement]) -> dict[str, list[str]]:
    speakers = statement.speakers
    first = speakers[0] if speakers else None
    return {
        "type": [statement.statement_type],
        "stance": [statement.stance],
        "speaker": sorted(s.name for s in speakers),
        "kind": [first.kind] if first else [],
        "country": [first.country_code] if first and first.country_code else [],
        "role": [first.role] if first and first.role else [],
        "resolution": [statement.resolution],
        "to": [statement.addressee] if statement.addressee else [],
        "via": sorted(r.outlet_name for r in statement.relays),
        "said_on": [statement.said_on.iso_prefix] if statement.said_on else [],
        "about": sorted({code for code, _ in statement.about_countries}),
        "actors": sorted({name for name, _ in statement.about_actors}),
        "in": [str(n) for n, other in partner.items() if other is statement.parent],
    }


def _shown(text: str, s: Statement) -> str:
    parts = (" … ".join(text[a:b] for a, b in spans) for spans in (s.source, s.cue, s.content))
    return " | ".join(parts)
