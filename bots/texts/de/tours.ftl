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
