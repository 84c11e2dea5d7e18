"""`hearsay correct`: what a person knows better, kept beside what was extracted; and the reports of readers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Annotated

import typer
from rich.console import Console

from orchestration import correcting
from orchestration.cli.correct_options import list_given, require_belonging
from orchestration.cli.person import name_person
from orchestration.corrections.correction import STATEMENT_KINDS, Correction, CorrectionError, new_correction_id
from orchestration.corrections.speaking import NOBODY
from orchestration.corrections.statements import Outcome, describe_correction
from orchestration.identity.names import MARK
from orchestration.settings import Settings, load_settings

SHOWN_CHARS = 100
NEXT = "It takes effect at the next build: hearsay build"

Name = Annotated[str | None, typer.Option(help="Who said it; “nobody” where that cannot be made out.")]
Kind = Annotated[str | None, typer.Option(help="What the speaker is: person, organisation, state, unnamed.")]
Role = Annotated[str | None, typer.Option(help="The speaker's role, or none.")]
Country = Annotated[
    str | None, typer.Option(help="The speaker's or the outlet's country, as in KZ; a speaker's or none.")
]
InsteadOf = Annotated[str | None, typer.Option(help="Of several speakers whom --speaker replaces; or everybody.")]
SaidOn = Annotated[str | None, typer.Option(help="When it was said: 2026-02-09, 2026-02, 2026 or none.")]
NotOne = Annotated[bool, typer.Option("--not-a-statement", help="Nobody is said to have said it.")]
Outlet = Annotated[str | None, typer.Option(help="The id of an outlet whose --country is wrong.")]
Merge = Annotated[tuple[str, str] | None, typer.Option(help="Two ids that are one speaker; the first stays.")]
Split = Annotated[tuple[str, str] | None, typer.Option(help="Two given ids of one speaker that are two.")]
Namesake = Annotated[str | None, typer.Option(help="The id of a speaker whose name somebody else has too.")]
Known = Annotated[str, typer.Option("--as", help="What tells that other person apart, after the name: “the judge”.")]
Places = Annotated[
    list[str] | None, typer.Option("--in", help="An article's id, an outlet's domain or name; repeatable.")
]
Undo = Annotated[str | None, typer.Option(help="The id of a correction to take back.")]
Listing = Annotated[bool, typer.Option("--list", help="List readers' reports and all corrections.")]
Accept = Annotated[list[str] | None, typer.Option(help="A report to make a correction of; repeatable.")]
Reject = Annotated[list[str] | None, typer.Option(help="A report to put aside; repeatable.")]
Why = Annotated[str, typer.Option(help="The reason; kept with the correction.")]
By = Annotated[str | None, typer.Option(help="Who says so; none: the user of this machine.")]


def correct(
    ctx: typer.Context,
    statement: Annotated[str | None, typer.Argument(help="A statement's id: on its evidence page.")] = None,
    speaker: Name = None,
    kind: Kind = None,
    role: Role = None,
    country: Country = None,
    instead_of: InsteadOf = None,
    said_on: SaidOn = None,
    not_a_statement: NotOne = False,
    outlet: Outlet = None,
    merge: Merge = None,
    split: Split = None,
    namesake: Namesake = None,
    known_as: Known = "",
    places: Places = None,
    undo: Undo = None,
    listing: Listing = False,
    accept: Accept = None,
    reject: Reject = None,
    why: Why = "",
    by: By = None,
) -> None:
    """Correct a statement, a speaker or an outlet; take a correction back; decide on readers' reports.

    What was extracted stays as it is, and both values are shown. Of the same speaker by a fuller name the role and
    country stay, and so do the others of several speakers. A correction is found again by the printed words: in a
    later version of the article too, and after every new extraction.

    Example: `hearsay correct 379923554c45e69edd42 --speaker "Ada Okafor" --country NG --why "Named in full below."`
    """
    settings = load_settings()
    require_belonging(list_given(ctx), is_nobody=speaker == NOBODY)
    if listing:
        _print_all(settings)
        return
    who = name_person(by)
    if accept:
        _accept(settings, accept, who)
    elif reject:
        correcting.reject(settings, reject, by=who, reason=_require_reason(why))
        _say(f"Rejected: {', '.join(reject)}; kept in {settings.reports_dir / 'rejected'}.")
    elif undo is not None:
        correcting.undo(settings, undo, by=who, reason=_require_reason(why), on_wait=_say)
        _say(f"Undone: {undo}. {NEXT}")
    else:
        now = datetime.now(UTC)
        one = Correction(new_correction_id(now), "", who, now, _require_reason(why), country_code=country)
        if namesake is not None:
            _tell_apart(settings, replace(one, subject_id=namesake, speaker_role=role), speaker, known_as, places or [])
            return
        if statement is not None:
            said = replace(one, speaker_kind=kind, speaker_role=role, instead_of=instead_of)
            made = _correct_statement(said, speaker, said_on)
        else:
            made = _correct_other(one, outlet, merge, split)
        _keep(settings, made, statement)


def _correct_statement(one: Correction, speaker: str | None, said_on: str | None) -> Correction:
    if said_on is not None:
        return replace(one, kind="said_on", said_on=said_on)
    if speaker is None:
        return replace(one, kind="not_a_statement")
    return replace(one, kind="speaker", speaker_name=None if speaker == NOBODY else speaker)


def _correct_other(
    one: Correction, outlet: str | None, merge: tuple[str, str] | None, split: tuple[str, str] | None
) -> Correction:
    if outlet is not None:
        return replace(one, kind="outlet_country", subject_id=outlet)
    pair = merge or split
    assert pair is not None  # one thing was asked for
    kind = "merge_speakers" if merge else "split_speakers"
    return replace(one, kind=kind, subject_id=pair[0], other_subject_id=pair[1])


def _tell_apart(settings: Settings, one: Correction, name: str | None, known_as: str, places: list[str]) -> None:
    if not name or not known_as.strip() or not places:
        raise CorrectionError(
            "Say the name that both have with --speaker, what tells the other one apart with --as, and --in which"
            " articles or outlets it is the other one who speaks."
        )
    marked = replace(one, kind="namesake", speaker_name=f"{name}{MARK}{known_as.strip()}", speaker_kind="person")
    for kept in correcting.tell_apart(settings, marked, places, on_wait=_say):
        where = kept.anchor.article_id if kept.anchor else kept.other_subject_id
        _say(f"In {where}: {kept.speaker_name}. Kept as {kept.correction_id}.")
    _say(f"{NEXT}\nTo take one back: hearsay correct --undo ID --why …")


def _keep(settings: Settings, made: Correction, statement: str | None) -> None:
    kept = correcting.correct(settings, made, statement_id=statement, on_wait=_say, on_foreseen=_say_both)
    if kept.kind in STATEMENT_KINDS and kept.anchor is not None:
        _say(f"About: {_shorten(kept.anchor.text)}")
    _say(f"Kept as {kept.correction_id}. {NEXT}\nTo take it back: hearsay correct --undo {kept.correction_id} --why …")


def _say_both(foreseen: Outcome) -> None:
    _say(f"{foreseen.extracted_value} → {foreseen.corrected_value}")


def _accept(settings: Settings, report_ids: list[str], who: str) -> None:
    refused = correcting.accept(settings, report_ids, by=who, on_wait=_say)
    if len(refused) < len(report_ids):
        _say(f"Accepted {len(report_ids) - len(refused):,}. {NEXT}")
    if refused:
        raise CorrectionError("These reports cannot be accepted as they are:\n" + "\n".join(refused))


def _print_all(settings: Settings) -> None:
    reports, corrections = correcting.list_all(settings, on_wait=_say)
    _say(f"{len(reports):,} reports of readers wait" + (": --accept ID, or --reject ID --why …" if reports else "."))
    for report in reports:
        _say(f"  {report.report_id}  " + (_describe(report.correction) if report.correction else report.problem))
    _say(f"{len(corrections):,} corrections" + (":" if corrections else "."))
    for each in corrections:
        values = f"{each.before or '?'} → {each.after}" if each.after else ""
        _say(f"  {each.correction_id}  {each.kind}, {each.state}: {_shorten(each.about)}  {values}")
        _say(f"      {each.made_by}, {each.made_at:%Y-%m-%d %H:%M} UTC: {_shorten(each.reason)}")


def _describe(correction: Correction) -> str:
    value = describe_correction(correction)
    about = (
        correction.anchor.text if correction.anchor else f"{correction.subject_id} {correction.other_subject_id or ''}"
    )
    return (
        f"{correction.kind}: {_shorten(about)}"
        + (f" → {value}" if value else "")
        + f"\n      {correction.made_by}, {correction.made_at:%Y-%m-%d %H:%M} UTC: {_shorten(correction.reason)}"
    )


def _require_reason(why: str) -> str:
    if not why.strip():
        raise CorrectionError("Say why, with --why: it is kept, and shown beside both values.")
    return why.strip()


def _shorten(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= SHOWN_CHARS else text[: SHOWN_CHARS - 1] + "…"


def _say(text: str) -> None:
    Console(highlight=False, soft_wrap=True).print(text, markup=False)
