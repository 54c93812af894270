# Rückruf: Ware, die niemand mehr essen oder benutzen darf. Gesperrt wird sofort, gewarnt nach einer Frage.

recall-ask-sku = Welche Ware wird zurückgerufen?
recall-ask-sku-of = Welche davon wird zurückgerufen?
recall-stopped =
    { $thing }: Der Verkauf ist gestoppt. { $count ->
        [0] In keinem Fach liegt davon etwas zum Verkauf.
        [one] Ein Fach ist gesperrt: { $places }. Die Ehrenamtlichen sollen es ausräumen.
       *[other] { $count } Fächer sind gesperrt: { $places }. Die Ehrenamtlichen sollen sie ausräumen.
    }
recall-ask-first = Seit welchem Tag wurde die Ware ausgegeben?
recall-option-week = Seit 7 Tagen
recall-option-weeks = Seit 14 Tagen
recall-option-month = Seit 30 Tagen
recall-day-unclear = Diesen Tag kenne ich nicht. Schreiben Sie zum Beispiel: seit 20.11.
recall-ask-reason = Was ist der Grund? Das lesen alle, die gewarnt werden.
recall-ask-sure =
    { $count ->
        [0] Seit { DAY($first) } hat das niemand gekauft.
        [one] Seit { DAY($first) } hat das ein Mensch gekauft.
       *[other] Seit { DAY($first) } haben das { $count } Menschen gekauft.
    } Geschrieben wird: „{ $reason }“. Ich warne auch nachts. Soll ich jetzt warnen?
recall-ask-sure-until =
    { $count ->
        [0] Von { DAY($first) } bis { DAY($last) } hat das niemand gekauft.
        [one] Von { DAY($first) } bis { DAY($last) } hat das ein Mensch gekauft.
       *[other] Von { DAY($first) } bis { DAY($last) } haben das { $count } Menschen gekauft.
    } Geschrieben wird: „{ $reason }“. Ich warne auch nachts. Soll ich jetzt warnen?
recall-ask-sure-day =
    { $count ->
        [0] Am { DAY($first) } hat das niemand gekauft.
        [one] Am { DAY($first) } hat das ein Mensch gekauft.
       *[other] Am { DAY($first) } haben das { $count } Menschen gekauft.
    } Geschrieben wird: „{ $reason }“. Ich warne auch nachts. Soll ich jetzt warnen?
recall-by-card =
    Mit Karte wurde { $count ->
        [one] einmal
       *[other] { $count }-mal
    } gekauft. Wer das war, weiß ich nicht. Bitte hängen Sie dort einen Zettel auf.
recall-option-sure = Ja, jetzt warnen
recall-option-days = Andere Tage
recall-option-not-yet = Noch nicht warnen
recall-done =
    { $count ->
        [0] Niemand hatte davon gekauft. Händler, Zentrum und Fahrer wissen Bescheid.
        [one] Ich warne einen Menschen. Händler, Zentrum und Fahrer wissen Bescheid.
       *[other] Ich warne { $count } Menschen. Händler, Zentrum und Fahrer wissen Bescheid.
    }
recall-done-money = Bezahlen muss die Ware niemand.
recall-not-yet = Gut, ich warne niemanden. Verkauft wird weiter nichts davon.
recall-told = Danke. Der Rückruf geht sofort an das Büro. Bitte geben Sie nichts mehr davon heraus.

notice-recall = Rückruf: { $thing }.
notice-recall-why = Grund: „{ $reason }“
notice-recall-do = Bitte essen oder benutzen Sie nichts davon.
notice-recall-leave = Es liegt wohl noch hier: { $places }. Bitte lassen Sie es dort und essen Sie nichts davon.
notice-recall-not-coming = Sie bekommen die Ware deshalb nicht.
notice-recall-for-other = Das gilt für { $name }. Bitte sagen Sie es weiter.
notice-recall-back = Sie müssen { $amount } dafür nicht bezahlen. Was schon bezahlt ist, bekommen Sie zurück.
notice-recall-phone = Fragen beantwortet ein Mensch: { $phone }.
notice-recall-stopped =
    Der Verkauf ist gestoppt. { $count ->
        [0] Niemand hatte davon gekauft.
        [one] Ein Mensch wird gewarnt.
       *[other] { $count } Menschen werden gewarnt.
    }
notice-recall-cancel = Bitte sagen Sie offene Bestellungen davon ab.
notice-recall-keep-back = Bitte packen Sie nichts davon ein und geben Sie nichts davon heraus.
notice-recall-call = { $who } hat { $thing } gekauft und liest nicht mit. Bitte rufen Sie an.
