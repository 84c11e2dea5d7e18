"""A web archive (WARC): each response that is a page is an article; a broken record costs nothing but itself."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Collection, Iterator
from typing import Any

from orchestration.ingest.article import Reject
from orchestration.ingest.readers.page import MAX_BYTES, read_page_bytes
from orchestration.ingest.readers.reading import BROKEN_FILE, Reading, Source, Unreadable, describe_broken
from orchestration.ingest.readers.warc_records import RawRecord, read_raw_records

PAGE_TYPES = frozenset({"text/html", "application/xhtml+xml", ""})
# Records with what a server answered; the others tell how it was asked, or about the archive.
ANSWERS = frozenset({"response", "resource", "conversion", "revisit"})
BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n\f"
MAX_RECORD_BYTES = MAX_BYTES + (1 << 16)


def read_warc(source: Source) -> Iterator[Reading]:
    """Yields a record or a reject per answer in the archive, numbered by its place among all records.

    Answers that are no pages (by status or media type) are rejects with their reason; requests, metadata and the
    archive's own description are counted in one reject at the end. Packed or not, by record or as a whole.
    """
    number = 0
    passed_over: Counter[str] = Counter()
    try:
        with source.open_as_it_lies() as raw:
            for found in read_raw_records(raw, MAX_RECORD_BYTES):
                number += 1
                reading = _read_record(number, found, passed_over)
                if reading is not None:
                    yield reading
    except BROKEN_FILE as error:
        number += 1
        yield Unreadable(number, describe_broken(error))
    if passed_over:
        counted = ", ".join(f"{count} {kind}" for kind, count in sorted(passed_over.items()))
        yield Unreadable(number + 1, Reject("no_answer", f"records that hold no server's answer: {counted}"))


def _read_record(number: int, found: RawRecord, passed_over: Counter[str]) -> Reading | None:
    if found.problem is not None:
        return Unreadable(number, Reject("broken_record", f"the record cannot be read: {found.problem}"))
    try:
        record = _parse(found.data)
        if record.rec_type in ANSWERS:
            return _read_answer(number, record)
    except Exception as error:  # warcio raises what its parts raise, on anything that a broken archive may hold
        return Unreadable(number, Reject("broken_record", f"the record cannot be read: {error!r}"))
    passed_over[str(record.rec_type)] += 1
    return None


def _read_answer(number: int, record: Any) -> Reading:
    url = record.rec_headers.get_header("WARC-Target-URI")
    excerpt = (url or "")[:200]
    problem = _find_problem(record)
    if problem is not None:
        return Unreadable(number, Reject(*problem, excerpt))
    headers = record.http_headers or record.rec_headers
    content = record.content_stream()
    data = content.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        return Unreadable(number, Reject("too_large", f"the page is larger than {MAX_BYTES} bytes", excerpt))
    if not _is_whole(content, data):
        reason = "the packed page is damaged, or ends in the middle"
        return Unreadable(number, Reject("broken_record", reason, excerpt))
    return read_page_bytes(number, data, url=url, charset=_read_charset(headers.get_header("Content-Type")))


def _find_problem(record: Any) -> tuple[str, str] | None:
    if record.rec_type == "revisit":
        return "revisit", "the archive holds this page at another place, and here only that it had not changed"
    headers = record.http_headers
    if headers is None and record.rec_type == "response":
        return "broken_record", "the record has no HTTP headers"
    status = headers.get_statuscode() if headers is not None and record.rec_type == "response" else "200"
    if status != "200":
        return "http_status", f"the server answered {status or 'without a status'}"
    printed = (headers or record.rec_headers).get_header("Content-Type") or ""
    media_type = printed.split(";")[0].strip().lower()
    if media_type not in PAGE_TYPES:
        return "not_a_page", f"the answer is {media_type}, not a page"
    cut_by = record.rec_headers.get_header("WARC-Truncated")
    if cut_by:
        return "truncated", f"the archive holds only the beginning of the page (WARC-Truncated: {cut_by[:40]})"
    packing = ((headers and headers.get_header("Content-Encoding")) or "identity").lower()
    if packing not in {"identity", *_list_packings()}:
        return "unsupported_packing", f"the page is packed as {packing[:40]!r}, which is not read"
    return None


def _list_packings() -> Collection[str]:
    # Anything else warcio hands over as it lies, and packed bytes are no text.
    from warcio.bufferedreaders import BufferedReader

    return BufferedReader.get_supported_decompressors()  # type: ignore[no-any-return]


def _is_whole(content: Any, data: bytes) -> bool:
    # warcio takes what could be unpacked for the whole, and where nothing could be, the packed bytes for the page:
    # right for a page that is said to be packed and is not.
    if not data or getattr(content, "decomp_type", None) is None:
        return True
    if content.decompressor is None:
        return data.lstrip(BEFORE_MARKUP).startswith(b"<")
    return bool(getattr(content.decompressor, "eof", True))


def _read_charset(content_type: str | None) -> str | None:
    for part in (content_type or "").split(";")[1:]:
        name, _, value = part.partition("=")
        if name.strip().lower() == "charset":
            return value.strip(" \"'") or None
    return None


def _parse(data: bytes) -> Any:
    """The bytes of one record as warcio reads them. Raises whatever warcio raises on what is none."""
    from warcio.recordloader import ArcWarcRecordLoader

    return ArcWarcRecordLoader(arc2warc=False).parse_record_stream(io.BytesIO(data), known_format="warc")
