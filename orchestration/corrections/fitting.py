"""Whether a correction fits the statement that it is about, before it is kept: in time, and in whom it replaces."""

from __future__ import annotations

from datetime import date

from orchestration.corrections.correction import EVERYBODY, Correction, CorrectionError, read_said_on
from orchestration.corrections.speaking import choose_meant, name_speaker
from orchestration.corrections.statements import Extracted


def require_fitting(correction: Correction, extracted: Extracted, printed_on: date | None) -> None:
    """Raise CorrectionError with what to change where the correction cannot be of this statement.

    `printed_on` is the day of the article version's text; where it is not known, nothing was said after the correction.
    """
    if correction.kind == "said_on":
        _require_past(correction, printed_on)
    if correction.kind == "speaker" and correction.speaker_name is not None:
        _require_meant(correction, extracted)


def _require_past(correction: Correction, printed_on: date | None) -> None:
    start = read_said_on(correction.said_on or "").start
    if start is not None and start > (printed_on or correction.made_at.date()):
        when = f"the article was printed on {printed_on}" if printed_on else "that day is still to come"
        raise CorrectionError(f"It cannot have been said on {correction.said_on}: {when}.")


def _require_meant(correction: Correction, extracted: Extracted) -> None:
    speakers = extracted.speakers
    listed = "; ".join(name_speaker(each) for each in speakers) or "nobody"
    if correction.instead_of not in (None, EVERYBODY, *(each["name"] for each in speakers)):
        raise CorrectionError(f"{correction.instead_of!r} is no speaker of this statement; it has: {listed}.")
    if choose_meant(correction, speakers) is None:
        raise CorrectionError(
            f"This statement has several speakers: {listed}. Say who {correction.speaker_name} is with --instead-of"
            f" NAME, or with --instead-of {EVERYBODY} that nobody else spoke."
        )
