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
error-station-full = In { $station } ist an diesem Tag kein Fach mehr frei.
error-code-unreadable = Ihren Code kann ich gerade nicht lesen. Ein Mensch kümmert sich darum.
error-code-not-ready = Ihr Code gilt noch nicht. Sie bekommen ihn, sobald das Fach bereit ist.
error-station-silent = Wir erreichen { $station } gerade nicht. Ihr Code geht am Tastenfeld trotzdem.
error-compartment-in-use = An Fach { $compartment } läuft gerade schon etwas.
error-invitation-invalid = Diese Einladung gilt nicht mehr. Bitte lassen Sie sich eine neue geben.
error-own-invitation = Diese Einladung ist für den Menschen, der Ihnen helfen soll.
error-database-busy = Bei uns ist gerade viel los. Bitte schicken Sie es gleich noch einmal. Es ist nichts verloren.
error-planning-failed = Der Fahrplan ließ sich gerade nicht aufstellen. Bitte versuchen Sie es noch einmal.
