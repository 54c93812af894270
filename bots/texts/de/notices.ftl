# Nachrichten, die ungefragt kommen. Jede steht für sich: Ort, Fach, Code und Frist werden immer wiederholt.

# Händler
notice-picklist = Ihre neue Packliste. Bitte antworten Sie bis { CLOCK($until) }. Ist alles da?
notice-picklist-reminder = Ihre Packliste wartet noch auf Antwort. Nach { CLOCK($until) } gilt nichts davon als bestellt. Ist alles da?
notice-picklist-nearly = { $merchant } hat die Packliste noch nicht beantwortet. Um { CLOCK($until) } verfällt sie. Bitte rufen Sie { $owner } an: { $phone }.
notice-picklist-count =
    { $count ->
        [one] Eine Bestellung hängt daran.
       *[other] { $count } Bestellungen hängen daran.
    }
notice-operator-lapsed = { $merchant } hat nicht geantwortet. Bestellung { $code } von { $name } ist deshalb nicht bestellt. Telefon { $phone }.
notice-merchant-withdrawn = { $name } hat die Bestellung { $code } widerrufen, am { DAY($at) } um { CLOCK($at) }. Es geht um: { $things }. Zu erstatten sind { $amount }.

# Bestellung
notice-part-confirmed = { $merchant } hat Ihre Bestellung { $code } zugesagt. Damit ist der Kauf gültig.
notice-part-partly = { $merchant } hat Ihre Bestellung { $code } zum Teil zugesagt. Es fehlt: { $things }. Was fehlt, kostet nichts.
notice-part-rejected = { $merchant } kann leider nicht liefern: { $things }. Das kostet Sie nichts.
notice-part-lapsed = { $merchant } hat leider nicht geantwortet. Deshalb ist nicht bestellt: { $things }. Das kostet Sie nichts.
notice-less-packs = { $missing } von { $ordered } × { $thing }
notice-less-grams = { $missing } g von { $ordered } g { $thing }
notice-more = { $count } weitere Sachen
notice-order-waits = Von { $merchants } fehlt noch die Antwort. Zusammen sind es jetzt { $total }.
notice-order-final = Alles zusammen kostet { $total }. Abholung in { $station } am { $days }.
notice-order-final-home = Alles zusammen kostet { $total }. Wir bringen es am { $days } zu Ihnen.
notice-order-final-counter = Alles zusammen kostet { $total }. Abholen können Sie am { $days } bei { $shops }.
notice-shop = { $merchant }, { $street }, { $town }
notice-order-nothing = Von Ihrer Bestellung { $code } bleibt nichts übrig. Sie zahlen nichts.
notice-instead = Ähnliches haben andere. Möchten Sie etwas davon?
notice-part-handed-over = { $merchant } meldet: Ihre Bestellung { $code } ist dort abgeholt. Stimmt das nicht, hilft ein Mensch.
notice-withdrawn = Ihr Widerruf ist angekommen, am { DAY($at) } um { CLOCK($at) }. Er betrifft { $things } von { $merchant }, Bestellung { $code }.
notice-withdrawn-back = Sie bekommen { $amount } zurück. Bitte heben Sie diese Nachricht auf.

# Abholen
notice-ready =
    { $what ->
        [parcel] Ihr Paket ist da.
        [parcels] Ihre Pakete sind da.
        [both] Ihre Sachen und Ihr Paket sind da.
       *[goods] Ihre Sachen sind da.
    } Abholpunkt { $station }, { $address }.
notice-rest = Es liegt noch etwas für Sie bereit, dafür gilt ein neuer Code. Abholpunkt { $station }, { $address }.
notice-lies =
    { $what ->
        [parcel] Paket
       *[goods] Sachen
    }: { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }, bis { DAY($until) }, { CLOCK($until) }
