"""Somebody may be in danger: the number to call comes first, a human is called, nothing else is asked.

Where only the parser suspects it and no word says it, the number is named all the same and the rest is asked.
"""

from __future__ import annotations

from bots.dialogue.flow import Turn, answer_flow
from bots.dialogue.patterns import command
from bots.dialogue.reply import Json, Option, Reply, say, words
from bots.flows.absence import is_bereavement, mourn
from bots.flows.calling import call_a_human
from bots.flows.hearing import said_any
from bots.flows.who import EVERYBODY
from domain.support.model import CaseKind
from nlu.danger import is_danger

TIRED_OF_LIFE = (
    "nicht mehr leben",
    "nicht weiter leben",
    "nicht weiterleben",
    "nimmer leben",
    "leben nehmen",
    "leben beenden",
    "leben ein ende",
    "leben hat keinen sinn",
    "leben keinen sinn",
    "lebensmüde",
    "lebenswillen",
    "lebensmut",
    "alles keinen sinn",
    "keinen sinn mehr",
    "selbstmord",
    "suizid",
    "umbringen",
    "bringe mich um",
    "bring mich um",
    "will sterben",
    "möchte sterben",
    "sterben will",
    "liebsten sterben",
    "lieber sterben",
    "tot sein",
    "lieber tot",
    "besser tot",
    "liebsten tot",
    "wäre ich tot",
    "nicht mehr aufwachen",
    "nicht mehr da sein",
    "mache schluss",
    "mach schluss mit",
    "dem ein ende",
    "ein ende machen",
    "ein ende setzen",
    "erhängen",
    "hänge mich auf",
    "häng mich auf",
    "vor den zug",
    "den strick",
    "in den tod",
    "nicht mehr auf der welt",
)
# Words of a hurt that has happened: then the ambulance comes first, whatever else was said.
HURT_NOW = ("tabletten genommen", "tabletten geschluckt", "pillen genommen", "pillen geschluckt", "blut", "überdosis")


def answer(turn: Turn) -> Reply:
    """112 for a body in danger, a voice at the telephone for somebody tired of life; a human is called for both."""
    weary = said_any(turn.said, TIRED_OF_LIFE)
    hurt = said_any(turn.said, HURT_NOW)
    if is_bereavement(turn.said) and not weary and not hurt:
        return mourn(turn)
    if command(turn.said) == "emergency":
        return _asked_how_she_is()
    if not (weary or hurt or is_danger(turn.said)):
        return _asked()
    return _called(turn, weary=weary, hurt=hurt)


def tapped(turn: Turn, value: Json) -> Reply:
    """The answer whether somebody is in danger."""
    if value in {"yes", "weary"}:
        return _called(turn, weary=value == "weary", hurt=False)
    return say(words("danger-none"))


def _asked_how_she_is() -> Reply:
    """ "Ich will nicht mehr" may mean the order, or life: asked before anything is concluded."""
    options = [
        Option(
            words("danger-option-unwell"),
            "weary",
            flow="danger",
            heard_as=("nicht gut", "schlecht", "mir gehts nicht gut"),
        ),
        Option(words("danger-option-only-talk"), "no", flow="danger", heard_as=("nur das", "nur aufhören", "aufhören")),
    ]
    return say(words("danger-ask-weary"), options=options)


def _asked() -> Reply:
    options = [
        Option(words("danger-option-yes"), "yes", flow="danger", style="main", heard_as=("ja", "ja bitte", "schnell")),
        Option(words("danger-option-no"), "no", flow="danger", heard_as=("nein", "nee", "alles gut", "keine gefahr")),
    ]
    return say(words("danger-ask"), options=options)


def _called(turn: Turn, *, weary: bool, hurt: bool) -> Reply:
    call_a_human(turn, CaseKind.EMERGENCY, about="Lebensmüde" if weary else "Gefahr")
    phone = turn.info["phone"]
    if weary and not hurt:
        return say(words("danger-weary"), words("danger-weary-human", phone=phone))
    return say(words("danger-call"), words("danger-call-human", phone=phone))


DANGER = answer_flow(
    "danger", "Hilfe in Gefahr: Notruf und ein Mensch", EVERYBODY, {"emergency"}, answer, tapped=tapped, alone=True
)
