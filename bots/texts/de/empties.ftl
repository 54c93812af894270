# Leergut und Pfand: abgeben, zählen lassen, Geld bekommen. Kurze Sätze, "Sie", eine Frage in einer Nachricht.

empties-ask-what = Gern. Was möchten Sie zurückgeben? Schreiben Sie zum Beispiel: 3 Kästen und 12 Bierflaschen.
empties-ask-what-home = Gern. Nach Ihren Einkäufen bei uns haben Sie noch: { $pieces }. Was möchten Sie zurückgeben?
empties-option-all = Alles davon
empties-ask-amount = Wie viele „{ $thing }“ sind es?
empties-ask-full =
    { $count ->
        [one] Stehen im Kasten noch leere Flaschen?
       *[other] Stehen in den { $count } Kästen noch leere Flaschen?
    }
empties-option-full = Ja, voll mit Flaschen
empties-option-bare = Nein, ohne Flaschen
empties-ask-kind = Welche sind es bei „{ $thing }“? Sie können es auch schreiben.
empties-ask-kind-inside =
    { $count ->
        [one] Welche Flaschen stehen im Kasten?
       *[other] Welche Flaschen stehen in den Kästen?
    }
empties-option-kind = { $kind } ({ $value })
empties-barred = Darauf ist kein Pfand: { $things }. Das gehört zum Altglas oder in den Müll.
empties-too-many = Auf einmal nehmen wir höchstens { $most } Stück von einer Sorte. Für mehr rufen Sie bitte an: { $phone }.
empties-ask-sure = Das ist recht viel: { $pieces }, zusammen { $total }. Stimmt das so?
empties-option-sure = Ja, so viel
empties-option-change = Etwas ändern
empties-change-how = Was soll ich ändern? Schreiben Sie zum Beispiel: nur 2 Kästen. Oder: keine Bierflaschen.
empties-nothing-left = Gut, dann bleibt nichts übrig. Es ist nichts angemeldet.

empties-head = Das habe ich verstanden:
empties-row = { $kind } zu { $value }
empties-row-goodwill = Kleiner Unterschied beim Zählen
empties-ask-way = Wie möchten Sie es abgeben?
empties-ask-way-heavy = Das ist schwer. Soll der Fahrer es bei Ihnen zu Hause mitnehmen?
empties-ask-way-full = In { $station } ist gerade kein passendes Fach frei. Wie möchten Sie es machen?
empties-option-fach = In ein Fach in { $station }
empties-option-tour = Der Fahrer nimmt es mit
empties-option-elsewhere = { $station } ({ $distance })
empties-option-another-day = An einem anderen Tag
empties-no-tour = Zu Ihnen nach Hause kommt leider noch kein Fahrer.
empties-another-day = Gut. Es ist noch nichts angemeldet. Schreiben Sie mir einfach wieder.
empties-ask-agreed = Sie bringen es in ein Fach in { $station }. Stimmt das so?
empties-ask-agreed-tour = Der Fahrer nimmt es bei Ihnen zu Hause mit. Stimmt das so?
empties-option-agreed = Ja, stimmt
empties-ask-street = In welcher Straße holt der Fahrer es ab, und welche Hausnummer?
empties-ask-village = In welchem Ort wohnen Sie?
empties-ask-name = Auf welchen Namen darf ich es anmelden? So schützen wir Ihre Angaben: { $link }

empties-explain-wish = Auszahlen heißt: Der Händler gibt Ihnen das Geld. Abziehen heißt: Ihre nächste Rechnung bei ihm wird kleiner.
empties-first-this = Gern, das frage ich Sie gleich. Vorher noch:
empties-ask-wish =
    Zusammen { $total }, von { $merchants }. { $count ->
        [one] Möchten Sie das Geld ausgezahlt bekommen?
       *[other] Möchten Sie das Geld von beiden ausgezahlt bekommen?
    }
empties-option-pay-out = Ja, auszahlen
empties-option-set-off = Von der Rechnung abziehen
empties-booked = Angemeldet. Ihre Rückgabe heißt { $code }. Fach { $box } in { $station } ist für Sie frei, bis { DAY($until) }, { CLOCK($until) }.
empties-code-comes = Ihren Code schicke ich gleich.
empties-code-silent = Der Abholpunkt antwortet gerade nicht. Ihren Code schicke ich, sobald er sich meldet.
empties-booked-tour = Angemeldet. Ihre Rückgabe heißt { $code }. Der Fahrer nimmt es mit, wenn er das nächste Mal zu Ihnen kommt: { $street }. Bitte stellen Sie es bereit.

empties-code-live = Ihr Fach für das Leergut ist bereit. Abholpunkt { $station }, { $address }. Stellen Sie bitte alles hinein.
empties-where = Ihr Fach für das Leergut: Abholpunkt { $station }, { $address }.
empties-code-waits = Ihr Code für das Leergut in { $station } gilt noch nicht. Ich schicke ihn, sobald der Abholpunkt sich meldet. Telefon { $phone }.
empties-expiring = Ihr Fach für das Leergut ist noch einen Tag frei. Abholpunkt { $station }, { $address }.
empties-expired = Das Fach für Ihr Leergut in { $station } ist jetzt wieder frei für andere. Das macht nichts: Melden Sie { $code } einfach neu an, wenn es Ihnen passt.
empties-door-open = Fach { $box } ist offen. Stellen Sie bitte alles hinein und drücken Sie die Tür zu.
empties-handed-in = Danke, Ihr Leergut { $code } ist angekommen. Ein Helfer zählt es. Dann sage ich Ihnen, was Sie bekommen.
empties-taken-along = Der Fahrer hat Ihr Leergut { $code } mitgenommen. Es wird gezählt. Dann sage ich Ihnen, was Sie bekommen.
empties-option-other-way = Anders abgeben

