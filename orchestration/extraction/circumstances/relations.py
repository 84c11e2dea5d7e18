"""How an outlet beside a statement passed it on: how far from the speaker it stands, and the word that says so."""

from __future__ import annotations

from orchestration.extraction.by_rules.clauses import DASHES
from orchestration.extraction.circumstances.addressees import WRITTEN
from orchestration.extraction.contents.block_quotes import REPORTS
from orchestration.extraction.contents.cited import CARRIES, CITES
from orchestration.extraction.naming.outlets import OutletMention
from orchestration.extraction.rules.vocabulary import Cues
from orchestration.extraction.text.segment import Segments, covers
from orchestration.extraction.text.statement import TITLE, Statement

# Distance from the speaker: what was told to an outlet is nearer than what another cites, and that than who reports it.
INNER, CITED, OUTER = 0, 1, 2
BEFORE = {
    "told": INNER, "tells": INNER, "confirmed": INNER, "telling": INNER, "interview": INNER, "interviewed": INNER,
    "informed": INNER, "asked": INNER,
    "citing": CITED, "cites": CITED, "cited": CITED, "quoting": CITED, "quoted": CITED, "quotes": CITED,
    "carried": CITED, "published": CITED, "broadcast": CITED, "aired": CITED, "posted": CITED,
    "according": OUTER, "per": OUTER, "reported": OUTER, "reports": OUTER, "via": CITED, "speaking": INNER,
    "said": INNER, "writing": INNER, **dict.fromkeys(WRITTEN, INNER),
}  # fmt: skip
CARRYING = frozenset("carried broadcast aired interview interviewed quoted".split())
LINKS = frozenset("to with by on in via through the a an its".split())
OCCASIONS = frozenset({"after", "when", "since", "before", "until", "if"})  # on which somebody spoke
CONTRASTS = frozenset({"while", "whereas", "but"})
LONGEST_APPOSITION = 14  # words: ", a news agency close to the guards, quoted"
LONGEST_KIND = 4  # words behind an outlet's name to the comma: "Interfax news agency,", "Kyodo and NHK,"
OF_OTHERS = frozenset("for of by at from who that which in".split())  # "according to a lawyer for the Herald"
REACH = 7  # words between an outlet and the word that makes it a relay
REACH_OF_ACCORDING = 12  # "according to the country's semi-official news agency …"


def relation_of(segments: Segments, statement: Statement, mention: OutletMention, cues: Cues) -> tuple[int, str] | None:
    """How an outlet in the statement's sentence passed it on: rank and the word that says so."""
    tokens, sentence = segments.tokens, segments.sentence_of[mention.first]
    if _tells_occasion(segments, statement, mention) or _is_apart(segments, statement, mention):
        return None
    for i in range(mention.first - 1, max(-1, mention.first - 1 - REACH_OF_ACCORDING), -1):
        word = tokens[i].lower()
        if (
            segments.sentence_of[i] != sentence
            or word in (";", ":")
            or (word == "," and tokens[mention.first - 1] == ",")
        ):
            break
        is_near = mention.first - i <= REACH or word == "according"
        if word in BEFORE and is_near and _leads(tokens, i, mention.first, word):
            if word == "said" and tokens[i + 1].lower() not in ("on", "to", "in"):
                continue
            return BEFORE[word], word
    for i in range(mention.end, min(len(tokens), mention.end + REACH)):
        if segments.sentence_of[i] != sentence or tokens[i] in ',;:“"' or tokens[mention.end].lower() == "for":
            break  # "denounced the Times for publishing it"
        if (lemma := cues.lemma(tokens[i])) in REPORTS or tokens[i].lower() in CARRIES:
            # Who quotes is never who is quoted.
            own = len(statement.cue) == 1 and covers(statement.cue, segments.words[i][0])
            own = own and lemma not in ("quote", "cite")
            return None if own else (OUTER, tokens[i].lower())
    if citing := _citing_set_off(segments, statement, mention):
        return OUTER, citing
    if _reported_by_inversion(segments, mention, cues):
        return OUTER, tokens[mention.first - 1].lower()
    credit = _credit(segments, mention) if statement.field == TITLE and mention.end == len(tokens) else None
    return (OUTER, credit) if credit else None


