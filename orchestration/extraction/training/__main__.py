"""Make the tagger: `python -m orchestration.extraction.training --help`.

Teacher, its labels, student, export and calibration, in this order; a step whose result lies in the working folder is
not done again. On two processor cores about two hours.
"""

from __future__ import annotations

import hashlib
import pickle
import random
import shutil
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import numpy as np
import torch
import typer
from torch import Tensor

from orchestration.extraction.engine import GATE
from orchestration.extraction.evaluation.labelled import read_labelled
from orchestration.extraction.tagging.decode import PARTS, decode
from orchestration.extraction.tagging.tagger import LABELS, MODEL_DIR, piece_reader
from orchestration.extraction.training import recipe
from orchestration.extraction.training.apply import tag_all
from orchestration.extraction.training.calibrate import calibrate
from orchestration.extraction.training.corpus import Labelled, is_in_fold, to_labelled, with_single_marks
from orchestration.extraction.training.examples import batches
from orchestration.extraction.training.export import export
from orchestration.extraction.training.fit import Plan, fit
from orchestration.extraction.training.narrowing import narrow
from orchestration.extraction.training.network import Tagger, load_base
from orchestration.extraction.training.paragraphs import fit_gate
from orchestration.extraction.training.released import begin_from
from orchestration.extraction.training.soft_labels import label, opening, read_unlabelled

WORD_PIECES = piece_reader(MODEL_DIR / "tokenizer.json")


def main(
    labelled: Annotated[Path, typer.Argument(help="PolNeAR's training articles, JSON Lines.")],
    unlabelled: Annotated[list[Path], typer.Option(help="News articles, JSON Lines, gzipped; repeatable.")],
    student_base: Annotated[Path, typer.Option(help="Folder of all-MiniLM-L6-v2.")],
    released: Annotated[Path, typer.Option(help="tagger.onnx of version 0.2.0, from which the student begins.")],
    teacher_base: Annotated[Path, typer.Option(help="Folder of all-mpnet-base-v2.")],
    work: Annotated[Path, typer.Option(help="Working folder: checkpoints, and the model under `model`.")],
    measured: Annotated[
        list[Path], typer.Option(help="Labelled articles to measure on; never trained on; repeatable.")
    ],
    gate: Annotated[bool, typer.Option(help="Learn which paragraphs need not be read, too.")] = False,
    threads: Annotated[int, typer.Option(min=1)] = 2,
) -> None:
    """Train teacher and student and write the model to `work`/model."""
    torch.set_num_threads(threads)
    model = work / "model"
    model.mkdir(parents=True, exist_ok=True)
    records = read_labelled(labelled)
    held = [record for record in records if is_in_fold(record["article_id"])]
    fold = [to_labelled(record) for record in held]
    train = [to_labelled(record) for record in records if not is_in_fold(record["article_id"])]
    teacher = load_base(_checked(teacher_base), recipe.TEACHER_LAYERS, trained_from=recipe.TEACHER_TRAINED_FROM)
    _train(teacher, recipe.TEACHER, train, fold, work / "teacher.pt")
    apart = {opening(record["body"]) for path in measured for record in read_labelled(path)}
    taught = _taught(teacher, train, unlabelled, apart, work / "taught.pickle")
    student = _student(_checked(student_base), released, taught)
    states = [work / f"student-{number}.pt" for number in range(1, len(recipe.STUDENT) + 1)]
    for plan, state in zip(recipe.STUDENT, states, strict=True):
        _train(student, plan, taught, fold, state)
    student.load_state_dict(_mean(states))
    export(student, model / "tagger.onnx")
    shutil.copy(MODEL_DIR / "tokenizer.json", model)
    if gate:
        print("gate:", fit_gate(taught, fold, model / GATE, recall=recipe.GATE_RECALL))
    print("calibration:", calibrate(model, held))


def _student(base: Path, released: Path, taught: list[Labelled]) -> Tagger:
    """The released tagger made smaller, to be trained again."""
    student = load_base(base, recipe.RELEASED_LAYERS, dropout=recipe.STUDENT_DROPOUT)
    begin_from(student, released)
    chance = random.Random(5)
    some = chance.sample(taught, min(recipe.WEIGHED_ON, len(taught)))
    rows = batches(some, WORD_PIECES, recipe.STUDENT[0].pieces_a_batch, chance)
    narrow(student, recipe.STUDENT_LAYERS, recipe.STUDENT_HEADS, recipe.STUDENT_UNITS, rows)
    return student


def _checked(folder: Path) -> Path:
    file = folder / "model.safetensors"
    digest = hashlib.sha256(file.read_bytes()).hexdigest()
    if digest not in recipe.BASES.values():
        raise typer.BadParameter(f"{file} is none of {', '.join(recipe.BASES)}: its SHA-256 is {digest}")
    return folder


def _train(tagger: Tagger, plan: Plan, train: list[Labelled], fold: list[Labelled], state: Path) -> None:
    done = state.with_suffix(".done")
    if not done.exists():
        fit(tagger, plan, train, WORD_PIECES, state, lambda: _span_f1(tagger, fold))
        done.touch()
    tagger.load_state_dict(torch.load(state))


def _mean(states: list[Path]) -> dict[str, Tensor]:
    """The mean of the weights of checkpoints of one network."""
    read = [torch.load(state) for state in states]
    return {name: torch.stack([weights[name] for weights in read]).mean(0) for name in read[0]}


def _taught(teacher: Tagger, train: list[Labelled], paths: list[Path], apart: set[str], kept: Path) -> list[Labelled]:
    """Articles of people's labels with the teacher's scores beside them, and news that only the teacher labelled."""
    if not kept.exists():
        tags = tag_all(teacher, [(a.segments, a.shapes) for a in train], WORD_PIECES)
        labelled = [replace(article, scores=found.scores) for article, found in zip(train, tags, strict=True)]
        news = list(label(teacher, _chosen(paths, apart), WORD_PIECES))
        for i in range(0, len(news), recipe.SINGLE_MARKS_EVERY):
            news[i] = with_single_marks(news[i]) or news[i]
        kept.write_bytes(pickle.dumps(labelled + news))
    out: list[Labelled] = pickle.loads(kept.read_bytes())
    return out


def _chosen(paths: list[Path], apart: set[str]) -> list[tuple[str, str]]:
    """The articles to be labelled: of the recipe's topics first, none of them long."""
    wanted = list(read_unlabelled(paths, recipe.TOPICS, apart))
    known = {identifier for identifier, _ in wanted}
    rest = [text for text in read_unlabelled(paths, None, apart) if text[0] not in known]
    chance = random.Random(3)
    chance.shuffle(wanted)
    chance.shuffle(rest)
    short = [text for text in wanted if len(text[1]) <= recipe.LONGEST_UNLABELLED]
    short += [text for text in rest if len(text[1]) <= recipe.LONGEST_OTHERS]
    return short[: recipe.UNLABELLED_ARTICLES]


def _span_f1(tagger: Tagger, fold: list[Labelled]) -> str:
    """Exact span F1 of each part on the articles kept back, spans as labelled to the word."""
    counts = {part: np.zeros(3, int) for part in PARTS}
    tags = tag_all(tagger, [(a.segments, a.shapes) for a in fold], WORD_PIECES)
    for article, found in zip(fold, tags, strict=True):
        certain = np.eye(len(LABELS), dtype=np.float32)[article.labels] * 20
        gold, ours = decode(article.segments, certain), decode(article.segments, found.scores)
        for part in PARTS:
            wanted, given = ({(s.first, s.end) for s in side[part]} for side in (gold, ours))
            counts[part] += (len(wanted & given), len(given), len(wanted))
    return "  ".join(f"{part} {2 * c[0] / max(1, c[1] + c[2]):.4f}" for part, c in counts.items())


if __name__ == "__main__":
    typer.run(main)