notice-expiring =
    { $what ->
        [parcel] Ihr Paket wartet noch auf Sie.
        [parcels] Ihre Pakete warten noch auf Sie.
        [both] Ihre Sachen und Ihr Paket warten noch auf Sie.
       *[goods] Ihre Sachen warten noch auf Sie.
    } Abholpunkt { $station }, { $address }.
notice-boxes =
    { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }
notice-code = Ihr Code: { $code }
notice-until = Gültig bis { DAY($until) }, { CLOCK($until) }
notice-phone = Telefon { $phone }
notice-parcel-elsewhere = In { $usual } war kein Fach frei. Darum liegt Ihr Paket in { $station }.
notice-parcel-turned-away = Ein Paketbote war da, konnte in { $station } aber nichts einlegen. Er bringt das Paket auf dem üblichen Weg.
notice-wall =
    { $count ->
        [one] Wand in { $station }, Fach { $boxes } ist markiert
       *[other] Wand in { $station }, die Fächer { $boxes } sind markiert
    }
notice-option-open =
    { $count ->
        [one] Fach öffnen
       *[other] Fächer öffnen
    }
notice-collected = In { $station } ist alles geöffnet. Haben Sie etwas vergessen, öffnet derselbe Code bis { CLOCK($until) } noch einmal.
notice-collected-part =
    { $what ->
        [parcel] Ihr Paket in { $station } ist abgeholt, das andere wartet noch.
       *[goods] Ihre Sachen in { $station } sind abgeholt, das andere wartet noch.
    } Haben Sie etwas vergessen, öffnet derselbe Code bis { CLOCK($until) } noch einmal.
notice-collected-earlier =
    { $what ->
        [parcel] Ihr Paket in { $station } ist abgeholt.
        [parcels] Ihre Pakete in { $station } sind abgeholt.
        [both] Ihre Sachen und Ihr Paket in { $station } sind abgeholt.
       *[goods] Ihre Sachen in { $station } sind abgeholt.
    } Fehlt Ihnen etwas, schreiben Sie bitte: Mensch.
notice-expired =
    Die Zeit zum Abholen in { $station } ist vorbei. Ihr Code öffnet { $count ->
        [one] Fach { $boxes }
       *[other] die Fächer { $boxes }
    } nicht mehr. { $what ->
        [parcel] Das Paket geht zurück an { $carrier }. Fragen beantwortet ein Mensch: { $phone }.
       *[goods] Jemand aus dem Ort nimmt Ihre Sachen heraus. Bitte rufen Sie an: { $phone }.
    }
notice-cleared =
    { $what ->
        [parcel] Ihr Paket in { $station } ist herausgenommen und geht zurück an { $carrier }. Fragen? Telefon { $phone }.
       *[goods] Ihre Sachen in { $station } sind herausgenommen. Bitte rufen Sie an, wie es weitergeht: { $phone }.
    }
notice-clear-please =
    In { $station } ist { $what ->
        [parcel] ein Paket
       *[goods] etwas
    } liegen geblieben: { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }, für { $name } aus { $village }. Es dauert etwa fünf Minuten. Können Sie es herausnehmen?
notice-option-claim = Ich mach das
notice-option-decline = Kann nicht

# Wer für jemanden abholt
notice-second-pass-on = Sagen Sie bitte { $name }: Abholpunkt { $station }, { $address }.
notice-second-ready = Für { $name } liegt etwas bereit. Abholpunkt { $station }, { $address }.
notice-second-code = Code: { $code }
notice-second-once = Dieser Code gilt nur einmal.
notice-second-told =
    { $count ->
        [one] Auch { $names } hat einen Code bekommen.
       *[other] Auch { $names } haben einen Code bekommen.
    }
notice-second-spared = Für { $name } ist in { $station } schon abgeholt. Sie müssen nichts mehr tun. Ihr Code öffnet nicht mehr.
notice-collected-by =
    { $name } hat in { $station } { $what ->
        [parcel] Ihr Paket
        [parcels] Ihre Pakete
        [both] Ihre Sachen und Ihr Paket
       *[goods] Ihre Sachen
    } abgeholt.
