# Widerruf in zwei Schritten. Die beiden Knöpfe heißen, wie das Gesetz es will.

withdraw-option = Vertrag widerrufen
withdraw-option-confirm = Widerruf bestätigen
withdraw-option-not = Nein, doch nicht
withdraw-which = Welchen Vertrag möchten Sie widerrufen?
withdraw-which-more = Ältere Verträge können Sie hier widerrufen: { $url } Welchen Vertrag möchten Sie jetzt widerrufen?
withdraw-option-which = { $merchant }, { $code }
withdraw-covers = Ihr Widerruf bei { $merchant }, Bestellung { $code }, gilt für diese Waren:
withdraw-covers-service = Ihr Widerruf bei { $merchant } gilt für den Termin { $code } am { DAY($start) }, { CLOCK($start) }:
withdraw-service-off = Der Termin fällt aus, und Sie zahlen nichts. Bitte heben Sie diese Nachricht auf.
withdraw-sealed = Versiegelte Ware nimmt der Händler nur ungeöffnet zurück.
withdraw-perishable = { $thing }: nicht dabei, denn es ist verderblich
withdraw-excepted = { $thing }: nicht dabei, das Gesetz nimmt es aus
withdraw-ask-sure = Wenn das so richtig ist, tippen Sie auf „Widerruf bestätigen“.
withdraw-say-it = Bitte tippen Sie auf „Widerruf bestätigen“ oder schreiben Sie diese zwei Wörter.
withdraw-not = Gut, es ist nichts widerrufen.
withdraw-receipt = Ihr Widerruf ist angekommen: { DAY($at, style: "full") }, { CLOCK($at) }. { $code } bei { $merchant }. Er gilt für:
withdraw-goods-back = Sie bekommen { $amount } zurück. Wie die Ware zurückkommt, sagt Ihnen der Händler: { $phone }. Bitte heben Sie diese Nachricht auf.
withdraw-only-excepted = Ihre Waren sind vom Widerruf ausgenommen, weil sie verderblich sind. Stimmt etwas nicht, rufen Sie bitte an: { $phone }. Hier können Sie trotzdem widerrufen: { $url }
withdraw-not-yet-contract = Noch hat kein Händler Ja gesagt, es gibt also noch keinen Vertrag. Absagen können Sie mit „Bestellung absagen“. Schriftlich widerrufen Sie hier: { $url }
withdraw-page = In diesem Gespräch sehe ich keinen Vertrag. Widerrufen können Sie hier, auch ohne Anmeldung: { $url }
