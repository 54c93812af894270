"""Training: `python -m nlu.training DATA_DIR OUT_FILE` in a process of its own.

The service never imports scikit-learn (it costs over 100 MB and seconds at start): `load_or_train`
starts this module as a child and keeps what it writes in a cache named by the content of the data.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt

from nlu.model import FORMAT, Model, load_model
from nlu.ngrams import ngrams, weight
from nlu.tagging import Gazetteer, train_tagger
from nlu.training_data import Example, TrainingData, TrainingDataError, content_hash, entity_names, load

Progress = Callable[[str], None]
_SEED = 7
_LONGEST_TRAINING_SECONDS = 1800
# Above this many sentences one held-out part calibrates instead of several folds.
_LARGE = 4000
# How far confidence may be sharpened; searched on a fixed grid.
_SHARPNESS = tuple(0.5 * 1.15**step for step in range(36))


def load_or_train(data_dir: Path, cache_dir: Path, *, progress: Progress | None = None) -> Model:
    """The model for the training data of a folder or file, from the cache or freshly trained."""
    say = progress or (lambda _line: None)
    file = cache_dir / f"nlu-{FORMAT}-{content_hash(data_dir)}.npz"
    if file.exists():
        try:
            return load_model(file)
        except (ValueError, OSError, KeyError) as error:
            say(f"cached model is damaged and is trained again: {error}")
    say(f"training the language model from {data_dir}")
    cache_dir.mkdir(parents=True, exist_ok=True)
    _train_in_child(data_dir, file)
    say(f"language model written to {file}")
    return load_model(file)


def _train_in_child(data_dir: Path, file: Path) -> None:
    environment = dict(os.environ)
    source = str(Path(__file__).resolve().parent.parent)
    environment["PYTHONPATH"] = os.pathsep.join(part for part in (source, environment.get("PYTHONPATH")) if part)
    environment["OMP_NUM_THREADS"] = environment["OPENBLAS_NUM_THREADS"] = "1"
    with tempfile.TemporaryDirectory(dir=file.parent) as folder:
        fresh = Path(folder) / "model.npz"
        done = subprocess.run(
            [sys.executable, "-m", "nlu.training", str(data_dir), str(fresh)],
            env=environment,
            capture_output=True,
            text=True,
            timeout=_LONGEST_TRAINING_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise TrainingDataError(f"training failed:\n{done.stderr.strip()[-2000:]}")
        # Two processes may train at once; the last complete file wins.
        os.replace(fresh, file)


def train(data: TrainingData, file: Path) -> None:
    """Trains intents and entities and writes the model file."""
    labels = data.intents
    texts = [example.text for example in data.examples]
    targets = np.array([labels.index(example.intent) for example in data.examples])
    grams, idf, rows = _vectors(texts)
    weights, bias, sharpness, guesses = _intent_weights(rows, targets, len(labels))
    crf = _crf_bytes(data, [labels[guess] for guess in guesses])
    meta = {
        "format": FORMAT,
        "labels": labels,
        "entities": entity_names(data.examples),
        "sharpness": sharpness,
        "synonyms": data.synonyms,
        "lookups": data.lookups,
        "regexes": data.regexes,
    }
    with file.open("wb") as out:
        _save(out, meta, grams, idf, weights, bias, crf)


def _save(
    out: BinaryIO,
    meta: dict[str, Any],
    grams: list[str],
    idf: npt.NDArray[Any],
    weights: npt.NDArray[Any],
    bias: npt.NDArray[Any],
    crf: bytes,
) -> None:
    np.savez(
        out,
        meta=_as_bytes(json.dumps(meta, ensure_ascii=False)),
        grams=_as_bytes("\n".join(grams)),
        idf=idf,
        weights=weights.astype(np.float16),
        bias=bias.astype(np.float32),
        crf=np.frombuffer(crf, dtype=np.uint8),
    )


def _as_bytes(text: str) -> npt.NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _vectors(texts: Sequence[str]) -> tuple[list[str], npt.NDArray[np.float32], Any]:
    """The n-grams in use, their inverse document frequency, and one sparse unit vector per text."""
    from scipy.sparse import csr_matrix  # only in the child process

    counted = [ngrams(text) for text in texts]
    columns: dict[str, int] = {}
    spread: list[int] = []
    for counts in counted:
        for gram in counts:
            at = columns.setdefault(gram, len(columns))
            if at == len(spread):
                spread.append(0)
            spread[at] += 1
    idf = (np.log((1 + len(texts)) / (1 + np.array(spread or [0]))) + 1).astype(np.float32)
    data: list[float] = []
    indices: list[int] = []
    starts = [0]
    for counts in counted:
        row = np.array([weight(count) for count in counts.values()], dtype=np.float32)
        at_columns = [columns[gram] for gram in counts]
        row *= idf[at_columns]
        norm = float(np.sqrt(row @ row)) or 1.0
        data.extend((row / norm).tolist())
        indices.extend(at_columns)
        starts.append(len(indices))
    matrix = csr_matrix((np.array(data, dtype=np.float32), indices, starts), shape=(len(texts), max(len(columns), 1)))
    return list(columns), idf, matrix


def _intent_weights(
    rows: Any, targets: npt.NDArray[Any], count: int
) -> tuple[npt.NDArray[Any], npt.NDArray[Any], float, list[int]]:
    """Weights, biases, the sharpness that makes scores probabilities, and a guess for every sentence.

    The guesses come from models that have not seen the sentence, so that the tagger learns to live
    with the mistakes it will meet.
    """
    if count == 1:
        return np.zeros((rows.shape[1], 1)), np.zeros(1), 1.0, [0] * rows.shape[0]
    scores = np.zeros((rows.shape[0], count), dtype=np.float32)
    held: list[int] = []
    for train_rows, test_rows in _folds(targets):
        part_weights, part_bias = _fit(rows[train_rows], targets[train_rows], count)
        scores[test_rows] = rows[test_rows] @ part_weights + part_bias
        held.extend(int(at) for at in test_rows)
    weights, bias = _fit(rows, targets, count)
    sharpness = _best_sharpness(scores[held], targets[held]) if held else 3.0
    guesses = targets.copy()
    guesses[held] = scores[held].argmax(axis=1)
    return weights, bias, sharpness, [int(guess) for guess in guesses]


def _folds(targets: npt.NDArray[Any]) -> list[tuple[npt.NDArray[Any], npt.NDArray[Any]]]:
    folds = 5 if len(targets) <= _LARGE else 8
    order = np.random.default_rng(_SEED).permutation(len(targets))
    parts = [order[start::folds] for start in range(folds)]
    every = [
        (np.concatenate([part for at, part in enumerate(parts) if at != fold]), parts[fold]) for fold in range(folds)
    ]
    useful = [(seen, unseen) for seen, unseen in every if len(unseen) and len(set(targets[seen].tolist())) > 1]
    return useful if len(targets) <= _LARGE else useful[:1]


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


def _crf_bytes(data: TrainingData, guesses: Sequence[str]) -> bytes:
    """The trained tagger as bytes; empty when nothing is marked anywhere."""
    if not any(example.entities for example in data.examples):
        return b""
    gazetteer = Gazetteer(data.lookups, data.regexes)
    sentences = [
        sentence
        for example, guess in zip(data.examples, guesses, strict=True)
        for sentence in _variants(example, guess)
    ]
    iterations = 100 if len(sentences) <= _LARGE else 60
    with tempfile.TemporaryDirectory() as folder:
        path = str(Path(folder) / "entities.crfsuite")
        train_tagger(sentences, gazetteer, path, iterations=iterations)
        return Path(path).read_bytes()


def _variants(example: Example, guess: str) -> list[tuple[str, str, Sequence[Any]]]:
    """The sentence as written and, because many people write small letters only, in small letters."""
    written = (example.text, guess, example.entities)
    small = example.text.lower()
    if small == example.text or len(small) != len(example.text):
        return [written]
    return [written, (small, guess, example.entities)]


def main(arguments: Sequence[str]) -> int:
    """Trains from a folder (or file) into a file."""
    if len(arguments) != 2:
        print("usage: python -m nlu.training DATA_DIR OUT_FILE", file=sys.stderr)
        return 2
    try:
        train(load(Path(arguments[0])), Path(arguments[1]))
    except TrainingDataError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
