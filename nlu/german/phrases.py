"""Frame words: what people put around a wish ("ich hätte gern … bitte") and never mean as goods."""

from __future__ import annotations

from nlu.german.spelling import fold

_FRAME = """
ich i ik mir mich mein meine meinen meiner meinem wir uns unser unsere sie ihr ihre ihren ihnen ihrem er es man
du dir dich euch der die das den dem des det dat de diese dieser dieses diesen diesem jene welche welcher
welches welchen so sowas ein eine einen einem einer eines ne nen n kein keine keinen moechte moechten mochte
will wollen wollte wollten haette haetten hatte gern gerne brauche brauchen braeuchte braeuchten brauch bruch
bruuk bestelle bestellen bestell bestellt bestellung nehme nehmen nehm nimm nimmst nahm kaufe kaufen kauf hole
holen bekomme bekommen bekomm bekaeme bekaemen kriege kriegen krieg kriegt kriegn kann koennte koennten koennen
koennt kannst darf duerfte duerfen soll sollen sollte sollten muss muessen muesste wuerde wuerden wuerd waere
waeren ist sind war bin hab habe haben hat hast gibt gib geben geb tu tun tue mach machen mache macht pack
packen packt packe leg legen legt lege setz setzen setze schick schicken schicke schickt bring bringen bringt
bringe liefer liefern liefert schreib schreiben schreibe notier notieren fuege fueg hinzu hinzufuegen fehlt
fehlen benoetige benoetigen wuensche wuenschen suche suchen sag sage sagen mal einmal bitte bitteschoen bidde
danke dankeschoen vielen dank herzlichen schoen auch noch dann dazu dabei drauf rein hinein mit fuer fuers auf
an in im ins am zu zum zur vom von aus bei beim ueber unter nach um und oder aber nur eben halt doch ja jo nee
nein na nun also ach aeh aehm oeh hm mhm okay ok gut prima genau wenn falls ob dass weil denn da hier dort heute
morgen uebermorgen gestern wieder immer schon erst gleich sofort bald ganz sehr viel vieles viele etwas bisschen
wenig einige paar alles alle allem sonst weiter weiterhin ausserdem zusaetzlich desweiteren ebenfalls eventuell
vielleicht wohl ungefaehr circa ca etwa ueberhaupt eigentlich einfach schnell lieb lieber liebe liebes moin
hallo guten gute tag morgn abend servus gruess gott frau herr sowie plus nochmal nochmals wochenende woche
montag dienstag mittwoch donnerstag freitag samstag sonnabend sonntag raus weg streich streichen streiche
loesche loeschen loesch entferne entfernen nicht nich nix nichts kaum mehr weniger statt anstatt anstelle
stattdessen korb warenkorb einkaufskorb liste zettel einkaufszettel einkaufsliste einkauf wagen einkaufswagen
zweimal eure ihrer sagt was wat wie wo wann wer wieviel wieviele warum kostet kosten gibts gibt's hats hat's haett
waer moecht haett' hol besorg besorgen besorgt wird werden wuerdest koenntest meins je jeweils pro davon daraus
drin drinnen dahin hin her bis ab seit als wegen zusammen insgesamt unbedingt dringend leider scheinbar
mindestens hoechstens kannste haste koennse hamse hammse habense hamwa jetzt gerade grad selber selbst steht
stehen stand liegt kommt kommen komme kam geht gehen ging lassen lass lasst lasse laesst denke denk glaube glaub
weiss wissen rede sprechen sonderangebot aendern aendere aender erhoehen erhoehe reduzieren reduziere tauschen
tausch umtauschen zurueck zurueckgeben doppelt reicht reichen langt langen genug beide beides beiden beider
dreck jedoch zwar allerdings bloss bloed anders andere anderen leer aufgebraucht zuende ende neige neu neue
neuen neuer neues wunderbar super toll fertig mittag nachmittag tage stueck draus sei seien meinst meinte gemeint
verzeihung entschuldigung entschuldigen pardon moment quatsch korrektur vielmehr verfuegbar erhaeltlich
vorraetig lieferbar vorhanden vorrat lager uebrig angebot preis preise euro cent nem nochn gehts gehn enthalten
enthaelt drinne gegen durch ausser herkunft inhaltsstoffe zutaten allergene allergiker vertrage vertragen
"""
FRAME_WORDS: frozenset[str] = frozenset(fold(_FRAME).split())

