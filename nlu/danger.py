"""Words of danger and of duty, found before anything else is understood.

Danger wants recall: a wrongly offered 112 costs a smile, an overlooked fall a life. What only looks
like danger (Feueranzünder, "hat mir gut gefallen", a fall last year) is taken out first.
"""

from __future__ import annotations

import re

from nlu.german.spelling import fold

_HARMLESS = re.compile(
    r"feuerwehr(fest|haus|kapelle|verein|halle)\w*|feuer(zeug|anzuend|holz|werk)\w*|kaminfeuer|osterfeuer\w*|brenn(holz|spiritus|nessel)\w*|brandt\b"
    r"|rauchmelderbatteri\w*|geraeucher\w*|raeucher\w*|gasflasche\w*|gasmann|gasrechnung|gas ?wasser|blutwurst|blutdruck(messgeraet|geraet)\w*"
    r"|(hat|haben|hats|hat's) (mir|uns|ihr|ihm|meiner \w+|meinem \w+)( \w+){0,4} gefallen|gut gefallen|preis\w* (ist|sind) gefallen|gefallen lassen|(einen|den) gefallen( \w+)? (tun|getan)"
    r"|einen gefallen|notizblock|herzlich\w*|von (ganzem )?herzen|sterbe vor (hunger|durst|langeweile|neugier)|pflaster|verbandskasten"
    r"|(mein|die|meine|der) (blume|pflanze|rose|geranie|orchidee|basilikum)\w* (stirbt|sterben|ist eingegangen|gehen ein)|sterbebild\w*|trauerkarte\w*",
)
_PAST = re.compile(
    r"\b(letzt(e[sn]?|er|em) (jahr|woche|winter|sommer|monat|herbst|fruehjahr)|vor (\w+ )?(jahr|jahren|monaten|wochen|langer zeit)|damals|frueher|voriges jahr"
    r"|im (krieg|fernsehen|radio|film|krimi)|in der zeitung|gott sei dank|alles wieder gut|schon wieder besser|laengst|wieder gesund|ueberstanden|schon verheilt)\b"
)
_NOW = re.compile(
    r"\b(jetzt|gerade|grad|eben|hilfe|schnell|sofort|bitte kommen|komme? nicht (mehr )?(hoch|auf|raus))\b"
)

