# Einräumen am Abholpunkt, durch Zentrum und Fahrer.

fill-nothing = Gerade ist nichts einzuräumen.
fill-ask-station = An welchem Abholpunkt sind Sie?
fill-option-station = { $station } ({ $count })
fill-ask-pickup = Welche Bestellung räumen Sie ein?
fill-option-pickup = { $code }, { $count ->
        [one] 1 Fach
       *[other] { $count } Fächer
    }
fill-goods =
    Bestellung { $code }, Abholpunkt { $station }. Sie braucht { $count ->
        [one] ein Fach
       *[other] { $count } Fächer
    }.
fill-zone-ambient = { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }
fill-zone-chilled = Gekühlt, { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }
fill-zone-frozen = Gefroren, { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }

fill-ask-box = Jetzt ist Fach { $box } dran. Soll ich es öffnen?
fill-ask-stored = Liegt alles in Fach { $box }?
fill-option-open = Fach { $box } öffnen
fill-option-later = Später
fill-later = Gut. Weiter geht es, wenn Sie „Aufgaben“ schreiben.
fill-wait = Gut, ich warte. Schreiben Sie „eingeräumt“, wenn alles drin liegt.
fill-option-in = Eingeräumt
fill-option-other = Anderes Fach nehmen
fill-silent = Der Abholpunkt { $station } antwortet gerade nicht. Versuchen Sie es bitte gleich noch einmal.
fill-done-silent = Er gilt, sobald der Abholpunkt wieder antwortet.
fill-option-stuck = Tür klemmt
fill-option-occupied = Fach ist belegt
fill-opening = Fach { $box } geht gleich auf. Einen Moment bitte.
fill-not-seen-open = Fach { $box } habe ich noch nicht aufgehen sehen.
fill-stored = Gut, Fach { $box } ist eingeräumt.
fill-other = Fach { $box } lassen wir aus. Nehmen Sie bitte Fach { $new }.
fill-not-this = Fach { $box } gehört nicht mehr dazu.
fill-already = Bestellung { $code } ist schon fertig eingeräumt.
fill-done = Bestellung { $code } liegt in { $station } bereit. Der Code geht jetzt an den Abholpunkt.
fill-done-all = Damit ist alles eingeräumt. Danke.
fill-left =
    { $count ->
        [one] Eine Bestellung wartet noch.
       *[other] { $count } Bestellungen warten noch.
    }
fill-option-next = Weiter mit { $code }, { $station }

fill-door-open = Fach { $box } ist offen. Bitte räumen Sie ein und drücken Sie die Tür zu. Liegt alles drin?
fill-door-jammed = Fach { $box } klemmt. Was möchten Sie tun?
fill-door-unknown = Der Abholpunkt hat nicht zu Ende geantwortet. Ist Fach { $box } offen und eingeräumt?
fill-door-silent = Der Abholpunkt antwortet gerade nicht. Fach { $box } ist wohl noch zu.
fill-option-clear = Liegen geblieben ({ $count })
