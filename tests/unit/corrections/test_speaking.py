"""Who spoke, as a correction has it: of the same speaker what is printed stays, and so do the others."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from orchestration.corrections.correction import Correction, CorrectionError
from orchestration.corrections.fitting import require_fitting
from orchestration.corrections.speaking import Speaker, describe_speakers, replace_speakers
from orchestration.corrections.statements import Extracted

MADE_AT = datetime(2026, 11, 29, tzinfo=UTC)
PRINTED_ON = date(2026, 2, 9)


def speaker(name: str | None, role: str | None = None, country: str | None = None, kind: str = "person") -> Speaker:
    basis = "mention" if country else None
    return {"mention": "he", "name": name, "kind": kind, "role": role, "country_code": country, "country_basis": basis}


IVANOV = speaker("Ivanov", "Defence Minister", "BG")
OTIENO, WANJIRU = speaker("Moses Otieno", "President"), speaker("Grace Wanjiru", None, "UG")
OFFICIALS = speaker("officials", "customs", "KE", "unnamed")
BOARD = speaker("Lakeshore Power", None, "KE", "organisation")


def named(name: str, **given: Any) -> Correction:
    return Correction("c1", "speaker", "Ines", MADE_AT, "as printed", speaker_name=name, **given)


@pytest.mark.parametrize(
    ("extracted", "correction", "becomes"),
    [
        # The same speaker, more fully, shortly, or as it was.
        ([IVANOV], named("Petar Ivanov"), "Petar Ivanov, Defence Minister (BG)"),
        ([IVANOV], named("Petar Ivanov", speaker_role="Foreign Minister"), "Petar Ivanov, Foreign Minister (BG)"),
        ([IVANOV], named("Petar Ivanov", speaker_role="none", country_code="none"), "Petar Ivanov"),
        ([IVANOV], named("Ivanov", country_code="MK"), "Ivanov, Defence Minister (MK)"),
        ([OFFICIALS], named("Asha Mboya"), "Asha Mboya, customs (KE)"),
        ([BOARD], named("Lakeshore Power", country_code="UG"), "Lakeshore Power (UG)"),
        # Somebody else: the role and the country are not theirs.
        ([IVANOV], named("Ana Brook"), "Ana Brook"),
        ([BOARD], named("Ana Brook", speaker_role="engineer"), "Ana Brook, engineer"),
        ([], named("Ana Brook", country_code="GB"), "Ana Brook (GB)"),
        # Of two the one who is meant, in place.
        ([OTIENO, WANJIRU], named("Moses Otieno", country_code="KE"),
         "Moses Otieno, President (KE) and Grace Wanjiru (UG)"),
        ([OTIENO, WANJIRU], named("Grace Njeri Wanjiru"), "Moses Otieno, President and Grace Njeri Wanjiru (UG)"),
        ([OTIENO, WANJIRU], named("Ana Brook", instead_of="Grace Wanjiru"), "Moses Otieno, President and Ana Brook"),
        ([OTIENO, WANJIRU], named("Moses Otieno", instead_of="Grace Wanjiru"), "Moses Otieno"),
        ([OTIENO, WANJIRU], named("Moses Otieno", instead_of="everybody"), "Moses Otieno, President"),
        ([OTIENO, OFFICIALS], named("Asha Mboya", instead_of="officials"),
         "Moses Otieno, President and Asha Mboya, customs (KE)"),
        # Whoever was meant is not told apart any more, after another extraction: nobody is kept who may be wrong.
        ([OTIENO, WANJIRU], named("Ana Brook", instead_of="Ada Okafor"), "Ana Brook"),
        ([OTIENO, WANJIRU], Correction("c1", "speaker", "Ines", MADE_AT, "nobody says"), "nobody"),
    ],
)  # fmt: skip
def test_what_is_not_told_otherwise_stays(extracted: list[Speaker], correction: Correction, becomes: str) -> None:
    assert describe_speakers(replace_speakers(correction, extracted)) == becomes


def test_the_kind_the_mention_and_whence_the_country_is_stay_too() -> None:
    (board,) = replace_speakers(named("Lakeshore Power"), [BOARD])
    (person,) = replace_speakers(named("Asha Mboya"), [OFFICIALS])
    (other,) = replace_speakers(named("Ana Brook", country_code="GB"), [BOARD])

    assert board == BOARD
    assert (person["kind"], person["mention"], person["country_basis"]) == ("person", "he", "mention")
    assert (other["kind"], other["mention"], other["country_basis"]) == ("person", "he", "correction")


def said_on(days: str) -> Correction:
    return Correction("c1", "said_on", "Ines", MADE_AT, "as printed", said_on=days)


@pytest.mark.parametrize(
    ("correction", "printed_on", "message"),
    [
        (said_on("2199-01-01"), PRINTED_ON, "printed on 2026-02-09"),
        (said_on("2026-02-10"), PRINTED_ON, "printed on 2026-02-09"),
        (said_on("2026-03"), PRINTED_ON, "printed on 2026-02-09"),
        (said_on("2026-11-30"), None, "still to come"),
        (named("Ana Brook"), PRINTED_ON, "several speakers: Moses Otieno, President; Grace Wanjiru"),
        (named("Ana Brook", instead_of="Ada Okafor"), PRINTED_ON, "'Ada Okafor' is no speaker"),
    ],
)
def test_what_cannot_be_of_the_statement_is_refused(
    correction: Correction, printed_on: date | None, message: str
) -> None:
    with pytest.raises(CorrectionError, match=message):
        require_fitting(correction, joint(), printed_on)


@pytest.mark.parametrize(
    ("correction", "printed_on"),
    [
        (said_on("2026-02-09"), PRINTED_ON),
        (said_on("2026-02"), PRINTED_ON),
        (said_on("2026"), PRINTED_ON),
        (said_on("none"), PRINTED_ON),
        (said_on("2026-11-29"), None),
        (named("Otieno", instead_of="everybody"), None),
        (named("Otieno"), None),
    ],
)
def test_what_can_be_is_not(correction: Correction, printed_on: date | None) -> None:
    require_fitting(correction, joint(), printed_on)


def joint() -> Extracted:
    return Extracted("s1", "body", ((0, 9),), None, (OTIENO, WANJIRU), None, None)
