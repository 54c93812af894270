"""Short messages that mean one thing in every state: yes, no, "zurück", "Mensch", "Code" and their spellings."""

from __future__ import annotations

from collections.abc import Collection

from rapidfuzz import process
from rapidfuzz.distance import OSA

from nlu.german.spelling import skeleton
from nlu.tokens import Token

_YES = """
ja jo jau joa jep jepp jawohl jawoll klar sicher genau richtig stimmt passt okay ok oki okey einverstanden gern
gerne natuerlich selbstverstaendlich freilich sowieso unbedingt prima abgemacht korrekt jaja jup yes johoho yo jou
joah allemal sischer
"""
_NO = """
nein nee ne noe nö nicht keineswegs niemals nix nich nope naa neenee neinnein noo
"""
_YES_PHRASES = """
ja bitte | ja gerne | ja gern | sehr gern | sehr gerne | in ordnung | geht klar | ja genau | ja stimmt | ja
richtig | passt so | passt schon | stimmt so | ist gut | das passt | das stimmt | ja klar | na klar | aber ja |
aber sicher | aber gerne | ja machen wir | machen wir so | so machen wir das | ja das passt | alles klar |
meinetwegen | von mir aus | so ist es | so soll es sein | ja so ist richtig | mach das | machen sie das | tun sie
das | ist recht | daumen hoch | ja doch | ja freilich | gut so | ja ok | bin einverstanden
"""
_NO_PHRASES = """
nein danke | nee danke | ne danke | lieber nicht | besser nicht | auf keinen fall | nein lieber nicht | nee lass
mal | lass mal | das stimmt nicht | stimmt nicht | nicht noetig | nein bloss nicht | bloss nicht | bitte nicht |
nein bitte nicht | das will ich nicht | will ich nicht | moechte ich nicht | nein das stimmt nicht | falsch | das
ist falsch | nicht richtig | kein bedarf | brauch ich nicht | brauche ich nicht | muss nicht sein | passt nicht |
nein passt nicht
"""
_COMMANDS: dict[str, str] = {
    "stop": """
        stop | stopp | ende | schluss | aufhoeren | abbrechen | abbruch | hoer auf | hoeren sie auf | beenden | exit
        | feierabend | genug | vorbei
    """,
    "go_back": """
        zurueck | zurueck bitte | einen schritt zurueck | ein schritt zurueck | schritt zurueck | rueckgaengig |
        wieder zurueck | zurueck gehen | back
    """,
    "help": """
        hilfe | hilfe bitte | help | bedienung | anleitung | menue | befehle | was kannst du | was koennen sie | was
        kann ich hier machen | wie geht das
    """,
    "talk_to_human": """
        mensch | mensch bitte | einen menschen | ein mensch | mitarbeiter | mitarbeiterin | person | echter mensch |
        berater | beraterin | telefon | anrufen | rueckruf
    """,
    "repeat": """
        nochmal | noch mal | noch einmal | nochmals | wiederholen | wiederholung | bitte wiederholen | wie bitte |
        was | hae | wie | was war das | bitte nochmal
    """,
    "ask_code": "code | mein code | abholcode | code bitte | pin | oeffnungscode | der code | nummer fuers fach",
    "show_basket": """
        warenkorb | korb | einkaufskorb | mein korb | mein warenkorb | einkaufswagen | was hab ich drin |
        zwischenstand | zwischensumme | was kostet das alles | was kostet das zusammen | was macht das |
        was macht das zusammen
    """,
    "order_status": "status | bestellstatus | stand der bestellung | lieferstatus | wo bleibt es",
    "checkout": """
        bestellen | kaufen | zahlungspflichtig bestellen | jetzt kaufen | fertig | das wars | das war's | das war
        alles | kasse | abschicken | jetzt bestellen | bestellung abschicken
    """,
    "greet": """
        hallo | moin | moin moin | guten tag | guten morgen | guten abend | gruess gott | servus | tach | tag |
        hallo zusammen | hallihallo | mahlzeit | tachchen | gutn tach | n tach | moinsen | guten tag zusammen
    """,
    "goodbye": """
        tschuess | tschues | auf wiedersehen | wiedersehen | auf wiederhoeren | bis dann | bis bald | bis morgen |
        ade | tschau | ciao | gute nacht | schoenen tag noch | schoenen abend noch | bis zum naechsten mal
    """,
    "thank": """
        danke | danke schoen | dankeschoen | vielen dank | herzlichen dank | besten dank | danke sehr | vergelts
        gott | vergelt's gott | tausend dank | danke danke | ich danke ihnen | ich bedanke mich
    """,
    "unsubscribe": """
        abmelden | stop werbung | stopp werbung | keine nachrichten mehr | keine erinnerungen mehr | abbestellen
    """,
    "withdraw_contract": "widerruf | widerrufen | vertrag widerrufen | widerruf bestaetigen",
    "browse_assortment": """
        sortiment | angebot | katalog | produkte | was gibts | was gibt es | was haben sie | warenangebot
    """,
    "return_deposit": """
        leergut | leergut abgeben | pfand abgeben | flaschen zurueck | leergut zurueck | pfandrueckgabe
    """,
    "ask_balance": "guthaben | pfandguthaben | kontostand | mein guthaben",
    "ask_bill": "rechnung | quittung | kassenzettel | meine rechnung | beleg",
    "reorder": """
        wie immer | dasselbe | das gleiche | das uebliche | das gleiche wie immer | dasselbe wie immer | nochmal
        dasselbe | wie letztes mal | wie beim letzten mal | das gleiche nochmal
    """,
    "list_tasks": "aufgaben | meine aufgaben | was liegt an | was gibts zu tun | was ist zu tun",
    "list_orders": "bestellungen | offene bestellungen | neue bestellungen | auftraege",
    "pay": "bezahlen | zahlen",
    "ask_pickup_point": """
        oeffnungszeiten | wann haben sie offen | wann haben sie auf | wann habt ihr offen | wann habt ihr auf |
        wann haben sie geoeffnet | wann ist offen | wann ist geoeffnet
    """,
    "order_items": """
        ich hab was vergessen | ich habe was vergessen | ich hab noch was vergessen | ich habe etwas vergessen |
        hab was vergessen | hab noch was vergessen | ich habe noch etwas vergessen
    """,
    "open_compartment": """
        ich hab was im fach vergessen | ich habe etwas im fach vergessen | ich hab was drin vergessen |
        ich habe etwas im fach liegen lassen | da liegt noch was im fach
    """,
    "change_quantity": " | ".join(
        ["bestellung aendern", "meine bestellung aendern", "etwas aendern", "was aendern"]
        + [
            f"{wish} {what} aendern"
            for wish in ("ich will", "ich moechte", "ich muss", "ich wuerde gern", "kann ich", "ich moecht")
            for what in ("meine bestellung", "die bestellung", "noch was", "noch etwas", "was", "etwas")
        ]
    ),
}
_RELATIVES = """
enkel enkelin sohn tochter neffe nichte nachbar nachbarin bruder schwester schwiegertochter schwiegersohn
betreuer betreuerin pfleger pflegerin mann frau ehemann ehefrau schwager schwaegerin
"""
_PADDING = frozenset(
    [
        "bitte",
        "danke",
        "mal",
        "doch",
        "denn",
        "also",
        "ach",
        "so",
        "na",
        "nun",
        "dann",
        "gut",
        "hallo",
        "sie",
        "ihnen",
        "das",
        "is",
        "ist",
        "ganz",
        "schon",
        "mir",
        "schoen",
        "sehr",
        "recht",
        "herr",
        "frau",
        "oh",
        "ah",
        "und",
    ]
)
_LONGEST = 6
_ARTICLES = frozenset({"der", "die", "ein", "eine", "ihr", "ihre", "sein", "seine"})
_RELATIVE_SOUNDS = frozenset(skeleton(word) for word in _RELATIVES.split())