notice-collected-for = In { $station } ist alles geöffnet. Haben Sie etwas vergessen, öffnet derselbe Code bis { CLOCK($until) } noch einmal. { $name } weiß Bescheid.
notice-jammed-second = { $name } wollte für Sie abholen, aber Fach { $box } klemmt. Ein Mensch kümmert sich darum.
notice-helper-accepted = { $name } hat Ihre Einladung angenommen. Liegt etwas für Sie bereit, bekommt { $name } Ort, Fach und Code.
notice-helper-left = { $name } holt nicht mehr für Sie ab. Ihre eigenen Codes gelten weiter.
notice-helper-ended = Sie müssen für { $name } nichts mehr abholen. Ihr Code dafür öffnet nicht mehr. Danke für Ihre Hilfe.
notice-helper-ended-nameless = Ihre Aufgabe als Vertrauensperson ist beendet. Ihr Code öffnet nicht mehr. Danke für Ihre Hilfe.

# Türen
notice-door-open = Fach { $box } ist offen. Bitte nehmen Sie alles heraus und drücken Sie die Tür zu.
notice-door-jammed = Fach { $box } klemmt. Drücken Sie einmal fest gegen die Tür. Dann versuchen Sie es noch einmal.
notice-door-unknown = Der Abholpunkt hat nicht zu Ende geantwortet. Ist Fach { $box } offen?
notice-door-silent = Der Abholpunkt antwortet gerade nicht. Fach { $box } ist wohl noch zu.
notice-door-code = Am Tastenfeld öffnet Ihr Code: { $code }
notice-jammed-code = Ihr Code stimmt, aber Fach { $box } klemmt. Ein Mensch kümmert sich darum. Telefon { $phone }.
notice-option-again = Noch einmal öffnen
notice-option-open-next = Fach { $box } öffnen
notice-option-is-open = Ja, es ist offen
notice-option-human = Mensch, bitte
notice-operator-jammed = { $station }, Fach { $box } klemmt. Darin liegen Sachen für { $name }.
notice-operator-jammed-empty = { $station }, Fach { $box } klemmt. Es wird vorerst nicht belegt.
notice-operator-phone = Telefon { $phone }
notice-code-alarm = In { $station } wurden viele falsche Codes getippt. Das Tastenfeld wartet jetzt ein wenig.
notice-station-silent = Abholpunkt { $station } meldet sich nicht mehr. Codes öffnen dort trotzdem.
notice-station-waiting =
    { $count ->
        [0] Dort wartet zurzeit nichts auf Abholung.
        [one] Dort wartet eine Abholung.
       *[other] Dort warten { $count } Abholungen.
    }

# Menschen
notice-case-emergency = NOTFALL: { $who } braucht sofort Hilfe.
notice-case-talk = { $who } möchte mit einem Menschen schreiben.
notice-case-problem = { $who } meldet ein Problem.
notice-case-bereavement = { $who } schreibt von einem Todesfall oder einer schweren Zeit.
notice-case-privacy = { $who } fragt nach den eigenen Daten.
notice-case-lapsed = { $who }: Eine Bestellung ist verfallen.
notice-who = { $name } aus { $village }
notice-case-said = Geschrieben hat sie oder er: „{ $said }“
notice-case-about = Es geht um: { $about }
notice-option-take = Übernehmen
notice-case-taken = Jetzt ist ein Mensch für Sie da: { $operator }. Was Sie schreiben, liest jetzt ein Mensch. „Stopp“ führt zurück zur Maschine.
notice-case-closed = Das Gespräch mit dem Menschen ist beendet. Jetzt antwortet Ihnen wieder die Maschine.
notice-case-left = { $name } hat das Gespräch beendet. Der Fall ist geschlossen.
notice-line = { $name } schreibt: { $text }
notice-option-answer = { $name } antworten
notice-invitation-accepted = { $name } hat Ihre Einladung angenommen, als { $role ->
        [resident] Bewohner
        [volunteer] Ehrenamtlicher
        [merchant] Händler
        [driver] Fahrer
        [centre] Mitarbeiter im Zentrum
        [courier] Bote
        [operator] Mitarbeiter im Büro
       *[other] Teilnehmer
    }.