empties-state-booked = Angemeldet ist { $code }: { $pieces }. Fach { $box } in { $station } ist für Sie frei. Was möchten Sie tun?
empties-state-tour = Angemeldet ist { $code }: { $pieces }. Der Fahrer nimmt es mit. Was möchten Sie tun?
empties-state-handed-in = { $code } ist angekommen: { $pieces }. Es wird noch gezählt. Dann sage ich Ihnen, was Sie bekommen.
empties-option-code = Code zeigen
empties-option-cancel = Absagen
empties-option-begin = Leergut abgeben
empties-cancelled = Gut, { $code } ist abgesagt. Ihr Leergut bleibt bei Ihnen.
empties-already = { $code } ist schon erledigt.
empties-too-late = Das Leergut ist schon abgegeben. Daran kann ich nichts mehr ändern.

empties-counted = Ihr Leergut { $code } ist gezählt. Es stimmt genau: Sie bekommen { $total }.
empties-counted-more = Ihr Leergut { $code } ist gezählt. Es war sogar mehr: Sie bekommen { $total }.
empties-counted-goodwill =
    Ihr Leergut { $code } ist gezählt. { $count ->
        [0] Es war etwas weniger wert.
        [one] Es war ein Stück weniger.
       *[other] Es waren { $count } Stück weniger.
    } Das kommt vor: Sie bekommen trotzdem { $total }.
empties-counted-less =
    Ihr Leergut { $code } ist gezählt. Gefunden haben wir etwas weniger. Sie bekommen { $total } statt { $declared }. Kommt Ihnen das falsch vor, schreiben Sie bitte: Mensch.
empties-counted-nothing = Im Fach für { $code } war leider nichts, worauf Pfand ist. Kommt Ihnen das falsch vor, schreiben Sie bitte: Mensch.
empties-how-pay-out =
    { $count ->
        [one] Das Geld gibt Ihnen { $merchants }. Dort weiß man Bescheid.
       *[other] Das Geld geben Ihnen { $merchants }. Dort weiß man Bescheid.
    }
empties-how-set-off =
    { $count ->
        [one] { $merchants } zieht es von Ihrer nächsten Rechnung ab.
       *[other] { $merchants } ziehen es von Ihrer nächsten Rechnung ab.
    }
empties-ask-odd =
    { $count ->
        [one] Ein Stück nimmt niemand zurück: zerbrochen, fremd oder ohne Pfand. Möchten Sie es wiederhaben?
       *[other] { $count } Stück nimmt niemand zurück: zerbrochen, fremd oder ohne Pfand. Möchten Sie sie wiederhaben?
    }
empties-option-odd-away = Nein, bitte entsorgen
empties-option-odd-keep = Ja, bitte aufheben
empties-odd-kept =
    { $count ->
        [one] Gut, wir heben es auf. Wo Sie es bekommen, sagen wir Ihnen am Telefon: { $phone }.
       *[other] Gut, wir heben sie auf. Wo Sie sie bekommen, sagen wir Ihnen am Telefon: { $phone }.
    }
empties-odd-away =
    { $count ->
        [one] Gut, wir entsorgen es für Sie.
       *[other] Gut, wir entsorgen die { $count } Stück für Sie.
    }
empties-paid-out = { $merchant } hat Ihnen { $amount } Pfand für { $code } ausgezahlt. Stimmt das nicht, schreiben Sie bitte: Mensch.
empties-set-off = { $merchant } zieht { $amount } Pfand von der Rechnung für { $code } ab. Dort zahlen Sie noch { $left }.
empties-set-off-left = { $amount } bleiben übrig für die nächste Rechnung.

balance-owed = So viel Pfand bekommen Sie noch:
balance-none = Zurzeit ist kein Pfandgeld für Sie offen.
balance-wish-pay-out = Das zahlen die Händler Ihnen aus. Bei uns liegt kein Geld von Ihnen.
balance-wish-set-off = Das ziehen die Händler von Ihrer nächsten Rechnung ab. Bei uns liegt kein Geld von Ihnen.
balance-coming = Noch nicht gezählt ist { $code }: { $pieces }.
balance-option-home = Was habe ich noch zu Hause?
balance-option-pay-out = Lieber auszahlen
balance-option-set-off = Lieber abziehen
balance-pay-out = Gut. Die Händler wissen Bescheid und zahlen es Ihnen aus.
balance-set-off = Gut. Die Händler ziehen es von Ihrer nächsten Rechnung ab.
balance-home = Nach Ihren Einkäufen bei uns haben Sie noch zu Hause:
balance-home-nothing = Nach Ihren Einkäufen bei uns haben Sie nichts mehr zu Hause. Leergut von woanders nehmen wir auch.

deposit-rules-head = So viel Pfand ist darauf:
deposit-rules-how = Bringen Sie es zum Abholpunkt. Sie brauchen dafür keine Bestellung. Auf Wein, Sekt und Saftkartons ist kein Pfand.
deposit-rules-not-here = Am Abholpunkt nehmen wir nicht an: { $things }.
deposit-rules-unknown = Das kann ich Ihnen gerade nicht sagen. Bitte rufen Sie an: { $phone }.

table-returned = Pfand zurück
table-to-pay = Noch zu zahlen
