"""Parts of Rasa's pipeline: our number grammar and the county's words as features of its tokens.

Loaded by Rasa under Python 3.10; nothing else of ours imports this. The base classes are those of Rasa 3.6
(`rasa.engine.graph.GraphComponent`, https rasa.com/docs "Custom Graph Components").
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Any

import numpy as np
from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.constants import TOKENS_NAMES
from rasa.nlu.featurizers.sparse_featurizer.sparse_featurizer import SparseFeaturizer
from rasa.nlu.tokenizers.tokenizer import Tokenizer
from rasa.shared.nlu.constants import TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData
from scipy.sparse import coo_matrix

import nlu.rasa.python310  # noqa: F401 -- before all that is ours
from nlu.result import Vocabulary
from nlu.vocabulary_file import read_vocabulary
from nlu.word_kinds import COUNTY_KINDS, GRAMMAR_KINDS, CountyWords, Kind, grammar_kinds

_WORDS_FILE = "vocabulary.json"


class _KindsFeaturizer(SparseFeaturizer, GraphComponent):  # type: ignore[misc] # Rasa tells no types
    """One column for each kind of word: 1 where a token belongs to one."""

    kinds_known: tuple[str, ...] = ()

    def __init__(self, config: dict[str, Any], name: str) -> None:
        super().__init__(name, config)

    @classmethod
    def required_components(cls) -> list[type]:
        """Tokens must be there."""
        return [Tokenizer]

    @classmethod
    def validate_config(cls, config: dict[str, Any]) -> None:
        """Nothing that could be wrong before the files are read."""

    @classmethod
    def required_packages(cls) -> list[str]:
        """What `nlu` needs here."""
        return ["rapidfuzz"]

    def kinds(self, text: str) -> list[Kind]:
        """The kinds of words in a sentence."""
        raise NotImplementedError

    def process_training_data(self, training_data: TrainingData) -> TrainingData:
        """Features for all sentences to learn from."""
        self.process(training_data.training_examples)
        return training_data

    def process(self, messages: list[Message]) -> list[Message]:
        """Features for messages, in place."""
        for message in messages:
            tokens = message.get(TOKENS_NAMES[TEXT]) or []
            if tokens:
                rows = self._rows(message.get(TEXT), tokens)
                whole = rows.max(axis=0, keepdims=True)
                self.add_features_to_message(coo_matrix(rows), coo_matrix(whole), TEXT, message)
        return messages

    def _rows(self, text: str, tokens: list[Any]) -> Any:
        rows = np.zeros((len(tokens), len(self.kinds_known)))
        for kind, start, end in self.kinds(text):
            column = self.kinds_known.index(kind)
            for at, token in enumerate(tokens):
                if token.start < end and token.end > start:
                    rows[at, column] = 1.0
        return rows


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=False)
class NumberGrammar(_KindsFeaturizer):
    """Which tokens are numbers, units, days, times and prices, as German is spoken (`nlu.german`)."""

    kinds_known = GRAMMAR_KINDS

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> NumberGrammar:
        """A new one; it needs no training."""
        return cls(config, execution_context.node_name)

    def kinds(self, text: str) -> list[Kind]:
        """The grammar's kinds."""
        return grammar_kinds(text)


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.MESSAGE_FEATURIZER, is_trainable=True)
class CountyGazetteer(_KindsFeaturizer):
    """Which tokens name goods, places, sellers and empties of the county.

    `vocabulary` in the configuration is a file of `nlu.vocabulary_file`. It is kept in the model, so that the model
    answers the same way wherever it is loaded.
    """

    kinds_known = COUNTY_KINDS

    def __init__(
        self, config: dict[str, Any], name: str, words: CountyWords, storage: ModelStorage, own: Resource
    ) -> None:
        super().__init__(config, name)
        self._words, self._storage, self._own = words, storage, own

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """Without a vocabulary no word is known."""
        return {**SparseFeaturizer.get_default_config(), "vocabulary": None}

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
    ) -> CountyGazetteer:
        """A new one, from the file that the configuration names."""
        words = _county_words(config["vocabulary"])
        return cls(config, execution_context.node_name, words, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,
        **kwargs: Any,
    ) -> CountyGazetteer:
        """The one of a trained model."""
        with model_storage.read_from(resource) as folder:
            kept = folder / _WORDS_FILE
            words = _county_words(kept if kept.exists() else None)
        return cls(config, execution_context.node_name, words, model_storage, resource)

    def train(self, training_data: TrainingData) -> Resource:
        """Nothing is learned, but the words are kept with the model. (Rasa finds arguments by their names.)"""
        with self._storage.write_to(self._own) as folder:
            if self._config["vocabulary"]:
                shutil.copyfile(self._config["vocabulary"], folder / _WORDS_FILE)
        return self._own

    def kinds(self, text: str) -> list[Kind]:
        """The county's kinds."""
        return self._words.kinds(text)


def _county_words(file: str | Path | None) -> CountyWords:
    return CountyWords(read_vocabulary(Path(file)) if file else Vocabulary(version="none"))