notice-operator-unreached = { $who } ist über den Dorfboten nicht zu erreichen. In { $stations } liegt etwas zum Abholen bereit. Bitte rufen Sie an.
notice-erased = Jemand hat die eigenen Daten löschen lassen. Offen ist noch: { $codes }. Bitte sehen Sie nach.

# Touren: Büro und Fahrer
notice-tours-planned =
    Für { DAY($day) } { $count ->
        [0] gibt es keine Tour.
        [one] steht eine Tour.
       *[other] stehen { $count } Touren.
    }
notice-tours-all = Alle werden versorgt.
notice-tours-undone =
    { $count ->
        [one] Eine Fahrt geht nicht. Wer wartet, steht gleich hier.
       *[other] { $count } Fahrten gehen nicht. Wer wartet, steht gleich hier.
    }
notice-tours-plain = Die Wege sind nur grob gerechnet. Bitte sehen Sie sie an.
notice-option-tours = Touren zeigen
notice-tours-stuck = Für { DAY($day) } ist noch kein Tourenplan gelungen. Ich versuche es weiter. Bitte sehen Sie nach.
notice-tours-not = Am { DAY($day) } fährt niemand zu: { $who }. Es warten: { $waiting }. Was soll ich tun?
notice-tours-more =
    { $count ->
        [one] noch jemand
       *[other] { $count } weitere
    }
notice-option-later = Verschieben auf { DAY($day, style: "weekday") }
notice-option-to-station = In den Abholpunkt
notice-tour = Ihre Tour am { DAY($day) }:
notice-tour-again = Ihre Tour am { DAY($day) } hat sich geändert:
notice-tour-take-over =
    Bitte fahren Sie Tour { $no } weiter. Sie ist schon unterwegs. { $count ->
        [0] Es bleibt nur das Abladen.
        [one] Ein Halt ist noch offen.
       *[other] { $count } Halte sind noch offen.
    }
notice-option-tour-go-on = Weiterfahren
notice-option-tour-begin = Losfahren
notice-option-tour-not = Ich kann nicht
notice-tour-withdrawn-replanned = Tour { $no } am { DAY($day) } brauchen Sie nicht zu fahren.
notice-tour-withdrawn-taken = Tour { $no } am { DAY($day) } fährt jetzt jemand anders.
notice-tour-withdrawn-stopped = Tour { $no } ist gestoppt. Bitte fahren Sie nicht weiter. Ware im Wagen kommt zurück ins Zentrum.

