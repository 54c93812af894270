# Abholen: der Code noch einmal, und ein Fach, das aus dem Gespräch aufgeht.

code-option = Mein Code
code-where = Abholpunkt { $station }, { $address }.
code-on-its-way =
    { $what ->
        [parcel] Ihr Paket liegt
        [parcels] Ihre Pakete liegen
       *[goods] Ihre Sachen liegen
    } schon in { $station }, aber der Code gilt noch nicht. Ich schicke ihn Ihnen gleich. Dauert es zu lange, rufen Sie bitte an: { $phone }.
code-not-yet = Ihre Bestellung { $code } liegt noch nicht im Fach. Sie kommt am { DAY($day) }. Den Code schicke ich, sobald alles da ist.
code-none = Für Sie liegt gerade nichts im Fach. Fehlt Ihnen etwas, schreiben Sie bitte: Mensch.
code-none-for = Weder für Sie noch für { $names } liegt gerade etwas im Fach. Sonst schreiben Sie bitte: Mensch.
code-only-own = Einen Code gebe ich nur der Person, der er gehört. Das schützt auch Sie. Sie kann selbst hier schreiben oder uns anrufen: { $phone }.

open-compartment-ask-box = Welches Fach soll ich öffnen?
open-compartment-option-box = Fach { $no } in { $station }
open-compartment-not-yours =
    { $count ->
        [one] Fach { $no } ist nicht Ihres. Ihre Sachen liegen in Fach { $boxes }.
       *[other] Fach { $no } ist nicht Ihres. Ihre Sachen liegen in den Fächern { $boxes }.
    }
open-compartment-ask-here = Fach { $no } in { $station } geht dann gleich auf. Stehen Sie davor?
open-compartment-option-yes = Ja, öffnen
open-compartment-option-no = Nein
open-compartment-stays-shut = Gut, das Fach bleibt zu. Schreiben Sie mir, wenn Sie davor stehen.
open-compartment-opening = Ich öffne Fach { $no } …
open-compartment-silent = Ich erreiche den Abholpunkt { $station } gerade nicht. Am Tastenfeld geht Ihr Code trotzdem:
