"""Training: `python -m nlu.training DATA… OUT_FILE` in a process of its own.

The service never imports scikit-learn (it costs over 100 MB and seconds at start): `load_or_train`
starts this module as a child and keeps what it writes in a cache named by the content of the data.
"""

from __future__ import annotations

import json
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO, TypeAlias

import numpy as np
import numpy.typing as npt

from nlu.child import ChildFailed, run_module
from nlu.features import BLOCK_WEIGHTS, blocks_of, weight
from nlu.model import FORMAT, Model, load_model
from nlu.result import Entity
from nlu.tagging import Gazetteer, Tagger, TrainingSentence, train_tagger
from nlu.training_data import TrainingData, TrainingDataError, content_hash, entity_names, load

Progress = Callable[[str], None]
# Numbers of the sentences to learn from and of those held out.
_Fold: TypeAlias = tuple[npt.NDArray[Any], npt.NDArray[Any]]
_SEED = 7
_LONGEST_TRAINING_SECONDS = 1800
_FOLDS = 3
_TAGGER_FOLDS = 4
# Above this many sentences one held-out part calibrates instead of all, and entities are learnt the quick way.
_LARGE = 6000
# How far confidence may be sharpened; searched on a fixed grid.
_SHARPNESS = tuple(0.5 * 1.15**step for step in range(36))


def load_or_train(data: Path | Sequence[Path], cache_dir: Path, *, progress: Progress | None = None) -> Model:
    """The model for the training data of folders or files, from the cache or freshly trained."""
    say = progress or (lambda _line: None)
    paths = (data,) if isinstance(data, Path) else tuple(data)
    file = model_file(paths, cache_dir)
    if file.exists():
        try:
            return load_model(file)
        except (ValueError, OSError, KeyError) as error:
            say(f"cached model is damaged and is trained again: {error}")
    say(f"training the language model from {', '.join(map(str, paths))}")
    cache_dir.mkdir(parents=True, exist_ok=True)
    _train_in_child(paths, file)
    say(f"language model written to {file}")
    return load_model(file)


def model_file(data: Sequence[Path], cache_dir: Path) -> Path:
    """Where the model for this training data lies, if it has been trained."""
    return cache_dir / f"nlu-{FORMAT}-{content_hash(*data)}.npz"


def _train_in_child(data: Sequence[Path], file: Path) -> None:
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        fresh = Path(folder) / "model.npz"
        try:
            run_module("nlu.training", *data, fresh, seconds=_LONGEST_TRAINING_SECONDS)
        except ChildFailed as failed:
            raise TrainingDataError(f"training failed:\n{failed}") from failed
        # Two processes may train at once; the last complete file wins.
        fresh.replace(file)


def train(data: TrainingData, file: Path) -> None:
    """Trains entities and intents and writes the model file."""
    began = time.perf_counter()
    labels = data.intents
    targets = np.array([labels.index(example.intent) for example in data.examples])
    folds = _folds(targets, _FOLDS)
    tagged, crf = _entities(data, _folds(targets, _TAGGER_FOLDS))
    texts = [example.text for example in data.examples]
    names, idf, rows = _vectors(texts, tagged)
    weights, bias, sharpness = _intent_weights(rows, targets, len(labels), folds)
    meta = {
        "format": FORMAT,
        "labels": labels,
        "entities": entity_names(data.examples),
        "sharpness": sharpness,
        "train_seconds": round(time.perf_counter() - began, 1),
        "synonyms": data.synonyms,
        "lookups": data.lookups,
        "regexes": data.regexes,
    }
    with file.open("wb") as out:
        _save(out, meta, names, idf, weights, bias, crf)


def _entities(data: TrainingData, folds: Sequence[_Fold]) -> tuple[list[Sequence[Entity]], bytes]:
    """For every sentence the entities that a tagger finds which has not seen it, and the final tagger.

    The intents are learnt over these rather than over the true entities, so that they live with the
    mistakes they will meet.
    """
    examples = data.examples
    if not any(example.entities for example in examples):
        return [()] * len(examples), b""
    gazetteer = Gazetteer(data.lookups, data.regexes)
    ready = [TrainingSentence(example.text, example.entities, gazetteer) for example in examples]
    tagged: list[Sequence[Entity]] = [example.entities for example in examples]
    for seen, unseen in folds:
        tagger = Tagger(train_tagger((ready[at] for at in seen), thorough=False), gazetteer)
        for at in unseen:
            tagged[at] = tagger.tag_sentence(examples[at].text, ready[at])
    # Many people write small letters only: each sentence is learnt so, too.
    ready += [
        TrainingSentence(example.text.lower(), example.entities, gazetteer)
        for example in examples
        if example.text.lower() != example.text and len(example.text.lower()) == len(example.text)
    ]
    return tagged, train_tagger(ready, thorough=len(examples) <= _LARGE)


