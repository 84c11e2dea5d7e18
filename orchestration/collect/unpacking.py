"""Unpacking within a limit: what would grow past it is cut while it grows, not afterwards."""

from __future__ import annotations

import zlib

GZIP_MAGIC = b"\x1f\x8b"
STEP_BYTES = 1 << 16
# What is left of the bytes is copied wherever a packed part ends; a file may be thousands of parts without content.
PIECE_BYTES = 1 << 12
ACCEPTED = "gzip, deflate"


class TooLarge(Exception):
    """More bytes than the limit came, or would have come out."""


class Broken(Exception):
    """The compressed bytes are damaged, or packed in a way that was not asked for."""


class Unpacker:
    """Collects the body of one response, unpacked, up to `limit` bytes; memory stays within the limit and a step.

    `encoding` is the response's Content-Encoding. Raises Broken for one that was not asked for.
    """

    def __init__(self, limit: int, encoding: str = "") -> None:
        self._limit = limit
        self._parts = bytearray()
        self._packed_bytes = 0
        self._encoding = encoding.strip().lower()
        if self._encoding not in ("", "identity", "gzip", "x-gzip", "deflate"):
            raise Broken(f"it is packed as {self._encoding[:40]!r}, which was not asked for")
        self._is_packed = self._encoding not in ("", "identity")
        self._inflater = zlib.decompressobj(47) if self._is_packed else None
        self._has_begun = False

    def add(self, chunk: bytes) -> None:
        """Take the next bytes of the body. Raises TooLarge past the limit, Broken for damaged ones."""
        self._packed_bytes += len(chunk)
        if self._inflater is None:
            self._parts += chunk[: self._limit - len(self._parts)]
        else:
            for start in range(0, len(chunk), PIECE_BYTES):
                self._inflate(chunk[start : start + PIECE_BYTES])
        if self._packed_bytes > self._limit:
            raise TooLarge

    def read_beginning(self) -> bytes:
        """What has come so far, up to the limit."""
        return bytes(self._parts[: self._limit])

    def finish(self) -> bytes:
        """The whole body. Raises Broken where packed bytes end in the middle."""
        if self._inflater is not None and self._has_begun and not self._inflater.eof:
            raise Broken("the packed bytes end in the middle")
        return bytes(self._parts)

    def _inflate(self, chunk: bytes) -> None:
        assert self._inflater is not None
        if chunk and not self._has_begun and self._encoding == "deflate" and not _looks_like_zlib(chunk):
            self._inflater = zlib.decompressobj(-zlib.MAX_WBITS)  # "deflate" without its frame, as some servers send it
        while chunk:
            self._has_begun = True
            if self._inflater.eof:
                if not chunk.startswith(GZIP_MAGIC):
                    return  # padding after the end
                self._inflater = zlib.decompressobj(47)
            try:
                self._parts += self._inflater.decompress(chunk, STEP_BYTES)
            except zlib.error as error:
                raise Broken(f"the packed bytes are damaged: {error}") from error
            if len(self._parts) > self._limit:
                raise TooLarge
            chunk = self._inflater.unused_data if self._inflater.eof else self._inflater.unconsumed_tail


def unpack_gzip(data: bytes, limit: int) -> bytes:
    """A file's bytes, unpacked where they are gzip by their first bytes. Raises TooLarge and Broken."""
    if not data.startswith(GZIP_MAGIC):
        return data
    unpacker = Unpacker(limit, "gzip")
    unpacker.add(data)
    return unpacker.finish()


def _looks_like_zlib(chunk: bytes) -> bool:
    return len(chunk) < 2 or (chunk[0] & 0x0F == 8 and int.from_bytes(chunk[:2], "big") % 31 == 0)
