# Touren, für das Büro, die Fahrer und das Zentrum. Bewohner lesen das Wort nicht.

tour-place-merchant = { $merchant }
tour-place-station = Abholpunkt { $station }
tour-place-home = ein Haus in { $village }
tour-place-centre = Logistikzentrum
tour-crates =
    { $count ->
        [one] 1 Kiste
       *[other] { $count } Kisten
    }
tour-crates-chilled = { $count } gekühlt
tour-crates-both =
    { $ambient ->
        [one] 1 Kiste
       *[other] { $ambient } Kisten
    }, { $chilled } gekühlt
tour-collects =
    Tour { $no } mit { $vehicle } holt ab: los um { CLOCK($leaves) }, im Zentrum gegen { CLOCK($back) }. { $count ->
        [one] Ein Halt
       *[other] { $count } Halte
    }, { $km } km.
tour-delivers =
    Tour { $no } mit { $vehicle } bringt: los um { CLOCK($leaves) } am Zentrum, zurück gegen { CLOCK($back) }. { $count ->
        [one] Ein Halt
       *[other] { $count } Halte
    }, { $km } km.

dispatch-none = Für { DAY($day) } ist keine Tour geplant.
dispatch-day =
    Am { DAY($day) } { $count ->
        [one] fährt eine Tour.
       *[other] fahren { $count } Touren.
    }
dispatch-line =
    Tour { $no }, { $driver }, { $count ->
        [one] 1 Halt
       *[other] { $count } Halte
    } ({ $status ->
        [planned] geplant
        [underway] unterwegs
        [done] fertig
       *[other] gestoppt
    })
dispatch-option-plan = Neu planen
dispatch-option-tour = Tour { $no }
dispatch-planning = Ich plane den { DAY($day) }. Das Ergebnis kommt gleich.
dispatch-no-such = Eine Tour { $no } gibt es am { DAY($day) } nicht.
dispatch-tour =
    { $driver } fährt. Sie ist { $status ->
        [planned] geplant
        [underway] unterwegs
        [done] fertig
       *[other] gestoppt
    }. Was soll ich tun?
dispatch-option-stop = Tour stoppen
dispatch-option-other = Anderer Fahrer
dispatch-option-fine = Gut so
dispatch-fine = Gut, es bleibt dabei.
dispatch-over = Tour { $no } ist schon zu Ende.
dispatch-stopped = Tour { $no } ist gestoppt. Was noch nicht gebracht ist, kommt am { DAY($day) }. Alle hören es jetzt.
dispatch-ask-driver = Wer soll Tour { $no } fahren?
dispatch-given = Tour { $no } fährt jetzt { $driver }. Beide hören es.
dispatch-postponed = Gut. Es kommt am { DAY($day) }, und ich sage es allen, die warten.
dispatch-to-station = Gut. Es kommt in den Abholpunkt { $station }, und ich sage es.

tour-task = Tour { $no }, los um { CLOCK($at) }
tour-task-later = Tour { $no } am { DAY($day) }
tour-next = Das fahren Sie als Nächstes: { $tours }.
tour-none = Heute haben Sie keine Tour.
tour-not-yours = Tour { $no } ist nicht mehr Ihre Aufgabe. Danke.
tour-given-back = Gut, Tour { $numbers } gebe ich zurück. Das Büro sucht jemand anders und meldet sich.
tour-ask-tour = Welche Tour fahren Sie?
tour-ask-set-out = Fahren Sie jetzt los?
tour-later = Gut. Los geht es um { CLOCK($at) }. Schreiben Sie dann „Tour“.
tour-other-day = Diese Tour ist am { DAY($day) }, los um { CLOCK($at) }. Schreiben Sie dann „Tour“.
tour-first-this = Sie sind noch unterwegs mit Tour { $no }. Die zuerst:
tour-unload = Zurück am Logistikzentrum. Bitte laden Sie alles ab.
tour-load =
    Bitte am Logistikzentrum laden, { $count ->
        [one] für einen Halt
       *[other] für { $count } Halte
    }. Der letzte Halt kommt zuerst hinein.
tour-halt = Halt { $no }
tour-crate-numbers =
    { $count ->
        [one] Kiste { $first }
       *[other] Kisten { $first } bis { $last }
    }
tour-at-merchant = Halt { $no } von { $of }: { $merchant }, { $street }, { $town }.
tour-to-load = Mitnehmen: { $crates }.
tour-at-station = Halt { $no } von { $of }: Abholpunkt { $station }, { $address }.
tour-to-fill =
    { $count ->
        [0] Hier ist alles eingeräumt.
        [one] Hier ist eine Bestellung einzuräumen, { $crates }.
       *[other] Hier sind { $count } Bestellungen einzuräumen, { $crates }.
    }