_DANGER = re.compile(
    "|".join(
        (
            # fallen and cannot get up
            r"\b(hin|um|runter|herunter|die treppe (hin)?(unter|runter|herunter)?)\s?gefallen\b|gestuerz|gestuertzt|sturz\b|\bausgerutscht|hingeflogen|hingeknallt",
            r"\b(bin|ist|sind|war) (\w+ ){0,5}gefallen\b|treppe (\w+ ){0,2}gefallen|vom stuhl gefallen|aus dem bett gefallen",
            r"(komm\w*|kann|kriege?|schaff\w*|koenn\w*) (\w+ ){0,4}nicht (mehr )?(alleine? )?(hoch|auf(stehn|stehen|komm\w*)?|aufsteh\w*|hochkomm\w*|beweg\w*)\b",
            r"lieg\w* (\w+ ){0,4}(auf dem|am|aufm|auf'm) (boden|fussboden|flur|teppich|kuechenboden)|liegt da und|liegt (\w+ ){0,4}(regungslos|leblos)",
            # breath, heart, stroke
            r"(keine|kaum|schlecht|wenig|nicht genug|nich) (\w+ )?luft\b|luftnot|atemnot|atemlos|erstick|roechel|atmet (\w+ )?(nicht|kaum|nich|schwer|komisch)|nicht (\w+ )?atmen|schwer atmen|schnappt nach luft",
            r"herzinfarkt|herzanfall|herzstillstand|schlaganfall|schlagaanfall|herzras|herz (\w+ )?(sticht|rast|stolpert|bleibt)|hirnschlag|brustschmerz|schmerz\w* (\w+ )?(in|an) der brust|druck (\w+ )?(auf|in) der brust|brust tut (\w+ )?weh|stich\w* (\w+ )?in der brust|engegefuehl",
            r"mundwinkel|gesicht (\w+ )?haengt|halbseitig|gelaehmt|laehmung|spricht (\w+ )?(komisch|verwaschen|nicht mehr|wirr)|kann nicht mehr (richtig )?sprechen|kribbeln im (linken )?arm",
            # consciousness
            r"bewusstlos|bewustlos|ohnmaecht|ohnmacht|nicht ansprechbar|reagiert (\w+ ){0,3}nich|wacht (\w+ ){0,3}nicht (mehr )?auf|umgekippt|zusammengebrochen|zusammengesackt|umgefallen|kollabier|krampfanfall|krampft|epilep|regungslos|leblos|unterzucker",
            # blood, wounds, poison
            r"blutet|blute (\w+ )?(stark|sehr|wie|doll|ueberall)|blutung|verblut|blut (\w+ )?(gespuckt|erbrochen|spuck\w*|ueberall|gehustet)|bluten nicht|nicht auf(hoert)? zu bluten|spuckt blut|erbricht blut",
            r"vergift|giftig\w* (\w+ )?(gegessen|getrunken|geschluckt)|(putzmittel|reiniger|spueli|spuelmittel|waschmittel|tablette\w*|batterie|pillen|pilze|saeure) (\w+ ){0,3}(getrunken|geschluckt|verschluckt|genommen|gegessen)|ueberdosis|zu viele (tabletten|pillen)|verschluckt|allergischer? (schock|anfall)|anaphyla|insektenstich (\w+ )?hals|zunge schwillt|hals schwillt|verbrueht|verbrannt (und|am|an)|stromschlag|elektrischen schlag",
            r"(arm|bein|huefte|handgelenk|oberschenkel\w*|rippe\w*|fuss|schulter|genick) (\w+ )?(gebrochen|durch)|(arm|bein|huefte|fuss) ist ab|finger ab(geschnitten|gesaegt|getrennt)|schwer verletz|schlimm verletz|unfall|verunglueckt|ueberfahren|angefahren",
            # fire, gas, carbon monoxide
            r"\bes brennt\b|\bbrennt (\w+ )?(die|das|der|meine?|unsere?|hier|lichterloh|es|wohnung|haus|kueche)|(haus|wohnung|kueche|scheune|dach|keller|auto|herd|ofen|station|nachbar\w*|adventskranz|vorhang|gardine|fett|pfanne|muelltonne|schuppen) (\w+ )?brennt|\bfeuer\b|\bflammen\b|\bbrand\b|in flammen|qualm|verqualmt|rauch\b|raucht (\w+ )?(stark|aus)|rauchmelder (\w+ )?(piept|geht|schrillt)|explo|verpuffung",
            r"riecht (\w+ ){0,3}(nach|so nach|stark nach) gas|gasgeruch|gas (\w+ )?(ausgestroemt|stroemt|austritt|tritt aus|ausgetreten|riecht|gerochen)|gasleck|gasleitung|gas riech|gasalarm|kohlenmonoxid|kohlenmonoxyd|\bco[- ]?(melder|warner|alarm|vergiftung)|melder (\w+ )?(schlaegt|piept|geht) (\w+ )?(an|los|wie)",
            # tired of life
            r"nicht (mehr|laenger|weiter) (\w+ ){0,2}leben|nich(t)? mehr leben|nimmer leben|leben (\w+ ){0,3}(nicht mehr|keinen sinn|nehmen|beenden|ein ende)|mag nicht mehr da sein|(das|mein) leben nehmen|selbstmord|suizid|umbringen|bring (\w+ )?um\b|bringt sich um|lebensmued|lebensmuede|will (\w+ ){0,3}sterben|moechte (\w+ ){0,3}sterben|wuerde (\w+ )?am liebsten (\w+ )?(sterben|tot)|besser tot|waer\w* (\w+ ){0,3}(besser|lieber|am liebsten|doch) tot|am liebsten tot|tot sein|lieber tot|sterben will|nicht mehr aufwachen|nicht mehr da (sein|bin|waere)|erhaeng|aufhaeng(en|e) (mich|ich)|haeng\w* mich auf|vor den zug|keinen (lebens)?mut mehr|lebenswillen|keinen sinn mehr|hat (alles|doch alles) keinen sinn|allem ein ende|ein ende (machen|setzen|mache)|mach\w* schluss mit (allem|dem leben|meinem leben)|ich mach(e)? schluss|in den tod|strick nehmen|nicht mehr auf der welt|will nicht mehr,? es",
            # other people's violence, trapped, missing
            r"einbrecher|einbruch|(jemand|einer|wer) (\w+ )?(bricht|steigt) (\w+ )?ein|ueberfall|ueberfallen|bedroht|schlaegt mich|geschlagen worden|verpruegelt|messer (\w+ )?(am|an) (\w+ )?hals|schiesst|schuesse|vergewaltig|wuergt",
            r"(eingesperrt|eingeklemmt|eingeschlossen|steck\w* fest|festgeklemmt|gefangen)|ertrink|ertrunken|ins wasser gefallen|im (fluss|bach|teich|brunnen) (\w+ )?(gefallen|liegt)|eis eingebrochen|kind (\w+ )?(im|in dem) (fach|schliessfach|auto)|vermisst|verirrt|findet nicht (mehr )?(heim|nach hause)|verschwunden und (dement|krank)",
            # helpers and numbers named
            r"notarzt|notartzt|notfall|\bnotruf\b|rettungswagen|rettungsdienst|sanitaeter|krankenwagen|krankewagen|\brtw\b|\b112\b|\b110\b|ruf\w* (\w+ ){0,3}(den arzt|einen arzt|die polizei|feuerwehr|polizei)|feuerwehr|hol\w* (\w+ ){0,3}(arzt|polizei|feuerwehr|hilfe)|(brauche?n?|schnell|sofort|dringend) (\w+ ){0,4}(einen arzt|aerztliche hilfe|polizei)|polizei (\w+ )?(rufen|holen|kommen)|lebensgefahr|todesangst|in (grosser )?gefahr|stirbt|(liegt|lieg) im sterben|am sterben|ich sterbe|kreislauf (\w+ )?(zusammen|weg|kollaps)|wie tot|sos\b",
        )
    )
)
_PLEA = re.compile(
    r"^(oh |ach |bitte |gott )*hilfe( hilfe)+|^hilfe\s*!{2,}|^zu hilfe|helft mir( doch)?( bitte)?[ !]*$|^hilfe (schnell|sofort|bitte kommen)|(\w+ )?schnell hilfe"
)
_SPACES = re.compile(r"[^\w!,']+")