# Words that join the parts of a list.
JOINERS: frozenset[str] = frozenset(
    {"und", "un", "sowie", "ausserdem", "plus", "dazu", "&", "+", ",", ";", "\n", "noch", "dann", "oder", "•", "*"}
)
# Words that take back what was just said.
TAKE_BACK: frozenset[str] = frozenset({
    "nein", "nee", "ne", "noe", "quatsch", "halt", "moment", "falsch", "korrektur", "vielmehr", "verzeihung",
    "beziehungsweise", "bzw",
    "pardon", "stopp",
})  # fmt: skip
# The same in two words: "ach was", "warten Sie".
TAKE_BACK_PHRASES: frozenset[tuple[str, str]] = frozenset({
    ("ach", "was"), ("ach", "nein"), ("ach", "nee"), ("ach", "ne"), ("warten", "sie"), ("wart", "mal"),
    ("warte", "mal"), ("oder", "nein"), ("oder", "nee"), ("oder", "doch"), ("oder", "lieber"), ("oder", "besser"),
    ("nein", "warten"), ("sagen", "wir"), ("will", "sagen"),
})  # fmt: skip
# Behind a noun these bind the next words to it: "Käse in Scheiben", "Joghurt mit Kirschen".
BINDERS: frozenset[str] = frozenset({"in", "im", "mit", "ohne", "vom", "von", "aus", "am", "gegen", "und"})
# What is done with goods that are at home already: "ich will Marmelade kochen".
KITCHEN: frozenset[str] = frozenset({
    "kochen", "kochn", "backen", "braten", "grillen", "einkochen", "einmachen", "einlegen", "bestaeuben",
    "bestreichen", "panieren", "fuellen", "garnieren", "schmieren", "fuettern", "essen", "verschenken",
})  # fmt: skip
POLITE: frozenset[str] = frozenset(
    [
        "bitte",
        "bitteschoen",
        "danke",
        "dankeschoen",
        "schoen",
        "vielen",
        "dank",
        "herzlichen",
        "sehr",
        "lieb",
        "liebe",
        "gern",
        "gerne",
        "mal",
        "doch",
        "denn",
        "ja",
        "also",
        "ach",
        "so",
        "na",
        "nun",
        "gut",
        "hallo",
        "moin",
        "guten",
        "tag",
        "morgen",
        "abend",
        "frau",
        "herr",
        "dann",
        "noch",
        "einmal",
        "eben",
        "halt",
        "jetzt",
        "einfach",
        "sie",
        "ihnen",
    ]
)
# Words that tell a change of what is already in the basket.
_CHANGE = """
statt anstatt anstelle stattdessen lieber mehr weniger nur doch sondern daraus draus davon auf aus runter hoch
rauf reicht reichen genuegt genuegen haelfte halbe halben doppelt insgesamt zuviel zuwenig viel viele wenig
nicht nich menge anzahl falsch vertan meinte langt langen gegen beim bei
"""
CHANGE_WORDS: frozenset[str] = frozenset(_CHANGE.split())
# These tell a change only of goods that are there.
WEAK_CHANGE_WORDS: frozenset[str] = frozenset({
    "nur", "nicht", "nich", "viel", "viele", "wenig", "gegen", "sondern",
})  # fmt: skip
CHANGE_STEMS = (
    "aender",
    "erhoeh",
    "reduzier",
    "verdoppel",
    "korr",
    "halbier",
    "tausch",
    "umaender",
    "aufstock",
    "abaender",
)
# Beginnings of words that tell that empties are handed in, not bottles ordered.
RETURN_STEMS = (
    "leer", "pfand", "zurueck", "abgeb", "abgab", "abzugeb", "mitnehm", "mitgeb", "nehm", "nimm", "hol", "abhol",
    "weg", "los", "rueck", "leddig", "bring", "stell", "steh", "einweg", "mehrweg", "geb",
)  # fmt: skip
