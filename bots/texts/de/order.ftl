# Bestellen: Korb füllen, ändern, kaufen. Kurze Sätze, "Sie", eine Frage in einer Nachricht.

order-what = Gern. Was darf es sein? Schreiben Sie zum Beispiel: zwei Liter Milch und ein Brot.
order-what-else = Gern. Was darf es noch sein?
order-put = Ich habe in Ihren Korb gelegt:
order-put-with-deposit = Ich habe in Ihren Korb gelegt (dazu kommt { $deposit } Pfand):
order-basket-state =
    { $count ->
        [one] Im Korb ist jetzt eine Sache für { $total }.
       *[other] Im Korb sind jetzt { $count } Sachen für { $total }.
    } Es kostet noch nichts.
order-basket-table = Das ist in Ihrem Korb. Es kostet noch nichts.
order-basket-empty = Ihr Korb ist leer.
order-in-person = { $things }: Das übergeben wir nur persönlich, nicht im Fach.
order-unknown = { $things }: Das haben wir leider nicht.
order-bookable = Für { $things } kommt jemand zu Ihnen. Das frage ich extra an.
order-option-book = Termin: { $thing }
order-off = { $thing } ist zurzeit leider aus.
order-off-until = { $thing } ist aus. Es kommt wieder am { DAY($day) }.

order-which = Welches meinen Sie bei „{ $thing }“?
order-which-one-please = Gern. Bitte nennen Sie mir eines davon.
order-asked-later = Danach frage ich Sie noch nach: { $things }.
order-first-this = Gleich sind wir fertig. Nur das noch:
order-near = „{ $thing }“ haben wir so nicht. Nur ähnlich: { $product }. Möchten Sie das?
order-fits = { $product } gibt es nur zu { $content }. { $packs ->
        [one] Passt eine Packung
       *[other] Passen { $packs } Packungen
    }?
order-much = Das ist sehr viel: { $amount } { $product }. Stimmt das?
order-option-sure = Ja, so viel
order-how-much = { $price }. Wie viel möchten Sie davon?
order-option-take-near = Ja, das nehme ich
order-option-leave = Nein, weglassen
order-option-packs = { $packs ->
        [one] 1 Packung
       *[other] { $packs } Packungen
    }
order-left-out = Gut, „{ $thing }“ lasse ich weg.

order-taken-out = Herausgenommen: { $things }.
order-taken-out-it = Ich habe es herausgenommen.
order-take-out-which = Im Korb ist mehreres, das „{ $thing }“ heißt. Was davon soll heraus?
order-take-out-what = Was soll ich aus dem Korb nehmen?
order-not-in-basket = „{ $thing }“ ist nicht in Ihrem Korb.
order-emptied = Ihr Korb ist jetzt leer.
order-changed = Ich habe es geändert:
order-change-what = Das finde ich nicht in Ihrem Korb.
order-change-how-much = Wie viel möchten Sie von { $thing } haben?
order-change-how = Gern. Schreiben Sie, was ich ändern soll. Zum Beispiel: statt zwei lieber drei Milch.

order-ask-more = Darf es noch etwas sein?
order-option-finish = Das ist alles
order-option-basket = Korb zeigen
order-option-shelves = Was haben Sie denn?

order-ask-join = Ihre Bestellung { $code } können Sie noch ändern. Sollen die neuen Sachen dazu?
order-option-join = Ja, dazu
order-option-apart = Nein, eigene Bestellung
order-joined = Gut. Ich habe alles aus { $code } wieder in den Korb gelegt. Bis Sie kaufen, gilt die alte Bestellung.
order-ask-again = Heute haben Sie genau das schon bestellt. Möchten Sie es noch einmal?
order-option-again = Ja, noch einmal
order-option-not-again = Nein, nicht noch einmal
order-not-again = Gut, dann bestellen wir nichts. Ihr Korb bleibt liegen.