# Zu Hause
notice-home-window = Am { DAY($day) } bringen wir Ihre Sachen. Wir kommen zwischen { CLOCK($begins) } und { CLOCK($ends) }.
notice-home-be-there = Bitte seien Sie dann zu Hause.
notice-home-later = Wir kommen zu einer anderen Zeit: am { DAY($day) } zwischen { CLOCK($begins) } und { CLOCK($ends) }. Bitte entschuldigen Sie.
notice-sorry = Es tut uns leid.
notice-comes-later-undone = Am { DAY($old) } schaffen wir es nicht. Ihre Bestellung { $code } kommt am { DAY($new) }.
notice-comes-later-stopped = Heute kann niemand mehr fahren. Ihre Bestellung { $code } kommt am { DAY($new) }.
notice-comes-later-trouble = Heute hat es nicht geklappt. Ihre Bestellung { $code } kommt am { DAY($new) }.
notice-comes-later-phone = Passt Ihnen das nicht, rufen Sie bitte an: { $phone }.
notice-elsewhere-undone = Am { DAY($day) } kommen wir leider nicht bis zu Ihnen. Ihre Bestellung { $code } legen wir in den Abholpunkt { $station }.
notice-elsewhere-code = Den Code schicke ich, sobald alles im Fach liegt.
notice-short-missing = Bei { $merchant } hat etwas gefehlt, Bestellung { $code }: { $things }. Was fehlt, kostet nichts.
notice-short-by_hand = Nicht dabei ist aus Bestellung { $code } von { $merchant }: { $things }. Das geben wir nur persönlich. Es kostet nichts.
notice-short-total = Alles zusammen kostet jetzt { $total }.
notice-merchant-short-missing = Im Zentrum fehlt etwas aus Bestellung { $code }: { $things }. Bitte rechnen Sie es nicht ab.
notice-merchant-short-card = Ohne Ausweis nicht übergeben, Bestellung { $code }: { $things }. Es kommt zurück. Bitte rechnen Sie es nicht ab.
notice-merchant-short-by_hand = Niemand war da, Bestellung { $code }: { $things }. Es kommt zurück. Bitte rechnen Sie es nicht ab.
notice-delivered = Ihre Sachen sind übergeben, Bestellung { $codes }. Danke.
notice-not-given = Nicht übergeben haben wir ohne Ausweis: { $things }. Das kostet nichts.
notice-nobody-home = Wir waren an Ihrer Tür und haben Sie nicht angetroffen.
notice-nobody-neighbour = Ihre Sachen sind jetzt bei { $name }.
notice-nobody-station = Ihre Sachen bringen wir jetzt in den Abholpunkt { $station }.
notice-tour-trouble-breakdown = { $driver } hat eine Panne, Tour { $no }, bei: { $place }.
notice-tour-trouble-road = { $driver } kommt nicht durch, Tour { $no }, auf dem Weg zu: { $place }.
notice-tour-trouble-goods = { $driver } meldet bei { $place }: Mit der Ware stimmt etwas nicht. Tour { $no }.
notice-tour-trouble-other = { $driver } braucht Hilfe, Tour { $no }, bei: { $place }.
notice-tour-quiet = Halt { $no } von { $of }, { $place }: Das dauert länger als geplant. Wie weit sind Sie?
notice-tour-quiet-centre = Am Logistikzentrum dauert es länger als geplant. Wie weit sind Sie?
notice-tour-silent = { $driver } meldet sich nicht, Tour { $no }. Fertig sein sollte der Halt um { CLOCK($at) }: { $place }. Bitte rufen Sie an. Sie können die Tour weitergeben oder stoppen.
notice-tour-back = { $driver } kann Tour { $no } nicht fahren, am { DAY($day) } ab { CLOCK($at) }. Wer fährt?
notice-tour-not-begun = { $driver } ist noch nicht losgefahren: Tour { $no } am { DAY($day) }, los um { CLOCK($at) }.
notice-tour-not-ended = Tour { $no } am { DAY($day) } ist noch nicht zu Ende, zurück gegen { CLOCK($at) }. Es fährt { $driver }.
notice-tour-stopped =
    Tour { $no } ist gestoppt. { $count ->
        [0] Es wartet niemand.
        [one] Eine Bestellung kommt später.
       *[other] { $count } Bestellungen kommen später.
    }
notice-tour-aboard = Noch im Wagen: { $codes }.

