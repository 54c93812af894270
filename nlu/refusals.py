"""Goods that are named only to say that they are not wanted: "keine Eier", "die Butter nicht", "hab ich noch"."""

from __future__ import annotations

from collections.abc import Sequence

from nlu.german.spelling import word_set
from nlu.tokens import Token

_BEFORE = word_set("kein keine keinen keiner keins ohne nicht nich")
_BETWEEN = word_set("der die das den dem mehr bitte von ein eine einen")
_NOT = word_set("nicht nich nit net keine keinen keins nix")
_WANTING = (
    "brauch",
    "bruch",
    "will",
    "woll",
    "moech",
    "mocht",
    "nehm",
    "nimm",
    "muss",
    "muess",
    "soll",
    "bestell",
    "benoetig",
)
_HAVING = word_set("hab habe haben ham hamma hat ist sind is waer waere gibt war")
_OUT = word_set("""
    raus weg streichen streich streiche rausnehmen rausstreichen wegnehmen weglassen weglasse loeschen entfernen
    herausnehmen heraus runter abbestellen wegmachen rausmachen
    """)
_OUT_VERBS = ("streich", "loesch", "entfern")
_PLENTY = word_set("noch genug genuegend reichlich ausreichend")
# These may stand in a refusal without changing it.
_FILLERS = word_set("""
    bitte aber mal jetzt heute diesmal diese woche ich wir sie doch eigentlich dann lieber auch erst wieder ja noetig
    mir uns da die das der den es man dafuer naemlich schon auf einmal hier selber selbst im haus hause zuhause keller
    vorrat davon alle beide beides ganz komplett
    """)
_OUT_FILLERS = word_set(
    "nehmen nehme nehm nimm lassen lass lasse kann koennen koennte machen mach mache koennt tun tu kommt"
)
_SENTENCE = frozenset(".!?;:\n")
_BREAKS = frozenset(("und", "un", "aber", "sondern", "dafuer", "stattdessen", "sonst", "ausserdem", "nur", ","))
_MOST_WORDS = 9
# A clause of nothing but these takes back what was said last: "nee doch nicht", "brauch ich nicht".
_TAKING_BACK = word_set("""
    nee nein ne ach halt doch lieber aber nicht nich brauch brauche brauchen ich wir das die den der sie es will moechte
    muss streichen streich streiche weg lassen lass bitte wieder dann jetzt quatsch moment mehr mal ja eigentlich gar
    """)


def is_left_out(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether the goods in tokens `first` up to `last` are named only to be left out."""
    after = _clause_behind(tokens, last)
    if any(token.folded.startswith("vergess") for token in tokens):
        return False  # "die Butter nicht vergessen", "vergessen Sie die Butter nicht"
    if _negated_before(tokens, first, after):
        return True
    words = [word for word in after if word not in _FILLERS]
    return _is_out(words) or _is_refused(words) or _is_there(after, words)


def takes_back(tokens: Sequence[Token], first: int, last: int) -> bool:
    """Whether a clause without goods takes back what was said last: "nee doch nicht"."""
    words = [token.folded for token in tokens[first:last] if token.is_word]
    if not 0 < len(words) <= _MOST_WORDS or not _TAKING_BACK.issuperset(words):
        return False
    if words[-2:] == ["mehr", "nicht"]:  # "mehr nicht" only ends a list
        return False
    refused = bool(_NOT & set(words)) and len(words) > 1
    return refused or any(word in _OUT for word in words)


def clause_end(tokens: Sequence[Token], at: int) -> int:
    """Where the clause ends that `at` is in."""
    while at < len(tokens) and tokens[at].text not in _SENTENCE and tokens[at].folded not in _BREAKS:
        at += 1
    return at


def _clause_behind(tokens: Sequence[Token], last: int) -> list[str]:
    return [token.folded for token in tokens[last : clause_end(tokens, last)] if token.is_word or token.is_number]


def _negated_before(tokens: Sequence[Token], first: int, after: Sequence[str]) -> bool:
    here = first - 1
    while here >= 0 and tokens[here].folded in _BETWEEN:
        here -= 1
    if here < 0 or tokens[here].folded not in _BEFORE:
        return False
    if not tokens[here].folded.startswith("kein"):
        # "könnten Sie nicht Butter bringen" is a wish, "aber nicht die Butter" is none.
        opens = here == 0 or tokens[here - 1].text in _SENTENCE or tokens[here - 1].folded in _BREAKS
        return opens or here + 1 < first or tokens[here].folded == "ohne"
    # "wir haben keine Milch mehr" asks for milk, "ich brauche keine Milch mehr" does not.
    lacking = "mehr" in after[:1] or "da" in after[:3] or "mehr" in (token.folded for token in tokens[here:first])
    before = [token.folded for token in tokens[max(0, here - 4) : here]]
    wanted = any(word.startswith(_WANTING) for word in (*before, *after))
    return wanted or not (lacking or any(word in _HAVING for word in (*before, *after)))


def _is_out(words: Sequence[str]) -> bool:
    """ "… raus", "… können Sie streichen"."""
    return any(word in _OUT for word in words) and all(
        word in _OUT
        or word in _OUT_FILLERS
        or word.startswith(_OUT_VERBS)
        or word in _NOT
        or word == "mehr"
        or word.startswith(_WANTING)
        for word in words
    )


def _is_refused(words: Sequence[str]) -> bool:
    """ "… nicht", "… brauch ich nicht mehr"; "hab ich nicht mehr" tells what is missing."""
    if not any(word in _NOT for word in words):
        return False
    return all(word in _NOT or word in {"mehr", "noch"} or word.startswith(_WANTING) for word in words)


def _is_there(after: Sequence[str], words: Sequence[str]) -> bool:
    """ "… hab ich noch genug", "… ist noch da"."""
    having = [word for word in words if word not in _PLENTY]
    said_so = "noch" in after or bool(_PLENTY & set(after))
    return said_so and bool(having) and all(word in _HAVING for word in having)