tour-at-home = Halt { $no } von { $of }: { $name }, { $street }, { $village }.
tour-was-home = Halt { $no } von { $of }: { $place }.
tour-at-nobody = Halt { $no } von { $of }: Diese Angaben sind gelöscht. Bitte rufen Sie im Büro an.
tour-bell = An der Tür: { $note }
tour-crates-there = Übergeben: { $crates }, etwa { $kg } kg.
tour-empties = Leergut mitnehmen, { $codes }: { $pieces }.
tour-empties-stacked = Gezähltes Leergut mitnehmen: { $pieces }.
tour-empties-uncounted = Leergut zum Zählen steht in Fach { $boxes }.
tour-ask-empties = Haben Sie das Leergut mitgenommen: { $pieces }?
tour-option-count = Fach { $box } zählen
tour-option-taken = Mitgenommen
tour-option-left = Nicht dabei
tour-earlier-stop = Das war ein früherer Halt. Jetzt geht es um diesen:
tour-carry = Bitte bis in die Küche tragen.
tour-not-before = Bitte nicht vor { CLOCK($begins) } klingeln.
tour-card = Erst den Ausweis ansehen, 18 oder älter: { $things }.
tour-option-loaded = Geladen
tour-option-unloaded = Abgeladen
tour-option-short = Es fehlt etwas
tour-option-given = Abgegeben
tour-option-absent = Niemand da
tour-option-problem = Problem
tour-option-card = Ausweis gesehen
tour-option-no-card = Kein Ausweis
tour-option-fill = Einräumen
tour-option-done = Fertig hier
tour-option-on = Weiter
tour-option-still = Dauert noch
tour-still = Gut. Wer auf Sie wartet, hört eine neue Zeit, wenn es nötig ist.
tour-option-back = Weiter mit der Tour
tour-option-next = Weiter mit Tour { $no }
tour-card-noted = Gut, das ist einmal für immer notiert.
tour-kept = Gut. Was nur Erwachsene bekommen, nehmen Sie wieder mit. Es kostet nichts.
tour-short = Das Büro weiß Bescheid. Nehmen Sie mit, was da ist. Das Zentrum zählt nach.
tour-ask-neighbour = Niemand da. Hat es jemand genommen, den sie genannt hat?
tour-option-neighbour = Bei { $name } abgegeben
tour-option-to-station = Nein, ins Fach
tour-with-neighbour = Gut, das ist notiert. Wer wartet, hört, bei wem es ist.
tour-to-station = Gut, ins Fach damit. Nichts bleibt vor der Tür.
tour-rides-back = Am Abholpunkt ist kein Fach frei. Nehmen Sie es wieder mit ins Zentrum.
tour-ask-what = Was ist los?
tour-option-breakdown = Panne
tour-option-road = Straße gesperrt
tour-option-other = Etwas anderes
tour-trouble-told = Das Büro weiß es jetzt und meldet sich. Telefon { $phone }.
tour-ask-next = Wie geht es weiter?
tour-option-skip = Halt auslassen
tour-skipped = Gut. Wer dort wartet, hört einen neuen Tag.
tour-done = Tour { $no } ist fertig. Danke.

centre-ask-what = Was ist dran?
centre-option-in = Annehmen: { $merchant }
centre-option-in-tour = Annehmen: { $merchant }, Tour { $no }
centre-option-pack = Packen: Tour { $no }, { $place }
centre-option-fill = Fächer einräumen ({ $count })
centre-ask-complete = Das soll von { $merchant } da sein. Ist alles da?
centre-later = Gut. Schreiben Sie „Aufgaben“, wenn es weitergeht.
centre-ask-line = Was fehlt, ganz oder zum Teil?
centre-option-no-more = Mehr fehlt nicht
centre-ask-left = Wie viel ist von { $thing } da?
centre-option-none = Nichts davon
centre-received = Gut, alles von { $merchant } ist angenommen.
centre-received-short =
    Gut, von { $merchant } ist angenommen, was da ist. { $count ->
        [one] Eine Bestellung bekommt weniger.
       *[other] { $count } Bestellungen bekommen weniger.
    } Alle hören es jetzt.
centre-ask-packed = Tour { $no }, Halt { $halt }, { $place }: { $crates }. Ist alles gepackt und zu?
centre-crate = Kiste { $no }
centre-ambient = ungekühlt
centre-chilled = gekühlt
centre-drinks = Getränkekiste
centre-option-packed = Gepackt
centre-packed = Gut, diese Kisten sind fertig.
centre-done = Im Zentrum ist alles erledigt. Danke.

labels-option = Etiketten
labels-none = Für { DAY($day) } ist keine Kiste zu packen.
labels-ask-tour = Für welche Tour brauchen Sie Etiketten?
labels-told =
    Tour { $no } am { DAY($day) }, { $count ->
        [one] ein Etikett
       *[other] { $count } Etiketten
    }:
labels-link = Drucken können Sie hier, einen Tag lang: { $link }
labels-crate = Halt { $halt }, Kiste { $no } von { $of }
labels-inside = { $place }: { $shares }
labels-share = { $code } mit { $things }
labels-door = { $initial }. in { $village }
labels-frozen = gekühlt und gefroren
label-title = Etiketten
label-head = Tour { $no } am { DAY($day) }
label-how =
    { $count ->
        [one] Ein Etikett
       *[other] { $count } Etiketten
    } auf { $sheets ->
        [one] einem Blatt
       *[other] { $sheets } Blättern
    } in der Größe A4.
label-print = Drucken
label-empty = Diese Tour braucht keine Kisten.
label-tour = Tour { $no }
label-halt = Halt { $no }
label-day = { DAY($day) }
label-crate = Kiste { $no } von { $of }
label-share =
    { $packs ->
        [one] 1 Sache
       *[other] { $packs } Sachen
    }
label-share-crates = { $packs } Sachen in { $crates } Kisten
label-share-short = { $packs } ×
label-more = und { $count } weitere
label-code = Kennung der Kiste
label-gone = Diesen Link gibt es nicht mehr. Schreiben Sie im Gespräch: Etiketten.

tour-map = Tour { $no } auf der Karte:
tour-map-alt = Karte von Tour { $no }. { $stops }
tour-map-stop = Halt { $no }: { $place }
tour-map-title = Tour { $no }
tour-map-about =
    { $count ->
        [one] Ein Halt
       *[other] { $count } Halte
    }, { $km } km
tour-map-centre = Zentrum
