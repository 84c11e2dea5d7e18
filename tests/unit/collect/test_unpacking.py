"""Unpacking stops at the limit, and says what is damaged."""

from __future__ import annotations

import contextlib
import gzip
import random
import time
import zlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from orchestration.collect.unpacking import Broken, TooLarge, Unpacker, unpack_gzip


def unpack(data: bytes, encoding: str, *, limit: int = 10_000, step: int = 7) -> bytes:
    unpacker = Unpacker(limit, encoding)
    for start in range(0, len(data), step):
        unpacker.add(data[start : start + step])
    return unpacker.finish()


def deflate_bare(data: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(data) + packer.flush()


@given(st.binary(max_size=3000), st.integers(min_value=2, max_value=4000))
def test_what_was_packed_comes_out_whatever_the_pieces(data: bytes, step: int) -> None:
    assert unpack(gzip.compress(data), "gzip", step=step) == data
    assert unpack(gzip.compress(data) + gzip.compress(data), "gzip", step=10_000) == data + data
    assert unpack(zlib.compress(data), "deflate", step=step) == data
    assert unpack(data, "", step=step) == data


def test_deflate_without_its_frame_is_read() -> None:
    assert unpack(deflate_bare(b"some text, some text"), "deflate") == b"some text, some text"


@given(st.binary(max_size=500), st.sampled_from(["gzip", "deflate", "", "br", "gzip, gzip"]))
def test_any_bytes_are_unpacked_or_refused(data: bytes, encoding: str) -> None:
    with contextlib.suppress(Broken, TooLarge):
        assert len(unpack(data, encoding, limit=1000)) <= 1000


@pytest.mark.parametrize("size", [10_001, 1_000_000])
@pytest.mark.parametrize("pack", [gzip.compress, zlib.compress])
def test_more_than_the_limit_is_cut(size: int, pack: object) -> None:
    packed = pack(b"\0" * size)  # type: ignore[operator]
    with pytest.raises(TooLarge):
        unpack(packed, "gzip" if pack is gzip.compress else "deflate", step=1000)


@pytest.mark.parametrize("encoding", ["", "gzip", "deflate"])
@pytest.mark.parametrize("step", [7, 1000, 100_000])
def test_of_more_than_the_limit_the_beginning_is_there(encoding: str, step: int) -> None:
    data = random.Random(1).randbytes(30_000)
    packed = {"": data, "gzip": gzip.compress(data), "deflate": zlib.compress(data)}[encoding]
    unpacker = Unpacker(10_000, encoding)
    with contextlib.suppress(TooLarge):
        for start in range(0, len(packed), step):
            unpacker.add(packed[start : start + step])
    beginning = unpacker.read_beginning()
    assert data.startswith(beginning)
    assert 9_900 < len(beginning) <= 10_000  # random bytes are longer packed, and what is packed is limited too


def test_a_file_of_very_many_empty_parts_costs_no_more_than_its_bytes() -> None:
    part, seconds = gzip.compress(b""), {}
    for count in (10_000, 80_000):
        began = time.process_time()
        assert unpack_gzip(part * count, 10_000_000) == b""
        seconds[count] = time.process_time() - began

    assert seconds[80_000] < 30 * seconds[10_000]


def test_an_empty_body_padding_and_other_names_of_a_packing_are_read() -> None:
    assert unpack(b"", "gzip") == b""
    assert unpack(gzip.compress(b"text") + b"\0\0\0", " X-Gzip ", step=3) == b"text"
    assert unpack(b"text", "identity") == b"text"


def test_exactly_the_limit_is_not() -> None:
    assert len(unpack(gzip.compress(b"\0" * 10_000), "gzip")) == 10_000


def test_a_gzip_file_that_ends_in_the_middle_is_broken() -> None:
    with pytest.raises(Broken, match="middle"):
        unpack_gzip(gzip.compress(b"text" * 1000)[:-9], 10_000)