def _save(
    out: BinaryIO,
    meta: dict[str, Any],
    names: list[str],
    idf: npt.NDArray[Any],
    weights: npt.NDArray[Any],
    bias: npt.NDArray[Any],
    crf: bytes,
) -> None:
    np.savez(
        out,
        meta=_as_bytes(json.dumps(meta, ensure_ascii=False)),
        names=_as_bytes("\n".join(names)),
        idf=idf,
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float32),
        crf=np.frombuffer(crf, dtype=np.uint8),
    )


def _as_bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _vectors(
    texts: Sequence[str], entities: Sequence[Sequence[Entity]]
) -> tuple[list[str], npt.NDArray[np.float32], Any]:
    """The features in use, their inverse document frequency, and one sparse vector per text."""
    from scipy.sparse import csr_matrix  # only in the child process

    counted = [blocks_of(text, marks) for text, marks in zip(texts, entities, strict=True)]
    columns: dict[str, int] = {}
    spread: Counter[int] = Counter()
    for parts in counted:
        spread.update(columns.setdefault(name, len(columns)) for counts in parts for name in counts)
    documents = np.array([spread[at] for at in range(max(len(columns), 1))])
    idf = (np.log((1 + len(texts)) / (1 + documents)) + 1).astype(np.float32)
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for parts in counted:
        for counts, share in zip(parts, BLOCK_WEIGHTS, strict=True):
            at_columns = [columns[name] for name in counts]
            row = np.array([weight(count) for count in counts.values()], dtype=np.float32) * idf[at_columns]
            norm = float(np.sqrt(row @ row)) or 1.0
            data.extend((row * (share / norm)).tolist())
            indices.extend(at_columns)
        starts.append(len(indices))
    matrix = csr_matrix((np.array(data, dtype=np.float32), indices, starts), shape=(len(texts), max(len(columns), 1)))
    return list(columns), idf, matrix


def _intent_weights(
    rows: Any, targets: npt.NDArray[Any], count: int, folds: Sequence[_Fold]
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], float]:
    """Weights, biases, and the sharpness that makes scores of unseen sentences probabilities."""
    if count == 1:
        return np.zeros((rows.shape[1], 1)), np.zeros(1), 1.0
    scores = np.zeros((rows.shape[0], count), dtype=np.float32)
    held: list[int] = []
    for seen, unseen in folds[:1] if rows.shape[0] > _LARGE else folds:
        part_weights, part_bias = _fit(rows[seen], targets[seen], count)
        scores[unseen] = rows[unseen] @ part_weights + part_bias
        held.extend(int(at) for at in unseen)
    weights, bias = _fit(rows, targets, count)
    return weights, bias, _best_sharpness(scores[held], targets[held]) if held else 3.0


def _folds(targets: npt.NDArray[Any], count: int) -> list[_Fold]:
    """So many ways to hold out a part of the sentences; fewer where a part would know one intent only."""
    order = np.random.default_rng(_SEED).permutation(len(targets))
    parts = [order[start::count] for start in range(count)]
    every = [
        (np.concatenate([part for at, part in enumerate(parts) if at != fold]), parts[fold]) for fold in range(count)
    ]
    return [(seen, unseen) for seen, unseen in every if len(unseen) and len(set(targets[seen].tolist())) > 1]


def _fit(rows: Any, targets: npt.NDArray[Any], count: int) -> tuple[npt.NDArray[Any], npt.NDArray[Any]]:
    """One weight column per intent; intents without a sentence in this part score very low."""
    from sklearn.svm import LinearSVC  # only in the child process

    machine = LinearSVC(C=1.0, random_state=_SEED, class_weight=None, dual=True, max_iter=2000)
    machine.fit(rows, targets)
    weights = np.zeros((rows.shape[1], count), dtype=np.float32)
    bias = np.full(count, -3.0, dtype=np.float32)
    present = machine.classes_
    if len(present) == 2:
        weights[:, present[1]], bias[present[1]] = machine.coef_[0], machine.intercept_[0]
        weights[:, present[0]], bias[present[0]] = -machine.coef_[0], -machine.intercept_[0]
    else:
        weights[:, present], bias[present] = machine.coef_.T, machine.intercept_
    return weights, bias


def _best_sharpness(scores: npt.NDArray[Any], targets: npt.NDArray[Any]) -> float:
    """The factor under which the softmax of the scores is most truthful on unseen sentences."""

    def loss(sharpness: float) -> float:
        scaled = scores * sharpness
        scaled = scaled - scaled.max(axis=1, keepdims=True)
        log_sum = np.log(np.exp(scaled).sum(axis=1))
        return float((log_sum - scaled[np.arange(len(targets)), targets]).mean())

    return min(_SHARPNESS, key=loss)


def main(arguments: Sequence[str]) -> int:
    """Trains from folders or files into a file."""
    if len(arguments) < 2:
        sys.stderr.write("usage: python -m nlu.training DATA… OUT_FILE\n")
        return 2
    *data, out = map(Path, arguments)
    try:
        train(load(*data), out)
    except TrainingDataError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
