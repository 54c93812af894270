# Absagen. Jeder Schlüssel gehört zu einer Fehlerklasse in domain/.

error-domain-error = Das geht leider nicht.
error-not-allowed = Das darf nur jemand mit der passenden Aufgabe. Fragen Sie bitte einen Menschen: schreiben Sie „Mensch“.
error-not-found = Das finde ich nicht.
error-move-refused = Das geht jetzt nicht mehr.
error-stale = Jemand war gerade schneller. Bitte versuchen Sie es noch einmal.
error-price-fell-sharply = Der Preis wäre viel niedriger als bisher: { $new } statt { $old }.
error-fixed-price = Der Preis für { $product } ist gebunden und bleibt.
error-basket-empty = Ihr Korb ist leer.
error-basket-full = Mehr passt nicht in eine Bestellung. Bitte kaufen Sie erst, was im Korb ist.
error-not-registered = Für eine Bestellung fehlen mir noch Ort und Name.
error-no-delivery = { $merchant } liefert in den nächsten Wochen nicht.
error-unfit-amount = In dieser Menge gibt es das nicht: { $product }. Für große Mengen schreiben Sie bitte „Mensch“.
error-offer-changed = Inzwischen hat sich etwas geändert. Bitte prüfen Sie noch einmal.
error-just-sold-out = { $product } hat gerade jemand anderes genommen. Es sind noch { $left } da.
error-too-late = Dafür ist es leider zu spät: Der Bestellschluss ist vorbei.
error-already-answered = Diese Liste ist schon beantwortet.
error-nothing-to-withdraw = Hier gibt es nichts zu widerrufen: Es ist verderbliche Ware oder noch kein Vertrag.
error-time-taken = Da haben Sie schon einen anderen Termin. Denken Sie auch an den Weg dazwischen.
error-time-passed = Diese Zeit ist schon vorbei.
error-proposal-changed = Inzwischen gibt es einen anderen Vorschlag. Bitte prüfen Sie ihn.
error-too-late-to-call-off = Zum Absagen ist es hier leider zu spät.
error-service-paused = { $service } gibt es zurzeit nicht.
error-station-full = In { $station } ist an diesem Tag kein Fach mehr frei.
error-code-unreadable = Ihren Code kann ich gerade nicht lesen. Ein Mensch kümmert sich darum.
error-code-not-ready = Ihr Code gilt noch nicht. Sie bekommen ihn, sobald das Fach bereit ist.
error-station-silent = Wir erreichen { $station } gerade nicht. Ihr Code geht am Tastenfeld trotzdem.
error-compartment-in-use = An Fach { $compartment } läuft gerade schon etwas.
error-invitation-invalid = Diese Einladung gilt nicht mehr. Bitte lassen Sie sich eine neue geben.
error-name-known = Diesen Namen kenne ich dort schon.
error-own-invitation = Diese Einladung ist für den Menschen, der Ihnen helfen soll.
error-nothing-to-return = Dann ist nichts zurückzugeben.
error-too-many-pieces = Auf einmal nehmen wir höchstens { $most } Stück von einer Sorte.
error-nobody-takes = Das nimmt hier leider niemand zurück.
error-no-room-for-empties = In { $station } ist gerade kein Fach für Leergut frei.
error-own-empties = Das eigene Leergut zählt jemand anderes. Danke, dass Sie helfen wollten.
error-parcel-not-taken = Dieses Paket kann ich hier nicht annehmen. Bitte stellen Sie es anders zu.
error-no-room-for-parcel = In { $station } ist gerade kein passendes Fach frei.
error-door-still-shut = Das Fach war noch nicht offen.
error-database-busy = Bei uns ist gerade viel los. Bitte schicken Sie es gleich noch einmal. Es ist nichts verloren.
error-no-tour-day = An diesem Tag fahren keine Touren.
error-planning-failed = Der Fahrplan ließ sich gerade nicht aufstellen. Bitte versuchen Sie es noch einmal.
error-not-for-sale = Aus Fach { $compartment } wird nichts verkauft.
error-slot-empty =
    { $left ->
        [0] { $product } ist gerade ausverkauft.
        [one] Von { $product } ist nur noch eine Packung da.
       *[other] Von { $product } sind nur noch { $left } Packungen da.
    }
error-slot-blocked = Aus Fach { $compartment } wird gerade nichts verkauft.
error-nobody-sells = Aus den Fächern verkauft hier noch niemand. Bestellen können Sie trotzdem.
error-more-than-fits = In Fach { $compartment } passen höchstens { $capacity }.
error-no-sale-now = Der Abholpunkt { $station } antwortet gerade nicht. Kaufen geht dort im Moment nicht.
error-recall-too-long = Ein Rückruf reicht höchstens ein Jahr zurück.
error-reason-missing = Ohne einen Grund warne ich niemanden.
