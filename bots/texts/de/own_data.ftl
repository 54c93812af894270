# Eigene Daten: zeigen und löschen.

own-data-ask-wish = Was möchten Sie mit Ihren Daten tun?
own-data-option-export = Daten zeigen
own-data-option-erase = Daten löschen
own-data-option-other = Etwas anderes
own-data-known = Das weiß ich von Ihnen: { $things }.
own-data-name = Name { $name }
own-data-village = Wohnort { $village }
own-data-station = Abholpunkt { $station }
own-data-orders =
    { $count ->
        [0] noch keine Bestellung
        [one] eine Bestellung
       *[other] { $count } Bestellungen
    }
own-data-link = Alles genau lesen Sie hier, einen Tag lang: { $link }
own-data-erase = Dann lösche ich Name, Wohnort, Nummern und unser Gespräch. Bestellungen muss ich sechs Jahre aufbewahren, Rechnungen acht Jahre. So will es das Gesetz.
own-data-open-order = Noch unterwegs ist: { $codes }. Einen Code dafür kann ich Ihnen dann nicht mehr geben.
own-data-open-deposit = Offen ist noch Pfandgeld: { $total } von { $merchants }. Holen Sie es am besten vorher.
own-data-ask-sure = Soll ich jetzt alles löschen?
own-data-option-yes = Ja, löschen
own-data-option-no = Nein
own-data-kept = Gut, es bleibt alles, wie es ist.
own-data-erased = Ihre Daten sind gelöscht. In wenigen Minuten ist auch dieses Gespräch weg. Alles Gute für Sie.
own-data-human = Darum kümmert sich ein Mensch, ich habe ihn gerufen. Sie erreichen uns auch unter { $phone }.
