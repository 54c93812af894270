"""`python -m nlu.footprint MODEL VOCABULARY SENTENCES`: answers the sentences and prints the peak memory in MB."""

from __future__ import annotations

import json
import resource
import sys
from datetime import date
from pathlib import Path

from nlu.local_parser import LocalParser
from nlu.model import load_model
from nlu.result import ParseContext
from nlu.vocabulary_file import read_vocabulary

_STATUS = Path("/proc/self/status")


def main(arguments: list[str]) -> int:
    """Load, answer, print."""
    model, vocabulary, sentences = map(Path, arguments)
    parser = LocalParser(load_model(model), read_vocabulary(vocabulary))
    context = ParseContext(today=date(2026, 3, 4))
    for sentence in json.loads(sentences.read_text(encoding="utf-8")):
        parser.parse(sentence, context)
    sys.stdout.write(f"{_peak_mb():.1f}\n")
    return 0


def _peak_mb() -> float:
    """What this process has held at most. The usual call also counts what the parent held when it forked."""
    if _STATUS.exists():
        peak = next(line for line in _STATUS.read_text().splitlines() if line.startswith("VmHWM"))
        return int(peak.split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024**2  # macOS counts bytes


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
