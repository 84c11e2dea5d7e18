"""Web archives for the tests, written by warcio as any archive's writer would."""

from __future__ import annotations

import io
from typing import Any


def write_archive(answers: list[dict[str, Any]], *, packed: bool = True, with_requests: bool = False) -> bytes:
    """An archive of answers, each with `url` and `data`; `status`, `type`, `headers`, `kind`, `warc_headers` may be."""
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    target = io.BytesIO()
    writer = WARCWriter(target, gzip=packed)
    writer.write_record(writer.create_warcinfo_record("a.warc", {"software": "a test"}))
    for answer in answers:
        if with_requests:
            asked = StatusAndHeaders("GET / HTTP/1.1", [("Host", "gazette.example")], is_http_request=True)
            writer.write_record(writer.create_warc_record(answer["url"], "request", http_headers=asked))
        headers = [("Content-Type", answer.get("type", "text/html; charset=utf-8")), *answer.get("headers", [])]
        writer.write_record(
            writer.create_warc_record(
                answer["url"],
                answer.get("kind", "response"),
                payload=io.BytesIO(answer["data"]),
                warc_headers_dict=answer.get("warc_headers", {}),
                http_headers=StatusAndHeaders(answer.get("status", "200 OK"), headers, protocol="HTTP/1.1"),
            )
        )
    return target.getvalue()