def carrying(segments: Segments, statement: Statement, mention: OutletMention) -> tuple[int, str] | None:
    """How an outlet inside the source passed it on: "a TASS report carried by Press TV"."""
    tokens = segments.tokens
    first = max(segments.word_at(start) for start, _ in statement.source if segments.word_at(start) <= mention.first)
    for i in range(mention.first - 1, max(first, mention.first - 1 - REACH), -1):
        word = tokens[i].lower()
        if word in CARRYING and _leads(tokens, i, mention.first, word):
            return BEFORE[word], word
    return None


def _leads(tokens: list[str], i: int, first: int, word: str) -> bool:
    """Whether nothing but a noun phrase stands between the word at `i` and the outlet."""
    between = [t.lower() for t in tokens[i + 1 : first]]
    if word in ("told", "tells", "telling", "informed", "citing", "cites", "cited", "quoting", "quotes"):
        return not any(t in ("that", ",", "and", "said") for t in between) and not any(
            t in ("on", "in", "at") for t in between
        )
    if word in WRITTEN:
        return between in (["to"], ["to", "the"])
    if word == "via":
        return not OF_OTHERS & set(between) and "," not in between
    if word == "asked":
        return between in (["by"], ["by", "the"])
    if word == "according":
        is_far = len(between) >= REACH
        return between[:1] == ["to"] and "," not in between and not (is_far and OF_OTHERS & set(between))
    return any(t in LINKS for t in between) and not any(t in ("that", "who") for t in between)


def _tells_occasion(segments: Segments, statement: Statement, mention: OutletMention) -> bool:
    """Whether the outlet's report is but the occasion: "said on Monday, after Reuters reported …"."""
    tokens = segments.tokens
    if not statement.cue or not mention.first or tokens[_word_before(tokens, mention)].lower() not in OCCASIONS:
        return False
    cue = segments.word_at(statement.cue[0][0])
    return cue < mention.first or "," in tokens[mention.end : cue]


def _is_apart(segments: Segments, statement: Statement, mention: OutletMention) -> bool:
    """Whether an outlet has its own clause: "X said so, while Weir denied it", "Weir said so, but X denied it"."""
    tokens, first = segments.tokens, _word_before(segments.tokens, mention)
    if not statement.cue or first < 1:
        return False
    spans = statement.content + statement.cue + statement.source
    if (end := max(end for _, end in spans)) <= segments.words[mention.first][0]:
        is_parted = ";" in tokens[segments.word_at(end - 1) : mention.first]
        return is_parted or (tokens[first].lower() in CONTRASTS and tokens[first - 1] == ",")
    ahead = range(mention.end, segments.word_at(min(start for start, _ in spans)))
    return any(tokens[i] == "," and tokens[i + 1].lower() in CONTRASTS for i in ahead)


def _word_before(tokens: list[str], mention: OutletMention) -> int:
    """The word before an outlet, an article aside."""
    return mention.first - 1 - (mention.first > 1 and tokens[mention.first - 1].lower() == "the")


def _credit(segments: Segments, mention: OutletMention) -> str | None:
    """The mark that leads to the outlet: "Russia says will answer sanctions: RIA", "… - Reuters"."""
    tokens = segments.tokens
    at = _word_before(tokens, mention)
    is_dash = at > 0 and tokens[at] in DASHES and segments.words[at - 1][1] < segments.words[at][0]
    return tokens[at] if at > 0 and (is_dash or tokens[at] == ":") else None


def _citing_set_off(segments: Segments, statement: Statement, mention: OutletMention) -> str | None:
    """The word before the source in "Reuters, quoting | a senior official, said" and "Tasnim, an agency, quoted |"."""
    tokens, sentence = segments.tokens, segments.sentence_of[mention.first]
    for start, _ in statement.source:
        at = segments.word_at(start) - 1
        lead = at - 1 - (tokens[at - 1] == "which") if at > 0 else 0
        is_near = mention.end < at <= mention.end + LONGEST_APPOSITION and segments.sentence_of[at] == sentence
        is_set_off = is_near and tokens[lead] == "," and "," in tokens[mention.end : mention.end + LONGEST_KIND]
        if is_set_off and tokens[at].lower() in CITES:
            return tokens[at].lower()
    return None


def _reported_by_inversion(segments: Segments, mention: OutletMention, cues: Cues) -> bool:
    """ "…, reports NBC News." with the verb in front."""
    verb = _word_before(segments.tokens, mention)
    return verb > 0 and cues.lemma(segments.tokens[verb]) == "report" and segments.tokens[verb - 1] in ',”"'
