# Termine: Vorschlag, Kauf, Absage. Alles, was man wissen muss, steht immer wieder dabei.

appointment-when = { DAY($start) }, { CLOCK($start) }
appointment-home = Es ist bei Ihnen zu Hause: { $street }, { $village }.
appointment-by-hand = Es ist am Abholpunkt { $station }, { $address }, von Hand zu Hand. Nichts davon kommt ins Fach.
appointment-length = Es dauert etwa { $length }.
appointment-minutes = { $count } Minuten
appointment-hours =
    { $count ->
        [one] eine Stunde
       *[other] { $count } Stunden
    }
appointment-any-time = Die Zeit ist Ihnen gleich.
appointment-wishes = Am liebsten: { $wishes }.
appointment-seller = Ihr Vertrag ist mit { $merchant }, { $street }, { $town }.
appointment-contact = Es kommt { $owner }. Telefon { $phone }.
appointment-call-off-until = Absagen können Sie hier bis { DAY($until) }, { CLOCK($until) }. Danach nur am Telefon: { $phone }.
appointment-call-off-phone = Absagen geht dann nur noch am Telefon: { $phone }.
appointment-withdrawal = Sie können 14 Tage lang widerrufen. Liegt der Termin davor, wünschen Sie das mit dem Kauf. Ist alles getan, endet dieses Recht.

appointment-proposed = { $owner } schlägt Ihnen vor: { DAY($start) }, { CLOCK($start) }.
appointment-ask-buy = Zum Kaufen tippen Sie auf „Jetzt kaufen“ oder schreiben Sie: kaufen. Der Vorschlag gilt bis { DAY($until) }, { CLOCK($until) }.
appointment-option-other = Lieber andere Zeit
appointment-option-not = Nein, doch nicht

appointment-say-buy = Noch ist nichts gekauft. Bitte tippen Sie auf „Jetzt kaufen“ oder schreiben Sie: kaufen.
appointment-agreed = Ihr Termin steht: { DAY($start) }, { CLOCK($start) }. Er heißt { $code }.
appointment-stands = Ihr Termin { $code } bei { $owner } ist am { DAY($start) }, { CLOCK($start) }.
appointment-option-call-off = Termin absagen
appointment-option-move = Verschieben
appointment-option-again = Neu anfragen

appointment-ask-wishes = Gern. Wann passt es Ihnen besser?
appointment-wished = Ich gebe es weiter an { $owner }. Bis { DAY($until) }, { CLOCK($until) } hören Sie von mir. Es kostet noch nichts.
appointment-ask-sure = Möchten Sie { $code } am { DAY($start) } wirklich absagen?
appointment-ask-move = Ich sage { $code } am { DAY($start) } ab und frage neue Tage an. Ist das recht?
appointment-option-yes = Ja, absagen
appointment-option-yes-move = Ja, so machen
appointment-option-no = Nein, so lassen
appointment-kept = Gut, es bleibt bei { $code }.
appointment-called-off = { $code } ist abgesagt. { $owner } hört es jetzt. Es kostet Sie nichts.
appointment-too-late = Zum Absagen ist es hier zu spät. Bitte rufen Sie { $owner } an: { $phone }.
appointment-over = { $code } hat sich schon erledigt.

appointment-waits = Ihre Anfrage { $code } liegt bei { $owner }: { $service }. Die Antwort kommt bis { DAY($until) }, { CLOCK($until) }.
appointment-option-stop = Anfrage zurücknehmen
appointment-which = Um welchen Termin geht es?
appointment-option-which = { $code }, { $service }
appointment-none = Sie haben gerade keinen Termin.
appointment-option-book = Termin anfragen
