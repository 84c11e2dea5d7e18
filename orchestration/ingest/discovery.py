"""Which files a list of paths means: those named, and those in the folders named, with what is passed over and why."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from orchestration.errors import HearsayError
from orchestration.ingest.readers.formats import describe_formats, detect_format

# What stands beside articles in a folder without being one: the whole name up to its first point, because an article
# may be called "license-to-fish".
BESIDE_ARTICLES = frozenset({"readme", "license", "licence", "manifest"})
UNFINISHED_ENDINGS = frozenset({".part", ".partial", ".tmp", ".crdownload"})


@dataclass(frozen=True)
class FoundFile:
    """A file to land: where it lies, the name it is known by, and its format (None: not one that is read)."""

    path: Path
    source_path: str
    format: str | None


def find_files(paths: Iterable[Path]) -> list[FoundFile]:
    """Every file that the paths mean, in order; folders are read whole, each in the order of names.

    A file that is meant twice, by its folder and by its name, is found once: where it is meant first. Raises
    HearsayError for a path that is not there, or where nothing at all is found.
    """
    found: dict[Path, FoundFile] = {}
    for path in paths:
        if path.is_dir():
            meant: Iterable[FoundFile] = _find_in_folder(path)
        elif path.is_file():
            meant = [describe_file(path, str(path))]
        else:
            raise HearsayError(f"{path} is not there: name a file or a folder of {describe_formats()}.")
        for file in meant:
            found.setdefault(file.path.resolve(), file)
    if not found:
        raise HearsayError(
            f"No file to read in {', '.join(str(path) for path in paths)}: put {describe_formats()} files there."
        )
    return list(found.values())


def describe_file(path: Path, source_path: str) -> FoundFile:
    """The file as it will be landed."""
    return FoundFile(path, printable(source_path), detect_format(path.name))


def printable(name: str) -> str:
    """A name as it can be stored: bytes of it that are no text are question marks."""
    return name.encode(errors="replace").decode()


def is_passed_over(name: str) -> bool:
    """Whether a file found in a folder is no input: hidden, a README or a manifest, or not yet written to its end."""
    lowered = name.lower()
    is_beside = lowered.partition(".")[0] in BESIDE_ARTICLES
    return lowered.startswith((".", "~")) or is_beside or Path(lowered).suffix in UNFINISHED_ENDINGS


def _find_in_folder(folder: Path) -> Iterator[FoundFile]:
    for path in sorted(folder.rglob("*")):
        inside = path.relative_to(folder)
        is_hidden = any(part.startswith(".") for part in inside.parts)
        if not is_hidden and not is_passed_over(path.name) and path.is_file():
            yield describe_file(path, str(path))
