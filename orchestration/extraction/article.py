"""One article from text to statements: the stages in order. Everything it reads is loaded once, in Extractor."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from orchestration.extraction.by_rules.clauses import Clauses
from orchestration.extraction.by_rules.units import UnitReader
from orchestration.extraction.circumstances.relays import carry_interviews, resolve_relays, without_relaying
from orchestration.extraction.circumstances.stance import stance_of
from orchestration.extraction.contents.announced_quotes import find_announced_quotes
from orchestration.extraction.contents.asides import join_around_asides
from orchestration.extraction.contents.block_quotes import Announced, find_announced, find_block_quotes
from orchestration.extraction.contents.conjoined import join_halves, part_conjoined
from orchestration.extraction.contents.content_bounds import find_pleas, give_to_agents, mend_bounds
from orchestration.extraction.contents.continued_quotes import find_unclaimed
from orchestration.extraction.contents.credit_lines import find_credit_lines, find_signed
from orchestration.extraction.contents.drafts import draft, keep_first, statement_type
from orchestration.extraction.contents.labelled_lines import find_labelled_lines
from orchestration.extraction.contents.nested import find_nested, free_own, set_parents
from orchestration.extraction.contents.outlet_reports import give_to_speakers
from orchestration.extraction.contents.sources import (
    complete_sources,
    end_at_colons,
    end_before_months,
    find_subjects_ahead,
    free_sources,
    share_subjects,
)
from orchestration.extraction.contents.titles import is_attributed_title
from orchestration.extraction.contents.transcripts import find_transcript
from orchestration.extraction.dates import StatementSpans, date_statements
from orchestration.extraction.engine import Engine, TaggerEngine
from orchestration.extraction.naming.gazetteer import Gazetteer, load_gazetteer
from orchestration.extraction.naming.introduced_bodies import as_introduced
from orchestration.extraction.naming.mentions import MentionReader
from orchestration.extraction.naming.names import Name, find_names
from orchestration.extraction.naming.outlets import OutletMention, find_outlets
from orchestration.extraction.naming.places import Subjects
from orchestration.extraction.resolution.office_holders import load_office_holders
from orchestration.extraction.resolution.speakers import resolve_speakers
from orchestration.extraction.rules.vocabulary import load_cues, load_people
from orchestration.extraction.text.attribution import Attribution
from orchestration.extraction.text.furniture import find_link_lines, find_lists, leave_out
from orchestration.extraction.text.quotations import Quotations, find_quotations
from orchestration.extraction.text.segment import WORD, Segments, Span, covers, segment
from orchestration.extraction.text.statement import BODY, TITLE, SaidOn, Statement


@dataclass(frozen=True, slots=True)
class Article:
    """What the extraction reads of an article. `published_on` is None where it is not known: then only dates whose year
    the text prints are resolved.
    """

    title: str
    body: str
    published_on: date | None = None
    outlet_name: str | None = None
    outlet_domain: str | None = None
    outlet_country: str | None = None


@dataclass(frozen=True, slots=True)
class Field:
    """One field of an article with what every later stage reads: its words, names, outlets and quotations."""

    name: str
    segments: Segments
    names: list[Name]
    outlets: list[OutletMention]
    quotations: Quotations
    announced: dict[int, Announced]
    gazetteer: Gazetteer


class Extractor:
    """An engine with the vocabularies. Loading takes about half a second; one instance per process."""

    def __init__(self, engine: Engine | None = None) -> None:
        self.engine = engine or TaggerEngine()
        self.cues, self.people, self.gazetteer = load_cues(), load_people(), load_gazetteer()
        self.holders = load_office_holders()

    def extract(self, article: Article) -> list[Statement]:
        """The statements of title and body, title first, each field in the order of the text."""
        own, country = self._publisher(article)
        gazetteer = self.gazetteer.reading(f"{article.title}\n{article.body}", country)
        title = self._read(TITLE, article.title, own, country, gazetteer)
        body = self._read(BODY, article.body, own, country, gazetteer)
        surnames = frozenset(body.segments.tokens[n.end - 1].lower() for n in body.names if n.kind == "person")
        found = {TITLE: self._found(title, surnames), BODY: self._found(body, surnames)}
        statements = found[TITLE] + found[BODY]
        surnamed = resolve_speakers(
            self._reader(body),
            replace(self._reader(title), is_headline=True),
            body.quotations,
            statements,
            country,
            article.published_on,
            self.holders,
        )
        free_own(statements)
        for field in (title, body):
            resolve_relays(field.segments, found[field.name], field.outlets, field.announced, self.cues, own, surnamed)
            subjects = Subjects(field.segments, field.gazetteer)
            for statement in found[field.name]:
                statement.stance, statement.stance_basis = stance_of(
                    field.segments.text, statement, self.cues, self.gazetteer.country_names
                )
                statement.about_countries, statement.about_actors = subjects.of(statement)
                statement.confidence = round(self.engine.confidence(statement.probability), 4)
        _date(article, body.segments, found[BODY])
        carry_interviews(found[BODY])
        for field in (title, body):
            for statement in found[field.name] if field.segments.skipped else ():
                leave_out(field.segments.skipped, statement)
        return statements

    def _read(self, name: str, text: str, own: str | None, country: str | None, gazetteer: Gazetteer) -> Field:
        segments = segment(text, find_lists(text))
        names = as_introduced(segments, self.people, find_names(segments, self.people, gazetteer))
        outlets = find_outlets(segments, names, self.people, gazetteer, self.cues, country, own)
        announced = find_announced(segments, outlets, self.cues)
        return Field(name, segments, names, outlets, find_quotations(segments), announced, gazetteer)

    def _reader(self, field: Field) -> MentionReader:
        return MentionReader(field.segments, field.names, self.people, field.gazetteer, field.outlets)

    def _found(self, field: Field, surnames: frozenset[str]) -> list[Statement]:
        """The statements of one field, with parents and types; everything else is still to be resolved.

        `surnames` are those of the people whom the body names.
        """
        segments = field.segments
        if not segments.words:
            return []
        clauses = Clauses(segments, field.quotations)
        reader = UnitReader(clauses, self.cues, self.people)
        links = find_link_lines(segments.text, self.people.link_labels)
        attributions = [a for a in self.engine.find(segments, field.quotations) if not _begins_in(segments, links, a)]
        find_pleas(clauses, attributions)
        free_sources(reader, attributions)
        attributions = give_to_speakers(segments, reader, attributions, field.outlets, field.names, self.cues)
        attributions = join_around_asides(reader, attributions, field.outlets)
        end_before_months(clauses, attributions)
        end_at_colons(clauses, attributions)
        complete_sources(segments, attributions, field.names)
        share_subjects(reader, attributions)
        find_subjects_ahead(reader, attributions)
        attributions = join_halves(clauses, part_conjoined(clauses, attributions, self.cues), self.cues)
        give_to_agents(reader, attributions)
        mend_bounds(clauses, attributions)
        statements = draft(field.name, segments, field.quotations, attributions, self.cues)
        if field.name == TITLE:
            given = [
                s
                for s in statements
                if is_attributed_title(segments, s, field.gazetteer, self.cues, self.people, surnames)
            ]
            return given + find_labelled_lines(field.name, segments, given, self.people)
        statements += find_labelled_lines(field.name, segments, statements, self.people)
        statements = find_credit_lines(field.name, segments, statements)
        statements = find_signed(field.name, segments, field.quotations, statements)
        statements = find_transcript(field.name, segments, statements, field.names, field.outlets, self.people)
        statements += find_announced_quotes(field.name, reader, field.quotations, statements, field.names)
        statements += find_block_quotes(field.name, segments, field.quotations, statements, field.announced)
        statements += find_unclaimed(field.name, segments, field.quotations, statements)
        statements = keep_first(statements)
        set_parents(statements)
        nested = find_nested(segments, clauses, statements, field.names, field.outlets, self.cues, self.people)
        for statement in nested:
            statement.statement_type = _nested_type(segments.text, field.quotations, statement)
        # What is nested stands behind what it is nested in, so that no parent is left out.
        statements = keep_first(statements + nested)
        return sorted(without_relaying(segments, statements, field.outlets), key=lambda s: (s.start, -s.end))

    def _publisher(self, article: Article) -> tuple[str | None, str | None]:
        """Name and country of who printed the article: by domain, else by the outlet named in "CNN (Web News)".

        A name says no country where the article has a domain that is no known outlet's: many print "The Guardian".
        """
        outlet = self.gazetteer.outlet_of(article.outlet_domain or "")
        if outlet is not None:
            return outlet.name, article.outlet_country or outlet.country_code
        found = self.gazetteer.outlets.first(WORD.findall(article.outlet_name or ""))
        if found is None:
            return article.outlet_name, article.outlet_country
        named_country = None if article.outlet_domain else found.value.country_code
        return found.value.name, article.outlet_country or named_country


def _begins_in(segments: Segments, spans: list[Span], attribution: Attribution) -> bool:
    """Whether the first part of the attribution that it has stands in one of `spans`."""
    parts = attribution.cue or attribution.content
    return bool(spans and parts) and covers(spans, segments.words[parts[0].first][0])


def _date(article: Article, body: Segments, statements: list[Statement]) -> None:
    spans = [
        StatementSpans(s.content, s.cue, _beside(body, s), s.speakers[0].name if s.speakers else None)
        for s in statements
    ]
    for dated in date_statements(body.text, article.published_on, spans, body.sentences, body.paragraphs):
        if dated.range is None or dated.range.iso_prefix is None:
            continue
        printed = (dated.expression.start, dated.expression.end) if dated.expression else None
        statements[dated.index].said_on = SaidOn(
            dated.range.start, dated.range.end, dated.range.precision, dated.basis, printed
        )


def _beside(body: Segments, statement: Statement) -> list[Span]:
    """The source, unless it only names, in a paragraph further up, who answers: no time stands beside it there."""
    source = statement.source
    is_above = bool(source) and not statement.cue and source[0][1] < statement.start
    return [] if is_above and body.paragraph_at(source[0][0]) != body.paragraph_at(statement.start) else source


def _nested_type(text: str, quotations: Quotations, statement: Statement) -> str:
    """Inside a quotation everything is in marks; what is nested there is the quoted speaker's report of it."""
    parent = statement.parent
    inside = parent is not None and parent.statement_type in ("direct", "mixed")
    return "indirect" if inside else statement_type(text, quotations, statement.content)