_WITHDRAW = re.compile(
    r"widerruf|wiederruf|wiederuf|wideruf|ruecktritt|\btrete (\w+ ){0,6}zurueck|zurueck(zu)?treten|14[- ]?(tage|taegig)|vierzehn tage|vertrag (\w+ ){0,4}(rueckgaengig|aufloesen|kuendigen|zurueck|aufheben)|(rueckgaengig|aufloesen|kuendig\w*) (\w+ ){0,4}(kauf)?vertrag"
)
_CONSENT = re.compile(r"einwilligung|zustimmung|datenschutz|daten\b|erlaubnis|vollmacht|speicher")
_RULES_ASKED = re.compile(r"^(was|wie|wann|wer) .*(pfand)")
_MESSAGES = r"(nachricht\w*|erinnerung\w*|erinnern|werbung|tipps?|angebote?|newsletter|rundschreiben|reklame|mitteilung\w*|hinweise?|benachrichtigung\w*|meldungen|prospekt\w*|werbe\w*|botschaft\w*|infos?|push\w*)"
_UNSUBSCRIBE = re.compile(
    rf"\b(kein\w*|nicht|nie|nix|stopp?\w*|ohne|weniger|hoer\w* auf|schluss|abmeld\w*|abbestell\w*|abstell\w*|ausschalt\w*|ausstell\w*|weglassen|lassen|loesch\w* (sie )?mich|verschon\w*|austragen|raus aus|abschalt\w*|aus dem verteiler)\b.*\b{_MESSAGES}\b"
    rf"|\b{_MESSAGES}\b.*\b(kein\w*|nicht mehr|stopp?\w*|abmeld\w*|abbestell\w*|abstell\w*|aus(schalten|stellen|tragen)?|aufhoer\w*|nerv\w*|weg|loswerden|nie wieder|brauch\w* ich nicht|verzicht\w*|genug|unerwuenscht|einstellen|unterlass\w*|sein lassen|weglassen|abschalt\w*)\b"
    r"|schreib\w* (\w+ )*(nicht mehr|nix mehr|nie wieder|nie mehr) (\w+ )*(an|von (sich|selbst|selber|allein)|unaufgefordert)|unaufgefordert|aus (dem|ihrem) verteiler|newsletter|von alleine? (\w+ )*(schreib|anschreib|meld)\w*|ungefragt"
)
_ORDER_MESSAGE = re.compile(
    r"keine nachricht (bekommen|erhalten|gekriegt|von ihnen)|nachricht nicht (bekommen|angekommen)|(code|bestellung|lieferung).*(nachricht)|angebot\w* (gibt|haben|sind|von)|im angebot|welche angebote|erinnern sie mich"
)


def plain(text: str) -> str:
    """Folded words with single spaces: what the patterns are written for."""
    return _SPACES.sub(" ", fold(text[:2000])).strip()


def is_danger(text: str) -> bool:
    """True if somebody may be in danger now."""
    words = _HARMLESS.sub(" ", plain(text))
    if _PLEA.search(words):
        return True
    if not _DANGER.search(words):
        return False
    return not (_PAST.search(words) and not _NOW.search(words)) or "leben" in words


def is_withdrawal(text: str) -> bool:
    """True for the legal right to withdraw from a contract, however misspelt."""
    words = plain(text)
    return bool(_WITHDRAW.search(words)) and not _CONSENT.search(words)


def is_unsubscribe(text: str) -> bool:
    """True if messages that come by themselves shall end."""
    words = plain(text)
    return bool(_UNSUBSCRIBE.search(words)) and not _ORDER_MESSAGE.search(words) and not is_withdrawal(text)
