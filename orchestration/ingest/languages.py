"""In which language an article is written: as its record says, else detected from its text."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

SUPPORTED = "en"
# Under this many letters a detector guesses; the text is taken to be in the supported language.
MIN_LETTERS = 40
# A long paragraph decides; more of it costs milliseconds an article and changes nothing.
SAMPLE_CHARS = 1000
# The languages of the world's news; among all 97 that the model knows, short English is taken for Esperanto or Latin.
NEWS_LANGUAGES = (
    "am ar az be bg bn bs ca cs da de el en es et fa fi fr ga gl gu he hi hr hu hy id is it ja ka kk km kn ko ky "
    "lo lt lv mk ml mn mr ms ne nl no pa pl ps pt ro ru si sk sl sq sr sv sw ta te th tl tr uk ur uz vi zh".split()
)
NAMES = {"english": "en", "french": "fr", "german": "de", "spanish": "es", "russian": "ru", "arabic": "ar", "eng": "en"}


def detect_language(title: str, body: str, given: str | None = None) -> str:
    """The ISO 639-1 code: `given` ("en-US", "English") where it can be read, else detected over title and body."""
    code = read_language(given) if given else None
    if code:
        return code
    text = f"{title}\n{body}"[:SAMPLE_CHARS]
    if sum(character.isalpha() for character in text) < MIN_LETTERS:
        return SUPPORTED
    return str(_identifier().classify(text)[0])


def read_language(value: str) -> str | None:
    """The two-letter code of a language tag or a common English name, or None."""
    lowered = value.strip().lower()
    tag = re.match(r"([a-z]{2})(?:[-_][a-z0-9]+)*$", lowered)
    return tag.group(1) if tag else NAMES.get(lowered)


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # the model takes half a second to load

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE)
    identifier.set_languages([code for code in NEWS_LANGUAGES if code in set(identifier.labels)])
    return identifier
