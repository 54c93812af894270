# Einen Dienst anfragen: Friseurin nach Hause, Messer schleifen. Kostet nichts, bis eine Zeit gekauft ist.

book-service-ask-sku = Gern. Was soll jemand für Sie tun?
book-service-which = Was davon meinen Sie?
book-service-near = Genau das bietet hier niemand an. Ähnlich ist nur das hier. Möchten Sie das?
book-service-option-service = { $service }: { $price }
book-service-option-none = Nichts davon
book-service-none = Dann habe ich leider nichts Passendes. Ein Mensch weiß vielleicht Rat: { $phone }.

book-service-ask-another = { $service }: Da läuft schon { $code }. Möchten Sie noch einen Termin?
book-service-option-another = Ja, noch einen
book-service-option-running = Nein, zeigen

book-service-ask-pieces =
    { $unit ->
        [Stunde] Für wie viele Stunden?
       *[other] Wie viele Stück sind es?
    }
book-service-option-pieces = { $count }
book-service-many = Bei so vielen rufen Sie bitte selbst an: { $phone }.

book-service-ask-wishes = Wann passt es Ihnen? Nennen Sie bis zu drei Tage, gern mit vormittags oder nachmittags.
book-service-option-any = Ist mir gleich
book-service-option-forenoon = Vormittags
book-service-option-afternoon = Nachmittags
book-service-only-fitting = Sagen Sie mir bitte nur, wann es Ihnen passt.
book-service-first-three = Drei Tage genügen, ich nehme die ersten.
book-service-which-day = Sagen Sie mir bitte den Tag.
book-service-too-soon = So bald geht es leider nicht. Der früheste Tag ist { DAY($day) }.
book-service-closed = Am { DAY($day) } arbeitet { $owner } nicht.

book-service-ask-street = Wohin soll { $owner } kommen? Bitte Straße und Hausnummer.
book-service-ask-name = Auf welchen Namen darf ich anfragen? So schützen wir Ihre Angaben: { $link }

book-service-echo = Das frage ich für Sie an bei { $merchant }:
book-service-home = { $owner } kommt zu Ihnen nach Hause: { $street }, { $village }.
book-service-ask-sure = Es kostet noch nichts. Soll ich so anfragen?
book-service-option-ask = Ja, anfragen
book-service-option-days = Andere Tage
book-service-option-stop = Nein, doch nicht
book-service-stopped = Gut, ich frage nichts an.
book-service-sent = Ihre Anfrage { $code } ist unterwegs zu { $owner }. Bis { DAY($until) }, { CLOCK($until) } hören Sie von mir. Es kostet noch nichts.
