"""A trained model: weights as plain arrays, read from one file, and how it judges a message."""

from __future__ import annotations

import io
import json
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from nlu.features import BLOCK_WEIGHTS, weight
from nlu.result import Entity, Intent
from nlu.tagging import Gazetteer, Tagger
from nlu.tokens import Token

# Part of the cache name: a model of another format or other features is trained again.
FORMAT = 4


@dataclass(frozen=True, slots=True)
class Model:
    """Intent weights and entity tagger of one set of training data; `train_seconds` is what learning it took."""

    labels: tuple[str, ...]
    entities: tuple[str, ...]
    columns: Mapping[str, int]
    idf: npt.NDArray[np.float32]
    weights: npt.NDArray[np.float32]
    bias: npt.NDArray[np.float32]
    sharpness: float
    train_seconds: float
    synonyms: Mapping[str, str]
    tagger: Tagger | None = field(repr=False)

    def rank(self, features: Sequence[Mapping[str, int]]) -> list[Intent]:
        """All intents with calibrated probabilities, the likeliest first, for the `blocks` of a message."""
        scores = self.scores(features) * self.sharpness
        exponents = np.exp(scores - scores.max())
        probabilities = exponents / exponents.sum()
        order = np.argsort(-probabilities, kind="stable").tolist()
        shares = probabilities.tolist()
        return [Intent(self.labels[at], shares[at]) for at in order]

    def scores(self, features: Sequence[Mapping[str, int]]) -> npt.NDArray[np.float32]:
        """The raw score of every intent."""
        summed = self.bias.copy()
        for counts, share in zip(features, BLOCK_WEIGHTS, strict=True):
            rows: list[int] = []
            values: list[float] = []
            for name, count in counts.items():
                column = self.columns.get(name)
                if column is not None:
                    rows.append(column)
                    values.append(weight(count))
            if rows:
                vector = np.asarray(values, dtype=np.float32) * self.idf[rows]
                norm = math.sqrt(float(vector @ vector)) or 1.0
                summed += (vector * (share / norm)) @ self.weights[rows]
        return summed

    def tag(self, text: str, tokens: Sequence[Token]) -> list[Entity]:
        """The entities of a message, with the values that synonyms of the training data give."""
        if self.tagger is None:
            return []
        return [
            Entity(one.name, one.text, one.start, one.end, self.synonyms.get(one.text.lower()))
            for one in self.tagger.tag(text, tokens)
        ]


def load_model(path: Path) -> Model:
    """Reads a model file; raises `ValueError` or `OSError` when it is damaged."""
    with np.load(io.BytesIO(path.read_bytes()), allow_pickle=False) as arrays:
        meta: dict[str, Any] = json.loads(bytes(arrays["meta"]).decode())
        if meta.get("format") != FORMAT:
            raise ValueError(f"{path}: model format {meta.get('format')}, expected {FORMAT}")
        names = bytes(arrays["names"]).decode().split("\n")
        crf = bytes(arrays["crf"])
        gazetteer = Gazetteer(meta["lookups"], meta["regexes"])
        return Model(
            labels=tuple(meta["labels"]),
            entities=tuple(meta["entities"]),
            columns={name: at for at, name in enumerate(names)},
            idf=arrays["idf"],
            weights=arrays["weights"].astype(np.float32),
            bias=arrays["bias"],
            sharpness=float(meta["sharpness"]),
            train_seconds=float(meta["train_seconds"]),
            synonyms=meta["synonyms"],
            tagger=Tagger(crf, gazetteer) if crf else None,
        )