def _keys(phrases: str) -> list[str]:
    return [" ".join(skeleton(word) for word in phrase.split()) for phrase in phrases.split("|") if phrase.strip()]


_TABLE: dict[str, str] = (
    dict.fromkeys(_keys(" | ".join(_YES.split()) + " | " + _YES_PHRASES), "affirm")
    | dict.fromkeys(_keys(" | ".join(_NO.split()) + " | " + _NO_PHRASES), "deny")
    | {key: intent for intent, phrases in _COMMANDS.items() for key in _keys(phrases)}
)
_FUZZY = [key for key in _TABLE if len(key) >= 6]
_YES_WORDS = frozenset(_keys("|".join(_YES.split())))
_NO_WORDS = frozenset(_keys("|".join(_NO.split())))


def shortcut(tokens: list[Token], labels: Collection[str]) -> str | None:
    """The intent of a short message that is nothing but a command, a yes, a no or a greeting."""
    words = [skeleton(token.text) for token in tokens if token.is_word]
    if not words or len(words) > _LONGEST or any(token.is_number for token in tokens):
        return None
    if "add_helper" in labels and _speaks_relative(words):
        return "add_helper"
    intent = _match(words) or _match([word for word in words if word not in _PADDING])
    return intent if intent in labels else None


def is_a_relative(text: str) -> bool:
    """Whether somebody says to be another person's relative or neighbour: "ich bin der Enkel"."""
    return _speaks_relative([skeleton(word.strip(".,!?")) for word in text.split()])


def _speaks_relative(words: list[str]) -> bool:
    return len(words) <= _LONGEST + 1 and any(
        words[at : at + 2] == ["ich", "bin"] and words[at + 2] in _ARTICLES and words[at + 3] in _RELATIVE_SOUNDS
        for at in range(len(words) - 3)
    )


def _match(words: list[str]) -> str | None:
    if not words:
        return None
    said = " ".join(words)
    known = _TABLE.get(said)
    if known is not None:
        return known
    if len(said) >= 6:
        allowed = 1 if len(said) < 10 else 2
        close = process.extractOne(said, _FUZZY, scorer=OSA.distance, score_cutoff=allowed)
        if close is not None:
            return _TABLE[close[0]]
    return None


def yes_or_no(tokens: list[Token]) -> str | None:
    """ "affirm" or "deny" for the answer to a yes-no question, judged by its first clear word."""
    words = [skeleton(token.text) for token in tokens if token.is_word]
    if not words or len(words) > _LONGEST:
        return None
    whole = _match(words)
    if whole in {"affirm", "deny"}:
        return whole
    for word in words[:2]:
        if word in _YES_WORDS:
            return "affirm"
        if word in _NO_WORDS:
            return "deny"
    return None
