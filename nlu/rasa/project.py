"""Teaching Rasa: a project folder made of our files, trained in Rasa's environment, kept under its content's hash."""

from __future__ import annotations

import hashlib
import json
import shutil
import subprocess
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml

from nlu.rasa.environment import Progress, RasaUnavailable, child_environment
from nlu.result import Vocabulary
from nlu.training_data import TrainingData, data_files, entity_names, load
from nlu.vocabulary_file import write_vocabulary

PIPELINE = Path(__file__).with_name("config.yml")
EPOCHS = 100
_MODULES = Path(__file__).resolve().parents[1]
_LONGEST_SECONDS = 6 * 3600


@dataclass(frozen=True, slots=True)
class RasaModel:
    """A trained model, and how long that took on the machine where it was done."""

    file: Path
    train_seconds: float


@dataclass(frozen=True, slots=True)
class Lessons:
    """What Rasa learns: sentences from files or folders, the words of the county, and how often it goes over them."""

    data: Sequence[Path]
    vocabulary: Vocabulary
    epochs: int = EPOCHS


def load_or_train(python: Path, lessons: Lessons, cache: Path, progress: Progress) -> RasaModel:
    """The model for these lessons, from the cache or freshly trained. Raises `RasaUnavailable`, `TrainingDataError`."""
    cache.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        project = Path(folder)
        name = f"rasa-{_write_project(project, lessons)}"
        model, about = cache / f"{name}.tar.gz", cache / f"{name}.json"
        if model.exists() and about.exists():
            return RasaModel(model, json.loads(about.read_text(encoding="utf-8"))["train_seconds"])
        progress(f"teaching Rasa ({lessons.epochs} epochs): this takes minutes")
        began = time.perf_counter()
        _train(python, project, name)
        seconds = round(time.perf_counter() - began, 1)
        shutil.move(project / "models" / model.name, model)
        about.write_text(json.dumps({"train_seconds": seconds}), encoding="utf-8")
        return RasaModel(model, seconds)


def modules_for(folder: Path) -> Path:
    """A folder from which Rasa's processes can import `nlu` and nothing else of ours."""
    modules = folder / "modules"
    modules.mkdir(exist_ok=True)
    if not (modules / "nlu").exists():
        (modules / "nlu").symlink_to(_MODULES, target_is_directory=True)
    return modules


def _write_project(project: Path, lessons: Lessons) -> str:
    """Writes what `rasa train nlu` needs; the hash of all that decides what comes out."""
    data = project / "data"
    data.mkdir()
    files = [file for path in lessons.data for file in data_files(path)]
    for number, file in enumerate(files):
        if "nlu" in (yaml.safe_load(file.read_text(encoding="utf-8-sig")) or {}):
            shutil.copyfile(file, data / f"{number:02}-{file.name}")
    vocabulary = project / "vocabulary.json"
    write_vocabulary(lessons.vocabulary, vocabulary)
    (project / "domain.yml").write_text(_domain(load(*lessons.data)), encoding="utf-8")
    pipeline = PIPELINE.read_text(encoding="utf-8")
    digest = hashlib.sha256(pipeline.encode() + str(lessons.epochs).encode() + vocabulary.read_bytes())
    for file in sorted(data.iterdir()):
        digest.update(file.read_bytes())
    filled = pipeline.replace("{vocabulary}", json.dumps(str(vocabulary))).replace("{epochs}", str(lessons.epochs))
    (project / "config.yml").write_text(filled, encoding="utf-8")
    return digest.hexdigest()[:20]


def _domain(data: TrainingData) -> str:
    return yaml.safe_dump({"version": "3.1", "intents": data.intents, "entities": entity_names(data.examples)})


def _train(python: Path, project: Path, name: str) -> None:
    command = [str(python), "-m", "rasa", "train", "nlu", "--nlu", "data", "--config", "config.yml"]
    command += ["--domain", "domain.yml", "--out", "models", "--fixed-model-name", name]
    done = subprocess.run(  # noqa: S603 -- our own environment and paths
        command,
        cwd=project,
        env=child_environment(modules_for(project)),
        capture_output=True,
        text=True,
        timeout=_LONGEST_SECONDS,
        check=False,
    )
    if done.returncode != 0 or not (project / "models" / f"{name}.tar.gz").exists():
        raise RasaUnavailable(f"Rasa could not be taught:\n{(done.stderr + done.stdout).strip()[-3000:]}")
