"""What is never sold here, and words that are no request: told plainly, once, with a way to somebody."""

from __future__ import annotations

import re
import unicodedata

from bots.flows.hearing import said_any
from nlu.german.spelling import fold

TOBACCO = ("zigarette", "zigarre", "zigarillo", "tabak", "drehtabak", "pfeifentabak", "schnupftabak", "kippen",
           "glimmstengel", "e-zigarette", "vape", "nikotin", "marlboro",
           "gauloises", "lucky strike", "pall mall")  # fmt: skip
LOTTERY = ("lotto", "lottoschein", "toto", "rubbellos", "glücksspiel", "eurojackpot", "losverkauf", "spielschein")
MEDICINE = ("medikament", "medizin", "arznei", "aspirin", "ibuprofen", "paracetamol", "insulin", "antibiotik",
            "schmerzmittel", "schmerztablette", "kopfschmerztablette", "schlaftablette", "blutdrucktablette",
            "herztablette", "tabletten gegen", "hustensaft", "nasenspray", "abführmittel", "voltaren", "cortison",
            "rezept einlösen", "auf rezept", "vom arzt verschrieben", "hörgerät")  # fmt: skip
HEALTH = ("zuckerkrank", "diabet", "darf ich", "dürfen", "vertrage ich", "vertragen", "bluthochdruck", "gicht",
          "schwanger", "medikament", "cholesterin", "zöliakie", "gesund", "verträglich", "herzkrank")  # fmt: skip
ABUSE = ("arschloch", "arsch", "idiot", "vollidiot", "depp", "trottel", "scheiss", "drecks", "wichser", "hurensohn",
         "fick", "fotze", "schlampe", "miststück", "verpiss", "halt die fresse", "halts maul", "halt dein maul",
         "halt die klappe", "blödmann", "du sau", "spast", "missgeburt", "penner", "sauladen",
         "drecksladen", "saftladen", "blöde kuh", "dumme kuh", "alte kuh", "blöde gans", "dumme gans", "leck mich",
         "blöder automat", "blöde maschine", "scheisse")  # fmt: skip
_GERMAN_WORDS = (
    "ich sie der die das und ein eine ist nicht haben brauche bitte mir mein meine wie was wo wann mit für zu auf"
    " von im in den dem es wir hätte möchte gern noch kann können gibt"
)
_FOREIGN_WORDS = (
    "the do you have please need want hello my can could where how much milk bread thanks thank order"  # English
    " merhaba süt ekmek var lütfen istiyorum bir teşekkür nerede kaç"  # Turkish
    " dzień dobry proszę mleko chleb chcę czy jest dziękuję gdzie ile"  # Polish
    " bonjour voulez vous lait pain merci combien je voudrais oui"  # French
    " buongiorno vorrei latte pane grazie quanto dove per favore"  # Italian
    " bună ziua vreau lapte pâine mulțumesc unde goedemorgen melk brood graag ik wil"  # Romanian, Dutch
)
_GERMAN, _FOREIGN = frozenset(_GERMAN_WORDS.split()), frozenset(_FOREIGN_WORDS.split())
_WORD = re.compile(r"[^\W\d_]+")


def never_sold(text: str) -> str | None:
    """ "tobacco", "lottery" or "medicine" when the words ask for such a thing."""
    for kind, beginnings in (("tobacco", TOBACCO), ("lottery", LOTTERY), ("medicine", MEDICINE)):
        if said_any(text, beginnings):
            return kind
    return None


def no_request(text: str) -> str | None:
    """ "abuse", "health" or "language" when nothing in the words can be done here."""
    if said_any(text, ABUSE):
        return "abuse"
    if said_any(text, ("vertrage ich", "darf ich das essen", "darf ich das trinken", "zuckerkrank", "diabet")):
        return "health"
    return "language" if is_another_language(text) else None


def is_another_language(text: str) -> bool:
    """Another script, or at least two words of another language and hardly any German ones."""
    said = [word.lower() for word in _WORD.findall(text[:1000])]
    letters = [letter for word in said for letter in word]
    if len(letters) > 2 and sum("LATIN" not in unicodedata.name(letter, "") for letter in letters) > len(letters) / 2:
        return True
    foreign = sum(word in _FOREIGN for word in said)
    return foreign >= 2 and foreign > sum(fold(word) in _GERMAN or word in _GERMAN for word in said)
