"""Reading any Rasa-format data, learning from it, and keeping the model."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from nlu.commands import DATA
from nlu.evaluation import evaluate
from nlu.local_parser import LocalParser
from nlu.result import ParseContext, Vocabulary
from nlu.training import load_or_train
from nlu.training_data import TrainingDataError, load, read_markup, write_markup
from nlu.validation import problems
from tests.nlu.county import WEDNESDAY

OTHER = """
version: "3.1"
nlu:
  - intent: licht/an
    examples: |
      - mach das licht im [wohnzimmer](raum) an
      - schalte die lampe im [flur]{"entity": "raum", "value": "Diele"} ein
      - licht an in der [küche](raum)
      - bitte die lampe in der [küche](raum) einschalten
      - es ist dunkel im [bad](raum)
      - beleuchtung [keller](raum) an
  - intent: musik
    examples:
      - text: |
          spiel etwas von [Mozart](wer)
      - text: ich will musik von [Bach](wer) hören
      - lauter bitte die musik
      - spiele [Schubert](wer)
      - ein lied von [Brahms](wer) bitte
  - intent: wecker
    examples: |
      # Kommentarzeile
      - weck mich morgen um sieben
      - stell den wecker auf [acht](wann)
      - wecker stellen bitte auf halb neun
      - ich muss um [sechs](wann) aufstehen
  - synonym: Diele
    examples: |
      - flur
      - korridor
  - lookup: raum
    examples: |
      - schlafzimmer
      - küche
  - regex: wann
    examples: |
      - \\d{1,2}
  - regex: kaputt
    examples: |
      - "(["
stories:
  - story: anything
    steps: []
"""


@pytest.fixture(scope="module")
def other_data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("other")
    (folder / "deep").mkdir()
    (folder / "deep" / "nlu.yml").write_text(OTHER, encoding="utf-8")
    (folder / "domain.yaml").write_text("intents: [licht, musik, {wecker: {use_entities: true}}]\n", encoding="utf-8")
    (folder / "notes.txt").write_text("nothing", encoding="utf-8")
    return folder


def test_sections_of_every_kind_are_read(other_data: Path) -> None:
    data = load(other_data)
    assert data.intents == ["licht", "musik", "wecker"]
    assert len(data.examples) == 15
    assert data.synonyms == {"flur": "Diele", "korridor": "Diele"}
    assert data.lookups == {"raum": ["schlafzimmer", "küche"]}
    assert data.domain_intents == {"licht", "musik", "wecker"}


def test_another_set_is_learnt_without_our_rules(other_data: Path, tmp_path: Path) -> None:
    parser = LocalParser(load_or_train(other_data, tmp_path), Vocabulary("none"))
    report = evaluate(parser, load(other_data).examples)
    assert report.intent_accuracy >= 0.9
    result = parser.parse("hilfe ich bin gestürzt", ParseContext(today=WEDNESDAY))
    assert result.intent.name in {"licht", "musik", "wecker"}
    flur = parser.parse("schalte die lampe im flur ein", ParseContext(today=WEDNESDAY))
    assert [(one.name, one.value) for one in flur.entities] == [("raum", "Diele")]


def test_a_model_is_trained_once(other_data: Path, tmp_path: Path) -> None:
    said: list[str] = []
    load_or_train(other_data, tmp_path, progress=said.append)
    trained = len(said)
    load_or_train(other_data, tmp_path, progress=said.append)
    assert trained > 0
    assert len(said) == trained


def test_a_damaged_model_is_trained_again(other_data: Path, tmp_path: Path) -> None:
    load_or_train(other_data, tmp_path)
    (file,) = tmp_path.glob("*.npz")
    file.write_bytes(b"no model")
    assert load_or_train(other_data, tmp_path).labels == ("licht", "musik", "wecker")


def test_one_intent_alone_and_no_entities_can_be_learnt(tmp_path: Path) -> None:
    file = tmp_path / "one.yml"
    file.write_text("nlu:\n- intent: ja\n  examples: |\n    - ja\n    - jawohl\n", encoding="utf-8")
    parser = LocalParser(load_or_train(file, tmp_path), Vocabulary("none"))
    assert parser.parse("vielleicht", ParseContext(today=WEDNESDAY)).intent.name == "ja"


@pytest.mark.parametrize(
    "content",
    ["nlu: []\n", "version: '3.1'\n", "- a\n- b\n", "nlu:\n- intent: x\n  examples: |\n    - [a]{broken}(\n   bad: ["],
)
def test_unusable_data_is_refused_with_its_file(content: str, tmp_path: Path) -> None:
    file = tmp_path / "broken.yml"
    file.write_text(content, encoding="utf-8")
    with pytest.raises(TrainingDataError, match=r"broken\.yml"):
        load(file)


def test_marks_survive_reading_and_writing() -> None:
    line = "[zwei](quantity) [Liter](unit) [Milch](product) bitte"
    text, entities = read_markup(line)
    assert text == "zwei Liter Milch bitte"
    assert [(text[one.start : one.end], one.name) for one in entities] == [
        ("zwei", "quantity"),
        ("Liter", "unit"),
        ("Milch", "product"),
    ]
    example = load(DATA).examples[0]
    assert read_markup(write_markup(example))[0] == example.text


def test_our_own_data_is_sound() -> None:
    assert problems(DATA) == []


def test_frequent_intents_have_many_examples() -> None:
    counts: dict[str, int] = {}
    for example in load(DATA).examples:
        counts[example.intent] = counts.get(example.intent, 0) + 1
    assert (
        min(counts[name] for name in ("order_items", "ask_product", "emergency", "out_of_scope", "report_problem"))
        >= 60
    )


def test_the_service_process_never_imports_what_trains(trained_cache: Path) -> None:
    load_or_train(DATA, trained_cache)
    script = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from nlu.training import load_or_train; from nlu.local_parser import LocalParser; from nlu import commands\n"
        "from nlu.result import ParseContext, Vocabulary\n"
        f"parser = LocalParser(load_or_train(Path({str(DATA)!r}), Path({str(trained_cache)!r})), Vocabulary('v'))\n"
        "parser.parse('zwei Liter Milch', ParseContext(today=date(2026, 3, 4)))\n"
        "print(sorted(name for name in sys.modules if name.split('.')[0] in {'sklearn', 'scipy', 'joblib'}))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=DATA.parents[1]
    )
    assert done.stdout.strip() == "[]"