order-ask-village = In welchem Ort wohnen Sie?
order-village-unknown = Diesen Ort kenne ich im Kreis Höxter nicht.
order-village-which = Welchen Ort meinen Sie?
order-ask-station = Ihr nächster Abholpunkt ist { $station } ({ $distance }), { $address }. Passt das?
order-option-station = { $station } ({ $distance })
order-station-chosen = Gut, wir legen alles ins Fach in { $station }.
order-ask-receive = Wie möchten Sie Ihre Sachen bekommen?
order-option-pickup = Ins Fach in { $station }
order-option-home = Nach Hause
order-home-not-yet = Nach Hause bringen wir noch nichts, das kommt bald. Ihren Wunsch merke ich mir. Diesmal legen wir alles ins Fach in { $station }.
order-home-chosen = Gut, wir bringen es zu Ihnen nach Hause.
order-home-chosen-first = Gut, wir bringen es zu Ihnen. Nach der Straße frage ich gleich.
order-ask-street = In welcher Straße wohnen Sie, und welche Hausnummer?
order-street-unclear = Bitte schreiben Sie Straße und Hausnummer, zum Beispiel: Mühlengasse 8.
order-ask-bell = Soll der Fahrer etwas wissen? Zum Beispiel, wo er klingeln soll.
order-option-no-bell = Nein, nichts
order-bell-noted = Gut, das sage ich dem Fahrer.
order-ask-carry = Es ist etwas Schweres dabei. Soll der Fahrer es in die Küche tragen?
order-option-carry = Ja, in die Küche
order-option-door = Nein, bis zur Tür
order-delivery-unclear = Sagen Sie mir bitte den Ort oder den Tag.

order-ask-gone = { $thing } gibt es an diesem Tag leider nicht. Was soll ich tun?
order-option-leave-out = Weglassen
order-ask-together = Am { DAY($early) } kommt nicht alles. Erst am { DAY($late) } kommt: { $merchants }. Wie möchten Sie es?
order-option-together = Alles am { DAY($day, style: "weekday") }
order-option-separate =
    { $count ->
        [2] In zwei Lieferungen
        [3] In drei Lieferungen
       *[other] In { $count } Lieferungen
    }
order-day-chosen = Gut, am { DAY($day) }.
order-day-impossible = Am { DAY($day) } geht es leider nicht. Alles zusammen geht am { DAY($first) }.
order-ask-full = In { $station } ist an diesem Tag kein passendes Fach frei. Wohin sollen wir es bringen?

order-ask-name = Auf welchen Namen darf ich bestellen? So schützen wir Ihre Angaben: { $link }
order-name-unclear = Das habe ich nicht als Namen verstanden.

order-day = { DAY($day) }
order-confirm-head = Ihre Bestellung, bitte prüfen Sie:
order-confirm = Abholung in { $station } am { $days }. Sie zahlen zusammen { $total }, auf Rechnung bei jedem Händler. Ändern können Sie bis { DAY($cutoff, style: "weekday") }, { CLOCK($cutoff) }.
order-confirm-nothing-to-station = Abholen können Sie am { $days }. Sie zahlen zusammen { $total }, auf Rechnung bei jedem Händler. Ändern können Sie bis { DAY($cutoff, style: "weekday") }, { CLOCK($cutoff) }.
order-confirm-home = Wir bringen es am { $days } zu Ihnen, { $street }. Sie zahlen zusammen { $total }, auf Rechnung bei jedem Händler. Ändern können Sie bis { DAY($cutoff, style: "weekday") }, { CLOCK($cutoff) }.
order-home-hours = Am { DAY($day, style: "weekday") } kommen wir zwischen { CLOCK($earliest) } und { CLOCK($latest) }.
order-home-evening = Wann genau, sage ich Ihnen am Abend des Werktags davor.
order-home-card = Bitte zeigen Sie an der Tür Ihren Ausweis für: { $things }.
order-confirm-at-counter = { $things }: Das bringen wir nicht. Sie bekommen es nur bei { $merchants }.
order-confirm-in-person = Nicht ins Fach kommt: { $things }. Das bekommen Sie nur persönlich bei { $merchants }.
order-ask-confirm = Zum Kaufen tippen Sie auf „Jetzt kaufen“ oder schreiben Sie: kaufen.
order-say-buy = Noch ist nichts bestellt. Bitte tippen Sie auf „Jetzt kaufen“ oder schreiben Sie: kaufen.
order-option-buy = Jetzt kaufen
order-option-change = Etwas ändern
order-done = Wir haben Ihre Bestellung erhalten. Sie heißt { $code }. Ändern können Sie bis { DAY($cutoff, style: "weekday") }, { CLOCK($cutoff) }. Dann sagen die Händler Ja, und Sie hören von mir.

table-goods = Waren
table-deposit = Pfand
table-total = Zusammen
table-at-most = höchstens { $price }
table-not-there = { $thing } (nicht da)
