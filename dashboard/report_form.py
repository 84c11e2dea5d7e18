"""The form by which a reader reports a mistake: it writes one file, and changes nothing that is shown."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import streamlit as st

from dashboard.frame import Page
from dashboard.queries import corrections as queries
from dashboard.report_queue import QueueClosedError, is_open, make_anchor, make_article_anchor, write_report
from dashboard.sign_in import name_reader
from dashboard.wording import KIND_WORDS

KINDS = {
    "speaker": "Somebody else said it",
    "nobody": "It cannot be made out who said it",
    "said_on": "It was said on another day",
    "not_a_statement": "Nobody is said to have said this",
    "outlet_country": "The outlet is of another country",
    "merge_speakers": "The speaker is the same as another one",
    "split_speakers": "The speaker is two different ones",
    "namesake": "It is another person of the same name",
}
# Between a name and what tells its bearer from another: orchestration/identity/names.py, MARK.
MARK = " · "
# In place of a speaker's name, all speakers: orchestration/corrections/correction.py.
EVERYBODY = "everybody"
DAY_MONTH_YEAR = re.compile(r"none|\d{4}(-\d{2}(-\d{2})?)?")
MOST_FOUND = 20
SENT, ROUND = "report_sent", "report_round"
Value = dict[str, Any]


def show_report_form(
    page: Page, statement: Mapping[str, Any], article: Mapping[str, Any], speakers: Sequence[Mapping[str, Any]]
) -> None:
    """The form, folded; nothing where reports are not taken."""
    if not is_open(page.settings):
        return
    sent = st.session_state.pop(SENT, None)
    if sent:
        st.success(
            f"Thank you. Your report {sent} is kept. The page changes with a later build, once somebody in charge of"
            " this warehouse has accepted it; what was extracted stays visible beside it.",
            icon=":material/check:",
        )
    with st.expander("Report a mistake", icon=":material/edit_note:"):
        # Other keys after every report, so that the next one begins empty.
        turn = st.session_state.get(ROUND, 0)
        key = f"report_{statement['statement_id']}_{turn}"
        kind = st.selectbox("What is wrong?", list(KINDS), format_func=KINDS.__getitem__, key=f"{key}_kind")
        value = _ask_value(page, kind, statement, speakers, key)
        reason = st.text_area("How do you know?", max_chars=1000, key=f"{key}_why").strip()
        by = name_reader(page.settings) or st.text_input("Your name", max_chars=100, key=f"{key}_by").strip()
        st.caption("Your name, your reason and the time are kept and shown with the correction.")
        if st.button("Send the report", key=f"{key}_send", type="primary"):
            problem = "" if value is not None else "Say what is right instead."
            problem = problem or ("" if reason else "Say how you know it.") or ("" if by else "Give your name.")
            if problem:
                st.error(problem)
            else:
                _send(page, {**(value or {}), "reason": reason, "made_by": by}, statement, article)


def _ask_value(
    page: Page, kind: str, statement: Mapping[str, Any], speakers: Sequence[Mapping[str, Any]], key: str
) -> Value | None:
    """What is right instead, as the report has it; None where that is not said yet."""
    if kind == "speaker":
        return _ask_speaker(page, speakers, key)
    if kind == "said_on":
        given = st.text_input("When? A day, month or year, as in 2026-02-09; or none", key=f"{key}_date").strip()
        return {"kind": "said_on", "said_on": given} if _is_date(given) else None
    if kind == "outlet_country":
        code = _ask_country(page, "Of which country is the outlet?", f"{key}_outlet")
        return {"kind": kind, "subject_id": statement["outlet_id"], "country_code": code} if code else None
    if kind in ("merge_speakers", "split_speakers"):
        return _ask_pair(page, kind, speakers, key)
    if kind == "namesake":
        return _ask_namesake(page, statement, speakers, key)
    return {"kind": "speaker" if kind == "nobody" else kind}


def _ask_speaker(page: Page, speakers: Sequence[Mapping[str, Any]], key: str) -> Value | None:
    name = st.text_input("Who said it? The name in full", max_chars=200, key=f"{key}_name").strip()
    kinds = list(KIND_WORDS)
    kind = st.selectbox("What is that?", kinds, format_func=KIND_WORDS.__getitem__, key=f"{key}_speaker_kind")
    code = _ask_country(page, "Of which country? Leave empty if unsure", f"{key}_country")
    role = st.text_input("In which office? Leave empty if unsure", max_chars=200, key=f"{key}_role").strip()
    value = {"kind": "speaker", "speaker_name": name, "speaker_kind": kind, "country_code": code, "speaker_role": role}
    if len(speakers) > 1:
        names = [row["speaker_name"] for row in speakers]
        replaced = st.selectbox(
            "Instead of whom?", [*names, EVERYBODY], format_func=_write_replaced, key=f"{key}_instead"
        )
        value["instead_of"] = replaced
    return {field: given for field, given in value.items() if given} if name else None


def _write_replaced(name: str) -> str:
    return "All of them" if name == EVERYBODY else name


def _ask_namesake(
    page: Page, statement: Mapping[str, Any], speakers: Sequence[Mapping[str, Any]], key: str
) -> Value | None:
    people = [row for row in speakers if row["speaker_kind"] == "person"]
    one = _choose_speaker(people, key)
    if one is None:
        return None
    name = next(row["speaker_name"] for row in people if row["speaker_id"] == one).partition(MARK)[0]
    # Without the name: a label is Markdown, and an article's words could fetch a picture there.
    known_as = st.text_input(
        "Who is it then? A few words that tell the two apart, as in “the judge”", max_chars=100, key=f"{key}_known"
    ).strip()
    role = st.text_input("In which office? Leave empty if none", max_chars=200, key=f"{key}_role").strip()
    code = _ask_country(page, "Of which country? Leave empty if unsure", f"{key}_country")
    domain = queries.find_domain(page.build, statement["article_id"], statement["outlet_id"])
    places = {"article": "In this article", **({"outlet": f"In every article of {domain}"} if domain else {})}
    place = st.radio("Where is it this person who speaks?", list(places), format_func=places.__getitem__,
                     key=f"{key}_where")  # fmt: skip
    if not known_as:
        return None
    value = {"kind": "namesake", "subject_id": one, "speaker_name": f"{name}{MARK}{known_as}", "speaker_kind": "person",
             "speaker_role": role, "country_code": code}  # fmt: skip
    given: Value = {field: said for field, said in value.items() if said}
    if place == "outlet":
        return {**given, "other_subject_id": domain}
    return {**given, "anchor": make_article_anchor(statement, name)}


def _choose_speaker(speakers: Sequence[Mapping[str, Any]], key: str) -> str | None:
    """The id of the one that is meant of those who have a name."""
    named = {row["speaker_id"]: row["speaker_name"] for row in speakers if row["speaker_kind"] != "unnamed"}
    named.pop("unknown", None)
    if not named:
        st.info("The speaker has no name here; report that somebody else said it.")
        return None
    chosen: str | None = st.selectbox("Which speaker?", list(named), format_func=named.__getitem__, key=f"{key}_one")
    return chosen


def _ask_pair(page: Page, kind: str, speakers: Sequence[Mapping[str, Any]], key: str) -> Value | None:
    one = _choose_speaker(speakers, key)
    if one is None:
        return None
    if kind == "merge_speakers":
        words = st.text_input("The other one's name, or a part of it", max_chars=100, key=f"{key}_words").strip()
        found = queries.find_speakers(page.build, words, MOST_FOUND) if words else {}
        label = "Which of these?" if found or not words else "Nobody has that name."
    else:
        found, label = queries.list_parts(page.build, one), "Which printed name is somebody else?"
    found = {given: name for given, name in found.items() if given != one}
    other = st.selectbox(label, list(found), format_func=found.__getitem__, index=None, key=f"{key}_other")
    return {"kind": kind, "subject_id": one, "other_subject_id": other} if other else None


def _ask_country(page: Page, label: str, key: str) -> str | None:
    names = queries.list_all_countries(page.build)
    return st.selectbox(label, list(names), format_func=names.__getitem__, index=None, key=key)


def _is_date(given: str) -> bool:
    if DAY_MONTH_YEAR.fullmatch(given) is None:
        return False
    try:
        return given == "none" or bool(date.fromisoformat(f"{given}-01-01"[:10]))
    except ValueError:
        return False


def _send(page: Page, report: Value, statement: Mapping[str, Any], article: Mapping[str, Any]) -> None:
    if report["kind"] in ("speaker", "said_on", "not_a_statement"):
        report["anchor"] = make_anchor(statement, article)
    report |= {"build_id": page.build.build_id, "statement_id": statement["statement_id"]}
    try:
        st.session_state[SENT] = write_report(page.settings, report)
    except QueueClosedError as error:
        st.error(str(error))
        return
    st.session_state[ROUND] = st.session_state.get(ROUND, 0) + 1
    st.rerun()
