"""Words of danger and of duty, found before anything else is understood.

Danger wants recall: a wrongly offered 112 costs a smile, an overlooked fall a life. What only looks
like danger (Feueranzünder, "hat mir gut gefallen", a fall last year) is taken out first.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from nlu.german.spelling import fold


def _any_of(patterns: Iterable[str]) -> re.Pattern[str]:
    return re.compile("|".join(patterns))


# Up to so many words may stand between two words of a pattern.
_W1, _W3, _W5 = r"(?:\w+ ){0,1}", r"(?:\w+ ){0,3}", r"(?:\w+ ){0,5}"

_HARMLESS = _any_of(
    (
        r"feuerwehr(fest|haus|kapelle|verein|halle)\w*|(zur|an der|bei der|neben der|gegenueber der|vor der) feuerwehr",
        r"feuer(zeug|anzuend|holz|werk)\w*|kaminfeuer|osterfeuer\w*|brenn(holz|spiritus|nessel)\w*|\bbrandt\b",
        r"rauchmelderbatteri\w*|g?e?raeuchert\w*|raeucher\w*|blutwurst\w*|blutdruck\w*|bienenstich\w*",
        r"gas(flasche|kartusche|grill|rechnung)\w*|gasmann|gas ?wasser|sprudelgas",
        r"(hat|haben|hats|hat's|hatte) (mir|uns|ihr|ihm|meine[rm]? \w+) (\w+ ){0,4}gefallen|gut gefallen"
        r"|gefallen lassen",
        r"preise? (\w+ )?(ist|sind) (\w+ )?gefallen|(einen|den|n) gefallen|(rosen|blumen"
        r"|blaetter) (\w+ )?(ab)?gefallen",
        r"notizblock|von (ganzem )?herzen|(am|ans) herzen?|herzlich\w*|herzhaft\w*|heftpflaster|verbandskasten",
        r"sterbe vor (hunger|durst|langeweile|neugier)|sterbebild\w*|trauerkarte\w*|zum sterben (schoen|langweilig)",
        r"(blume|pflanze|rose|geranie|orchidee|basilikum)\w* (\w+ )?(stirbt|sterben|eingegangen|gehen ein)",
        r"(tastenfeld|automat|display|bildschirm|station|knopf|taste|klappe|tuer|anlage|handy|telefon|fach|scanner"
        r"|geraet|app|schloss)\w* (\w+ )?reagiert (\w+ )?nich\w*",
        r"notfall(s|kontakt|nummer|dose)\b|im notfall|unfall(frei|versicherung|bericht)\w*|brandneu|brand ?wein\w*",
        r"hilfe (zur|zum|beim?|mit|fuer|bei der)\b|um hilfe (bei|beim)\b",
        r"flammkuchen|feuertopf|feuerbohnen|flammende\w* (kaethchen|herz)|atemlos durch",
        r"(milch|brot|ware|paket|flasche|tuete|dose|schluessel|karte|leergut|ei|eier|tasche|beutel|deckel|brille)\w*"
        r" (\w+ ){0,4}(runter|hin|um|herunter|raus)?gefallen",
        r"(klemmt|steckt|haengt) fest|gutschein verfallen|schmerzfrei|im korb (\w+ )?(fest|gefangen)",
    )
)
_PAST = re.compile(
    r"\b(letzt(e[sn]?|er|em) (jahr|woche|winter|sommer|monat|herbst|fruehjahr|fruehling)|vorletzt\w+ \w+|voriges jahr"
    r"|vor (\w+ )?(jahr|jahren|monaten|wochen|langer zeit|langem)|damals|frueher|als kind|im krieg|im fernsehen"
    r"|im radio|im film|im krimi|in der zeitung|gott sei dank|alles wieder gut|schon wieder besser|laengst"
    r"|wieder gesund|ueberstanden|(schon|lange) verheilt|wieder zu ?hause)\b"
)
_NOW = re.compile(
    r"\b(jetzt|gerade|grad|eben|hilfe|schnell|sofort|bitte kommen|komme? nicht (mehr )?(hoch|auf|raus)|noch immer)\b"
)

_FALLS = (
    r"\b(hin|um|runter|herunter)gefallen\b|gestuerz|gestuertzt|\bsturz\b|\bausgerutscht|hingeflogen|hingeknallt",
    rf"\b(bin|is|ist|sind|war|buen) {_W5}(ge)?fallen\b|(treppe|stuhl|bett|leiter|baum|dach) {_W3}gefallen"
    rf"|von der leiter",
    rf"(komm\w*|kann|kriege?|schaff\w*|koenn\w*) {_W5}nich?t? (mehr )?(alleine? )?"
    r"(hoch|auf(stehn|stehen|komm\w*)|auf (die beine|den beinen)|aufsteh\w*|hochkomm\w*|beweg\w*)\b",
    rf"komm\w* {_W5}nich?t? mehr (hoch|auf)\b|(vom|aus dem) \w+ gekippt|\blieg\w* {_W3}seit (stunden|gestern)",
    rf"\blieg\w* {_W5}(auf dem|am|aufm|auf'm|aufn) (boden|fussboden|flur|teppich|kuechenboden|bad)",
    rf"\blieg\w* {_W5}(regungslos|leblos|und (ruehrt|bewegt|antwortet|sagt|atmet))",
)
_BREATH_AND_HEART = (
    rf"(keine|kaum|schlecht|wenig|nicht genug|nich|kein) {_W1}luft\b|luftnot|atemnot|atemlos|erstick|roechel",
    rf"atme[tn]? {_W3}(nicht|kaum|nich|schwer|komisch|schlecht|nimmer)|nicht (mehr )?(richtig )?atmen|schwer atmen",
    r"schnappt nach luft|blau an(gelaufen)?|lippen (sind )?(ganz )?blau",
    rf"herzinfarkt|herzanfall|herzstillstand|herzras|\bmein(em)? herz\b|herz {_W3}(sticht|rast|stolpert|bleibt|stehen)",
    r"schlaganfall|schlagaanfall|schlach?anfall|hirnschlag|brustschmerz|engegefuehl|infarkt",
    rf"schmerz\w* {_W3}(in|an) der (linken )?brust|druck {_W3}(auf|in) der brust|brust {_W3}(weh|schmerz|eng)",
    rf"stich\w* {_W3}in der brust|auf der brust {_W3}eng",
    rf"mundwinkel|(gesicht|mund|auge) {_W3}haengt|halbseitig|gelaehmt|laehmung|\bla(e)?hm\b",
    rf"(spricht|redet|lallt|sprech\w*) {_W5}(komisch|verwaschen|nicht mehr|wirr\w*|undeutlich|unverstaendlich)"
    rf"|\blallt\b",
    rf"(arm|bein|seite|gesicht|hand) {_W3}taub|taub\w* {_W3}(arm|bein|gesicht)|kribbel\w* {_W3}(arm|gesicht)",
    r"seh\w* (alles |nur noch )?doppelt|seh\w* (auf einmal |ploetzlich )?nichts mehr",
)
_CONSCIOUSNESS = (
    r"bewusstlos|bewustlos|bewusstsein|ohnmaecht|ohnmacht|ansprechbar|umgekippt|zusammengebrochen|zusammengesackt",
    rf"reagiert {_W3}nich|antwortet {_W3}nich\w* mehr|wacht {_W3}nicht (mehr )?auf|wird nicht (mehr )?wach|umgefallen",
    r"kollabier|krampfanfall|\bkrampft|epilep|regungslos|leblos|unterzucker|schwarz vor (den )?augen",
    rf"zucker {_W5}(unten|niedrig|tief|hoch|entgleist)|kreislauf {_W3}(zusammen|weg|kollaps|versagt|spinnt)",
    r"\bmir (ist|wird|geht es|gehts|is) (auf einmal |ploetzlich )?(so |ganz |sehr |richtig |furchtbar |total )"
    r"(schlecht|schwindlig|schwindelig|komisch|elend|uebel|mies)",
    r"kippe? (gleich |bald )?um\b|sagt nichts mehr|bewegt sich nicht|ruehrt sich nicht\b",
)
_WOUNDS_AND_POISON = (
    rf"blutet|\bblute {_W1}(stark|sehr|wie|doll|ueberall)|blutung|verblut|voller? blut|(alles|ueberall) {_W1}blut\b",
    rf"\bblut {_W3}(gespuckt|erbrochen|spuck\w*|ueberall|gehustet|verloren)|(auf)?hoert? {_W3}zu bluten"
    rf"|spuckt blut|erbricht",
    r"vergift|giftig\w* (\w+ )?(gegessen|getrunken|geschluckt)|ueberdosis|zu viele? (tabletten|pillen|schlaftabletten)",
    rf"(putzmittel|reiniger|spueli|spuelmittel|waschmittel|tablette\w*|batterie|pillen|pilze|saeure|kloreiniger|tabs?)"
    rf" {_W3}(getrunken|geschluckt|verschluckt|genommen|gegessen)|verschluckt|schlaftabletten genommen",
    rf"allergischer? (schock|anfall|reaktion)|anaphyla|(zunge|hals|gesicht|lippen?) {_W3}(schwill\w*"
    rf"|geschwoll\w*|angeschwoll\w*)",
    r"verbrueht|verbrannt (und|am|an)|stromschlag|elektrischen schlag|einen schlag gekriegt|strom gekriegt",
    rf"\b(arm|bein|huefte|handgelenk|oberschenkel\w*|rippe\w*|fuss|schulter|genick|knochen) {_W3}(gebrochen|durch)\b",
    rf"\b(arm|bein|huefte|fuss|hand|finger|daumen) {_W1}(ab|abgesaegt|abgeschnitten|abgetrennt|eingeklemmt"
    rf"|zerquetscht)\b",
    r"\bverletzt\b|schwer ?verletz|\bunfall\b|verunglueckt|ueberfahren|angefahren|in die kreissaege|tief geschnitten",
    r"(was|etwas) (ganz )?(schlimmes|furchtbares) (passiert|geschehen)|sehr ?wehgetan|sehr weh getan",
)
_FIRE_AND_GAS = (
    r"\bes brennt\b|\bbrennt (\w+ )?(die|das|der|meine?|unsere?|hier|lichterloh|es|wohnung|haus|kueche)\b"
    r"|\bbrennt!|^brennt\b",
    r"(haus|wohnung|kueche|scheune|dach|keller|auto|herd|ofen|station|nachbar\w*|adventskranz|vorhang|gardine|fett"
    r"|pfanne|muelltonne|schuppen|stall|kerze|wald|sofa|bett|fernseher|steckdose|toaster) (\w+ )?brennt",
    r"\bfeuer\b|\bflammen\b|\bbrand\b|qualm|\brauch\b|\braucht (\w+ )?(stark|aus|hier|es)|es raucht|brandgeruch",
    rf"rauch ?melder {_W3}(piep\w*|geht|schrill\w*|los|an|pfeif\w*)|explo|verpuffung|riecht (\w+ )?(verbrannt"
    rf"|nach rauch)",
    rf"\b(riech\w*|stink\w*|rueck\w*) {_W5}gas\b|gasgeruch|gasleck|gasleitung|gasalarm|^gas\W*$"
    rf"|gas {_W3}(aus\w*|stroemt|riech\w*|tritt)",
    rf"kohlenmonoxid|kohlenmonoxyd|\bco[- ]?(melder|warner|alarm|vergiftung)|(gas|co|monoxid) ?\w* ?(melder"
    rf"|warner) {_W3}(piep|geht|schlaegt)",
)
_TIRED_OF_LIFE = (
    rf"ni(cht|ch|mmer|cks) (mehr|laenger|weiter)? ?{_W3}leben\b|leben {_W3}(nicht mehr|keinen sinn|nehmen"
    rf"|beenden|ein ende|satt)",
    rf"selbstmord|suizid|selbst toeten|umbringen|umzubringen|\bbring\w* {_W3}um\b|lebensmued|leben satt|mit dem leben",
    rf"\b(will|moechte|moecht|wuerde|wollte|kann) {_W5}(sterben|tot sein)\b|sterben (will|moechte|duerfte)"
    rf"|am liebsten (tot|sterben)",
    rf"(besser|lieber|waer\w*|liebsten) {_W5}\btot\b|\btot\b {_W1}(sein|waer\w*)|nicht mehr aufwach"
    rf"|nicht mehr aufzuwach",
    rf"nicht mehr (da|hier|auf der welt) (sein|bin|waere)|liebsten {_W3}(weg|nicht mehr da)|keiner braucht mich"
    rf"|ohne mich besser",
    rf"erhaeng|\bhaeng\w* {_W1}mich auf|mich aufhaeng|vor den zug|von der bruecke|in den tod|\bstrick\b nehm|pulsadern",
    rf"lebensmut|lebenswillen|keinen sinn mehr|alles {_W3}(sinnlos|keinen sinn)|hat {_W3}keinen sinn mehr"
    rf"|allem ein ende",
    rf"ein ende (machen|setzen|mache|bereiten)|schluss mit (allem|dem leben|meinem leben)"
    rf"|mach\w* {_W1}schluss mit allem",
    r"ich mach(e)? schluss$|etwas antun|was antun|nicht mehr weiterleben|nicht mehr weiter leben|lieber gott hol mich",
)
_OTHERS_AND_TRAPPED = (
    rf"einbrecher|(wird|werden|wurde) {_W3}eingebrochen|(jemand|einer|wer) {_W3}(bricht|steigt) {_W3}ein\b|ueberfall",
    rf"\bbedroht|schlaegt mich|geschlagen worden|verpruegel|messer {_W1}(am|an) {_W1}hals|schiesst|schuesse"
    rf"|vergewaltig|wuergt",
    rf"eingesperrt|eingeklemmt|eingeschlossen|\bsteck\w* {_W5}fest\b|festgeklemmt|\bgefangen\b|sitz\w* {_W5}fest\b",
    rf"ertrink|ertrunken|ins wasser gefallen|(fluss|bach|teich|brunnen|weser|pool) {_W3}(gefallen|liegt|getrieben)",
    rf"(kind|junge|maedchen|enkel\w*|baby|mensch|jemand|person|frau|mann) {_W5}(im|in dem|in das|ins"
    rf"|in einem) {_W1}(schliess|kuehl)?fach\b",
    rf"vermiss\w* {_W3}(mutter|vater|mann|frau|kind|oma|opa|enkel\w*|jemand)|verirrt|findet nicht (mehr )?(heim"
    rf"|nach hause)",
    rf"nachbar\w* {_W5}(macht|oeffnet) {_W5}nicht auf|seit tagen nicht (mehr )?gesehen|weggelaufen und (dement"
    rf"|verwirrt)",
)
_HELPERS = (
    r"notarzt|notartzt|\bnotfall\b|\bnotruf\b|rettungswagen|rettungsdienst|rettungshubschrauber|sanitaeter"
    r"|krankenwagen",
    r"krankewagen|\brtw\b|\b112\b|\b110\b|feuerwehr|\bsos\b|lebensgefahr|todesangst|in (grosser )?gefahr|erste hilfe",
    rf"\b(ruf\w*|hol\w*|schick\w*|brauch\w*) {_W3}(den arzt|einen arzt|nen arzt|die polizei|polizei"
    rf"|aerztliche hilfe|sofort hilfe)",
    r"\bstirbt\b|im sterben|am sterben|ich sterbe|polizei (rufen|holen|kommen)|hilf mir schnell|helfen sie mir schnell",
)
_DANGER = _any_of(
    (
        *_FALLS,
        *_BREATH_AND_HEART,
        *_CONSCIOUSNESS,
        *_WOUNDS_AND_POISON,
        *_FIRE_AND_GAS,
        *_TIRED_OF_LIFE,
        *_OTHERS_AND_TRAPPED,
        *_HELPERS,
    )
)
_LIFE = _any_of(_TIRED_OF_LIFE)
_PLEA = _any_of(
    (
        r"^(oh |ach |bitte |gott |mein )*h(i|ue)l[fp]e?( h(i|ue)l[fp]e?)+",
        r"^h(i|ue)l[fp]e\s*!{2,}|^zu hilfe|^hilfe (schnell|sofort|bitte kommen|mir|ich (bin|hab|liege|sterbe|krieg))",
        r"^(so )?helft mir( doch)?( bitte)?[ !]*$|\bschnell(e)? hilfe|bitte hilfe[ !]*$|um hilfe",
        r"\bh(ue)l[fp]e\b",
    )
)
_SPACES = re.compile(r"[^\w!,']+")

_WITHDRAW = _any_of(
    (
        r"widerruf|wiederruf|wiederuf|wideruf|\bwidruf|ruecktritt|(kauf|vertrag\w*|geschaeft"
        r"|bestellung) {0,1}(\w+ )?zurueck(zu)?treten",
        r"\btrete (\w+ ){0,6}(kauf|vertrag|geschaeft|bestellung)\w* (\w+ )?zurueck|trete zurueck vo[nm]"
        r"|zurueck(zu)?treten vo[nm]",
        r"14[- ]?(tage|taegig)|vierzehn tage|(rueckgaengig|aufloesen|kuendig\w*) (\w+ ){0,4}(kauf)?vertrag",
        r"\b(kauf|vertrag) (\w+ ){0,5}(rueckgaengig|aufloesen|kuendigen|aufheben)|^(ich )?moechte zuruecktreten",
    )
)
_CONSENT = re.compile(r"einwilligung|zustimmung|datenschutz|\bdaten|erlaubnis|vollmacht|speicher")
_DELIVERY_DAYS = re.compile(r"(in|alle|seit|noch|vor|fuer) (14|vierzehn) tage")

_MESSAGES = (
    r"(nachricht\w*|erinnerung\w*|erinnern|werbung|tipps?|\w*angebote?n?|newsletter\w*|rundschreiben|reklame"
    r"|mitteilung\w*"
    r"|hinweise?|benachrichtigung\w*|meldungen|prospekt\w*|werbe\w*|botschaft\w*|infos?|push\w*)"
)
_ENDING = (
    r"(kein\w*|nicht|nie|nix|stop+|ohne|weniger|aufhoer\w*|schluss|abmeld\w*|abbestell\w*|(ab|aus|ein)stell\w*"
    r"|\w*schalt\w*"
    r"|verschon\w*|aus|ab|sein lassen|\w*lassen|nerv\w*|weg|loswerden|verzicht\w*|genug|unerwuenscht"
    r"|unterlass\w*|\w*loesch\w*)"
)
_UNSUBSCRIBE = _any_of(
    (
        rf"\b{_ENDING} (\w+ ){{0,6}}{_MESSAGES}\b",
        rf"\b{_MESSAGES} (\w+ ){{0,5}}{_ENDING}\b",
        rf"\bhoer\w* (\w+ )?auf (\w+ ){{0,4}}{_MESSAGES}|\bmeld\w* (\w+ ){{0,5}}{_MESSAGES} ab\b"
        rf"|\bstell\w* (\w+ ){{0,5}}{_MESSAGES} ab\b",
        r"(schreib|meld|schick)\w* (\w+ )*(nicht|nix|nichts|nie) (mehr|wieder) (\w+ )*(von (sich|selbst|selber"
        r"|alleine?)|unaufgefordert|ungefragt)",
        r"unaufgefordert|(ihrem|dem|eurem) verteiler|newsletter|ungefragt|nicht mehr angeschrieben"
        r"|nicht mehr von selbst melden",
    )
)
_ORDER_MESSAGE = re.compile(
    r"kein\w* (nachricht|mitteilung|benachrichtigung) (bekommen|erhalten|gekriegt|von ihnen)"
    r"|nachricht nicht (bekommen|angekommen)"
    r"|nachrichten von mir|\bcode\b|(bestellung|lieferung)\w* .*nachricht|angebote? (gibt|haben|sind|von)"
    r"|im angebot|aus dem angebot|welche angebote"
    r"|erinnern sie mich|finde .*nachricht|nachricht nicht"
)


def plain(text: str) -> str:
    """Folded words with single spaces: what the patterns are written for."""
    return _SPACES.sub(" ", fold(text[:2000])).strip()


def is_danger(text: str) -> bool:
    """True if somebody may be in danger now."""
    words = _HARMLESS.sub(" ", plain(text))
    if _PLEA.search(words) or _LIFE.search(words):
        return True
    if not _DANGER.search(words):
        return False
    return not _PAST.search(words) or bool(_NOW.search(words))


def looks_harmless(text: str) -> bool:
    """True if the words only look like danger, so that the model's fear alone does not count."""
    words = plain(text)
    return bool(_HARMLESS.search(words) or _PAST.search(words)) and not is_danger(text)


def is_withdrawal(text: str) -> bool:
    """True for the legal right to withdraw from a contract, however misspelt."""
    words = _DELIVERY_DAYS.sub(" ", plain(text))
    return bool(_WITHDRAW.search(words)) and not _CONSENT.search(words)


def is_unsubscribe(text: str) -> bool:
    """True if messages that come by themselves shall end."""
    words = plain(text)
    return bool(_UNSUBSCRIBE.search(words)) and not _ORDER_MESSAGE.search(words)
