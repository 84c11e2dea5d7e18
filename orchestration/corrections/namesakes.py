"""Two people of one name: whom the statements of an article, or of an outlet, belong to where a person said so.

The name is marked in the statements, before anybody is identified: nothing that is printed tells the two apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from orchestration.corrections.correction import Correction
from orchestration.corrections.speaking import Speaker, correct_speaker, may_be_one, name_speaker
from orchestration.corrections.statements import Change, Outcome, Version, describe_correction, lose
from orchestration.identity.names import PersonName, read_person, relate


def mark_namesakes(
    version: Version, corrections: Sequence[Correction], decided: Collection[str]
) -> tuple[list[Change], list[Outcome]]:
    """Give the statements of one version of an article to the namesakes that these corrections, oldest first, name.

    `decided` are the statements whose speaker somebody corrected one by one, or that are none: those stay. Of two
    corrections of one name the later counts. An outcome for each.
    """
    changes: list[Change] = []
    met: dict[str, str] = {}
    counts: set[str] = set()
    printed = {name for each in version.statements for speaker in each.speakers if (name := _read(speaker))}
    for statement in version.statements:
        speakers: list[Speaker] = list(statement.speakers)
        causes: set[str] = set()
        for position, speaker in enumerate(statement.speakers):
            meant = [each for each in corrections if _has_name(each, speaker, printed)]
            for each in meant:
                met.setdefault(each.correction_id, name_speaker(speaker))
            if meant and statement.statement_id not in decided:
                speakers[position] = correct_speaker(speaker, meant[-1])
                causes.add(meant[-1].correction_id)
        counts |= causes
        if causes:
            changes.append(Change(statement.statement_id, causes, speakers=speakers))
    outcomes = [
        Outcome(
            each.correction_id,
            version.article_version,
            "applied" if each.correction_id in counts else "superseded",
            extracted_value=met[each.correction_id],
            corrected_value=describe_correction(each),
        )
        if each.correction_id in met
        else lose(each, version.article_version)
        for each in corrections
    ]
    return changes, outcomes


def is_of_name(correction: Correction, name: str) -> bool:
    """Whether a person's name, as a text or the key of a speaker, may be the one that the correction is about."""
    one, other = read_person(name), _read_meant(correction)
    return one is not None and other is not None and not one.mark and may_be_one(one, other)


def _has_name(correction: Correction, speaker: Speaker, printed: Iterable[PersonName]) -> bool:
    name, meant = _read(speaker), _read_meant(correction)
    if name is None or meant is None or not is_of_name(correction, speaker["name"] or ""):
        return False
    # "Smith" is nobody for sure where the article has another Smith too.
    full = [each for each in printed if each.given and each.surname == meant.surname]
    return bool(name.given) or all(relate(each, meant) is not None for each in full)


def _read(speaker: Speaker) -> PersonName | None:
    return read_person(speaker["name"] or "") if speaker["kind"] == "person" else None


def _read_meant(correction: Correction) -> PersonName | None:
    return read_person(correction.printed_name)
