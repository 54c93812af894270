# Der Dorfplatz der Vorführung: was geschieht, in einem Satz. Wer zusieht, kennt die Vorgeschichte nicht.

square-clock = Die Uhr steht jetzt auf { DAY($at) }, { CLOCK($at) }.

# Bestellen und zusagen
square-order-placed = { $name } hat gekauft: Bestellung { $code } für { $total }.
square-order-amended = { $name } hat die Bestellung { $code } geändert.
square-order-cancelled = { $name } hat die Bestellung { $code } abgesagt.
square-picklist-sent = { $merchant } bekommt die Packliste.
square-picklist-reminder = { $merchant } wird an die Packliste erinnert.
square-picklist-nearly-lapsed = { $merchant } hat noch nicht geantwortet. Jemand vom Betreiber soll anrufen.
square-part-answered =
    { $status ->
        [confirmed] { $merchant } sagt die Bestellung { $code } zu.
        [partly_confirmed] { $merchant } sagt die Bestellung { $code } zum Teil zu.
       *[other] { $merchant } kann die Bestellung { $code } nicht liefern.
    }
square-part-lapsed = { $merchant } hat nicht geantwortet. Aus { $code } ist dort nichts bestellt.
square-contract-withdrawn = { $name } hat die Bestellung { $code } widerrufen.
square-price-changed = { $merchant } ändert einen Preis: { $product } kostet jetzt { $price }.
square-sold-out = { $merchant } hat gerade nicht mehr: { $product }.
square-available-again = { $merchant } hat wieder: { $product }.

# Termine
square-appointment-requested = { $name } fragt bei { $merchant } an: { $service }.
square-appointment-proposed = { $merchant } schlägt { $name } eine Zeit vor: { DAY($start) }, { CLOCK($start) }.
square-appointment-agreed = { $name } hat gekauft: { $service } am { DAY($start) }, { CLOCK($start) }.
square-appointment-declined = { $merchant } kann nicht: { $service } für { $name }.
square-appointment-cancelled = Abgesagt ist: { $service } für { $name }.
square-appointment-lapsed = Ohne Antwort verfallen: { $service } für { $name }.
square-appointment-waits = Die Anfrage von { $name } wartet noch auf Antwort: { $service }.
square-appointment-nearly-lapsed = { $merchant } hat noch nicht geantwortet. Jemand vom Betreiber soll anrufen.
square-appointment-tomorrow = { $name } wird an morgen erinnert: { $service }.
square-appointment-over = { $merchant } wird gefragt, ob alles getan ist: { $service } für { $name }.
square-appointment-closed = Niemand hat etwas gesagt, also gilt als getan: { $service } für { $name }.
square-appointment-done = { $merchant } meldet fertig: { $service } für { $name }.

# Am Abholpunkt
square-pickup-filled =
    { $count ->
        [one] Alles für { $name } liegt in { $station }, Fach { $boxes }.
       *[other] Alles für { $name } liegt in { $station }, Fächer { $boxes }.
    }
square-pickup-ready = Der Abholpunkt { $station } kennt den Code von { $name }. Er öffnet auch ohne Netz.
square-pickup-collected = { $name } hat die Sachen in { $station } abgeholt.
square-pickup-collected-for = Für { $name } hat jemand anders in { $station } abgeholt.
square-pickup-expiring = { $name } wird erinnert: In { $station } liegt noch etwas.
square-pickup-expired = Die Zeit zum Abholen ist vorbei. In { $station } liegt noch etwas für { $name }.
square-clearing-claimed = { $name } räumt in { $station } auf.
square-pickup-cleared = { $name } hat in { $station } etwas Liegengebliebenes herausgenommen.
square-access-live =
    { $purpose ->
        [second] In { $station } gilt jetzt ein zweiter Code zum Abholen.
        [deposit] In { $station } gilt jetzt ein Code für Leergut.
        [courier] In { $station } gilt jetzt ein Code für ein Paket.
       *[other] In { $station } gilt jetzt ein Code zum Nachfüllen.
    }
square-door-opened = Fach { $box } in { $station } ist offen.
square-door-closed = Fach { $box } in { $station } ist wieder zu.
square-door-jammed = Fach { $box } in { $station } klemmt.
square-door-unanswered = Fach { $box } in { $station }: Die Antwort der Tür fehlt.
square-code-accepted = In { $station } wurde ein richtiger Code getippt.
square-code-refused = In { $station } wurde ein Code getippt, der dort nicht öffnet.
square-code-alarm = In { $station } wurden viele falsche Codes getippt.
square-card-presented = In { $station } hält jemand eine Karte an Fach { $box }.
square-station-lost = { $station } ist ohne Netz. Codes öffnen dort trotzdem.
square-station-back = { $station } hat wieder Netz.

# Menschen
square-case-opened = { $name } braucht einen Menschen.
square-case-taken = { $operator } kümmert sich um { $name }.
square-case-closed = Der Fall von { $name } ist geschlossen.
square-person-registered = { $name } macht jetzt mit.
square-invitation-accepted = { $name } hat eine Einladung angenommen.
square-part-handed-over = { $name } hat bei { $merchant } am Tresen abgeholt.
square-bound-again = { $name } hat ein neues Telefon. Das Büro verbindet es.
square-person-erased = Jemand hat die eigenen Daten löschen lassen.
square-parcel-assigned = { $carrier } hat ein Paket, in { $station } wartet Fach { $box }.
square-parcel-stored = In { $station } liegt in Fach { $box } ein Paket für { $name }.
square-parcel-turned-away = In { $station } ist kein Fach für ein Paket frei. Es kommt an die Haustür.
square-parcel-called-off = In { $station } ist Fach { $box } wieder frei, das Paket von { $carrier } kam nicht hinein.
square-helper-named = { $name } nennt jemanden, der abholen soll.
square-helper-accepted = Für { $name } holt ab jetzt auch jemand anders ab.
square-helper-ended = Für { $name } holt jemand nicht mehr ab.
square-address-shut = { $name } möchte auf einem Weg nichts mehr hören.
square-nobody = Jemand

