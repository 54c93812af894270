"""How the service speaks: short, plain, formal, one question at a time, the same word for the same thing."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterable

from tests.texts import keys
from tests.texts.spoken import Text, texts

ALL = tuple(texts())
KNOWN = frozenset(text.key for text in ALL)
# Who works here reads longer lists and the county's own words; the rest of the rules hold for them, too.
FOR_WORK = {
    "picking_list.ftl",
    "parked.ftl",
    "back_in_use.ftl",
    "shelf.ftl",
    "fill.ftl",
    "clear.ftl",
    "tasks.ftl",
    "operator.ftl",
    "tours.ftl",
    "agenda.ftl",
    "empties_work.ftl",
}
WORK_KEYS = re.compile(
    r"notice-(merchant|operator|list|picklist|case|talk|station|code-alarm|emergency|clear|tours?|option-tour)"
    r"|square-(tour|day-planned|planning)"
)
RESIDENTS = tuple(text for text in ALL if text.file not in FOR_WORK and not WORK_KEYS.match(text.key))

LONGEST = 300
MOST_WORDS = 15
FAMILIAR = re.compile(r"\b(du|dir|dich|dein\w*|euch|euer\w*|eure\w*)\b", re.IGNORECASE)
FOREIGN = re.compile(
    r"\b(account|login|app|bot|button|chat|chatbot|check|checkout|click|klick\w*|container|cookie|delivery|download"
    r"|feedback|hotline|info|infos|item|link|liefer-slot|mail|message|news|okay|ok|online|order|password|passwort"
    r"|payment|pick-up\w*|pin|point|service|shop|slot|sorry|status|storno|stornier\w*|support|team|ticket|token|tour"
    r"|tracking|update|user|voucher|website)\b",
    re.IGNORECASE,
)
ABBREVIATED = re.compile(
    r"\b(z\. ?B|d\. ?h|bzw|usw|etc|ca|ggf|inkl|exkl|evtl|Nr|Tel|Stk|Std|Min|EL|TL|MwSt|USt|AGB)\b\.?"
)
WRONG_WORDS = {
    "Fach": re.compile(r"\b(box|boxen|locker|schließfach\w*|schliessfach\w*|kasten-nr|türchen)\b", re.IGNORECASE),
    "Abholpunkt": re.compile(r"\b(abholstation\w*|station|stationen|pickup|terminal|automat\w*)\b", re.IGNORECASE),
    "Code": re.compile(r"\b(pin|geheimcode|zugangscode|öffnungscode|kennwort)\b", re.IGNORECASE),
    "Korb": re.compile(r"\b(warenkorb|einkaufskorb|einkaufswagen)\b", re.IGNORECASE),
    "Händler": re.compile(r"\b(verkäufer\w*|lieferant\w*|anbieter\w*)\b", re.IGNORECASE),
}
ALLOWED = {"help-shopping"}  # names the words one may write
SECRET = re.compile(r"Passwort|IBAN|Kontonummer|Geheimzahl|Bankdaten")
_SENTENCE_ENDS = re.compile(r"[.!?:;]\s|[.!?:;]$|\n")
_COUNTED = re.compile(r"[\wÄÖÜäöüß][\wÄÖÜäöüß.,'-]*")


def wrong(chosen: Iterable[Text], is_wrong: Callable[[str], object]) -> dict[str, object]:
    """What a rule finds in these texts, by key; nothing is what a test wants."""
    found = {text.key: [found for said in text.variants if (found := is_wrong(said))] for text in chosen}
    return {key: faults for key, faults in found.items() if faults}


def test_the_rules_find_what_they_are_for() -> None:
    assert too_long("x" * 301)
    assert two_questions("Milch? Oder Brot?")
    assert not two_questions("Möchten Sie „Was ist das?“ fragen?")
    assert long_sentences("Das ist ein Satz der mit so vielen Wörtern leider gar nicht mehr zu lesen ist.")
    assert FAMILIAR.search("Was möchtest du?")
    assert foreign("Bitte den Button klicken")
    assert foreign("z. B. Milch")
    assert wrong_words("Ihre Box ist offen")


def test_no_key_is_there_twice() -> None:
    assert [key for key, count in Counter(text.key for text in ALL).items() if count > 1] == []


def test_a_message_is_short_enough_to_be_read() -> None:
    assert wrong(ALL, too_long) == {}


def test_one_question_at_a_time() -> None:
    assert wrong(ALL, two_questions) == {}


def test_sentences_are_short() -> None:
    assert wrong(RESIDENTS, long_sentences) == {}


def test_everybody_is_addressed_formally() -> None:
    assert wrong(ALL, FAMILIAR.findall) == {}


def test_no_foreign_or_shortened_words() -> None:
    assert wrong((text for text in RESIDENTS if text.key not in ALLOWED), foreign) == {}


def test_the_same_word_for_the_same_thing() -> None:
    assert wrong(RESIDENTS, wrong_words) == {}


def test_nobody_is_asked_for_a_secret() -> None:
    assert wrong(ALL, lambda said: SECRET.search(said) and "keine" not in said) == {}


def test_every_key_that_is_asked_for_is_there() -> None:
    asked = keys.asked_by_name()
    assert {key: file for key, file in asked.items() if key not in KNOWN} == {}
    assert keys.of_flows() - KNOWN == set()
    assert keys.of_refusals() - KNOWN == set()


def test_every_composed_key_fits_a_text() -> None:
    lost = [where for where, pattern in keys.patterns().items() if not any(pattern.fullmatch(key) for key in KNOWN)]
    assert lost == []


def test_every_text_is_asked_for() -> None:
    named = set(keys.asked_by_name()) | keys.any_string() | keys.of_flows() | keys.of_refusals()
    composed = keys.patterns().values()
    assert sorted(key for key in KNOWN - named if not any(pattern.fullmatch(key) for pattern in composed)) == []


def too_long(said: str) -> int:
    """By how much."""
    return max(0, len(said) - LONGEST)


def two_questions(said: str) -> bool:
    """Question marks outside of words somebody may write."""
    return re.sub(r"„[^“]*“", "", said).count("?") > 1


def long_sentences(said: str) -> list[str]:
    """Sentences nobody keeps in mind; pages, numbers and lists of names are not read as sentences."""
    plain = re.sub(r"https?://\S+|05271 000000|Montag bis Freitag von 8 bis 18 Uhr|Vinsebeck, .* Bühne", "…", said)
    return [one for one in _SENTENCE_ENDS.split(plain) if len(_COUNTED.findall(one)) > MOST_WORDS]


def foreign(said: str) -> list[str]:
    """Words and abbreviations many do not know."""
    plain = re.sub(r"https?://\S+", "", said)
    return FOREIGN.findall(plain) + ABBREVIATED.findall(plain)


def wrong_words(said: str) -> list[str]:
    """The word of the glossary that belongs there instead."""
    return [right for right, others in WRONG_WORDS.items() if others.search(said)]