# Termine
notice-merchant-again = { $name } wünscht eine andere Zeit.
notice-merchant-agreed = { $name } hat gekauft: { $count } × { $service } für { $price }. Am { DAY($start) }, { CLOCK($start) }. Der Termin heißt { $code }.
notice-merchant-stopped = { $name } möchte das nicht mehr: { $service }. Die Anfrage ist zurückgenommen.
notice-merchant-called-off = { $name } hat abgesagt: { $service } am { DAY($start) }, { CLOCK($start) }. Die Zeit ist wieder frei.
notice-merchant-appointment-withdrawn = { $name } hat den Vertrag widerrufen: { $service } am { DAY($start) }, { CLOCK($start) }. Die Zeit ist wieder frei.
notice-merchant-unanswered = Von { $name } kam keine Antwort. { DAY($start) }, { CLOCK($start) } ist wieder frei.
notice-merchant-lapsed = Die Anfrage von { $name } ist verfallen: { $service }. Die Frist ist vorbei.
notice-merchant-appointment-waits = Diese Anfrage wartet noch auf Ihre Antwort.
notice-operator-appointment = { $merchant } hat eine Anfrage von { $name } noch nicht beantwortet: { $service }. Am { DAY($until) }, { CLOCK($until) } verfällt sie. Bitte rufen Sie { $owner } an: { $phone }.
notice-operator-appointment-lapsed = { $merchant } hat nicht geantwortet. Die Anfrage von { $name } ist verfallen: { $service }. Telefon { $phone }.
notice-appointment-declined = { $owner } kann das leider nicht machen: { $service }. Es kostet Sie nichts.
notice-appointment-called-off = { $owner } muss leider absagen: { $service } am { DAY($start) }, { CLOCK($start) }. Es kostet Sie nichts.
notice-appointment-missed = { $owner } meldet: { $service } am { DAY($start) } hat nicht stattgefunden. Es kostet Sie nichts. Stimmt das nicht, hilft ein Mensch.
notice-appointment-lapsed = { $owner } hat leider nicht geantwortet. Ihre Anfrage { $code } gilt nicht mehr: { $service }. Sie kostet nichts. Am Telefon geht es vielleicht: { $phone }.
notice-appointment-unanswered = Ich habe keine Antwort von Ihnen. Der Vorschlag zu { $code } für { DAY($start) }, { CLOCK($start) } gilt nicht mehr. Er kostet nichts.
notice-appointment-waits = Dieser Vorschlag wartet noch auf Ihre Antwort.
notice-appointment-tomorrow = Morgen ist Ihr Termin { $code }: { DAY($start) }, { CLOCK($start) }.
notice-appointment-done = { $owner } meldet: Alles getan, { $service }. Die Rechnung über { $price } bekommen Sie von dort.
notice-merchant-last-time = Darauf fehlt noch Ihre Antwort. Ohne sie gilt der Termin morgen als erledigt.
notice-merchant-closed = { $service } bei { $name }, { DAY($start) }, gilt jetzt als erledigt. War es anders, hilft ein Mensch.
notice-appointment-closed = Ihr Termin gilt als erledigt: { $service }, { DAY($start) }. Die Rechnung bekommen Sie von { $owner }. War es anders, hilft ein Mensch.
notice-option-bill = Rechnung zeigen
# Verkäufe und Nachfüllen, im Büro
notice-operator-sale-unclear = Beim Verkauf { $code } ist unklar, ob das Fach aufging. Abgebucht ist nichts.
notice-operator-sale-unpaid = Beim Verkauf { $code } ist die Ware heraus, aber das Geld kam nicht.
notice-operator-sale-late = Beim Verkauf { $code } ging das Fach verspätet auf. Abgebucht ist nichts. Bitte zählen lassen, was darin liegt.
notice-operator-sale-about = { $station }, Fach { $no }: { $thing }, { $total }, { $buyer }.
notice-operator-sale-card = mit Karte am Fach
notice-operator-payment-capturing = Seit einer Stunde lässt sich eine Zahlung nicht abbuchen: { $amount }.
notice-operator-payment-voiding = Seit einer Stunde lässt sich vorgemerktes Geld nicht freigeben: { $amount }.
notice-operator-payment-refunding = Eine Rückzahlung geht nicht durch: { $amount }.
notice-operator-payment-created = Der Zahlungsdienst antwortet nicht: { $amount }.
notice-operator-payment-id = Zeichen der Zahlung: { $id }
notice-operator-refill-escalated = In { $station } füllt niemand nach.
notice-operator-refill-helpers = Gefragt sind: { $names }.
notice-operator-refill-overdue = { $name } wollte in { $station } nachfüllen und hat sich seit zwei Tagen nicht gemeldet.