# Unterwegs
square-day-planned =
    { $count ->
        [0] Am { DAY($day) } fährt keine Tour.
        [one] Am { DAY($day) } fährt eine Tour.
       *[other] Am { DAY($day) } fahren { $count } Touren.
    }
square-planning-stuck = Für { DAY($day) } ist noch kein Tourenplan gelungen.
square-tour-assigned = { $name } fährt Tour { $no }.
square-tour-withdrawn = { $name } muss Tour { $no } nicht fahren.
square-window-told = { $name } weiß jetzt: Jemand kommt zwischen { CLOCK($begins) } und { CLOCK($ends) }.
square-comes-later = Bestellung { $code } kommt erst am { DAY($day) }.
square-brought-elsewhere = Bestellung { $code } kommt in den Abholpunkt { $station } statt nach Hause.
square-goods-short = Bei { $merchant } hat etwas gefehlt, Bestellung { $code }.
square-tour-began = Tour { $no } ist losgefahren.
square-tour-ended = Tour { $no } ist fertig.
square-home-delivered = { $name } hat die Sachen an der Tür bekommen.
square-nobody-neighbour = { $name } war nicht da. Die Sachen hat jetzt { $neighbour }.
square-nobody-station = { $name } war nicht da. Die Sachen kommen in den Abholpunkt { $station }.
square-nobody-home = { $name } war nicht da.
square-stop-trouble = { $name } braucht Hilfe vom Büro, bei: { $place }.
square-tour-overdue =
    { $begun ->
        [True] Tour { $no } ist noch nicht zu Ende. Das Büro hört es.
       *[other] Tour { $no } ist noch nicht losgefahren. Das Büro hört es.
    }
square-tour-silent = { $name } meldet sich nicht, Tour { $no }.
square-tour-given-back = { $name } kann Tour { $no } nicht fahren.
square-tour-stopped = Tour { $no } ist gestoppt.

# Leergut
square-empties-booked = { $name } bringt Leergut nach { $station }.
square-empties-by-tour = { $name } gibt dem Fahrer Leergut mit.
square-empties-cancelled = { $name } bringt doch kein Leergut.
square-empties-expiring = { $name } wird erinnert: Das Fach für das Leergut ist noch leer.
square-empties-expired = Das Fach für das Leergut von { $name } ist wieder frei.
square-empties-handed-in = Das Leergut von { $name } kann in { $station } gezählt werden.
square-empties-claimed = { $name } zählt Leergut.
square-empties-uncounted = In { $station } hat noch niemand das Leergut gezählt.
square-empties-counted = { $by } hat das Leergut von { $name } gezählt: { $total }.
square-empties-unfetched = Bei { $name } hat noch niemand das Leergut geholt.
square-empties-paid-out = { $merchant } hat { $name } Pfand ausgezahlt: { $total }.
square-empties-set-off = { $merchant } verrechnet Pfand mit der Rechnung von { $name }: { $total }.

# Kaufen am Fach und nachfüllen
square-payment-page = Jemand möchte in { $station } aus Fach { $box } kaufen und bekommt die Seite zum Bezahlen.
square-sale-authorised = Bezahlt: { $thing } aus Fach { $box } in { $station }. Die Tür ist noch zu.
square-sale-paid = Verkauft in { $station }, Fach { $box }: { $thing } für { $total }.
square-sale-nothing = Aus Fach { $box } in { $station } wurde nichts verkauft. Niemand zahlt etwas.
square-sale-person = Fach { $box } in { $station }: Ein Mensch muss entscheiden, ob verkauft ist.
square-sale-late = Fach { $box } in { $station } ging verspätet auf. Jemand muss zählen.
square-sale-refunded = { $total } gehen zurück, für { $thing } aus Fach { $box } in { $station }.
square-stock-counted = { $name } hat in { $station } gezählt: Fach { $box }, noch { $count }.
square-slot-doubted = { $name } hat Fach { $no } in { $station } leer gefunden.
square-slots-blocked = Gesperrt: { $product } wird aus keinem Fach mehr verkauft.
square-recalled =
    Rückruf: { $product }. { $count ->
        [one] Ein Mensch wird gewarnt.
       *[other] { $count } Menschen werden gewarnt.
    }
square-slots-free = Wieder frei: { $product }.
square-refill-needed = In { $station } wird etwas knapp. Die Ehrenamtlichen werden gefragt.
square-refill-claimed = { $name } füllt in { $station } nach.
square-refill-handed-back = { $name } kann in { $station } doch nicht nachfüllen.
square-refill-overdue = { $name } wollte in { $station } nachfüllen und wird erinnert.
square-refill-escalated = In { $station } füllt niemand nach. Das Büro weiß es jetzt.
square-refill-done = { $name } hat in { $station } nachgefüllt.
square-refill-cancelled = In { $station } ist wieder genug da.
