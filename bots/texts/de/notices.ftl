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
notice-order-nothing = Von Ihrer Bestellung { $code } bleibt nichts übrig. Sie zahlen nichts.
notice-instead = Ähnliches haben andere. Möchten Sie etwas davon?
notice-withdrawn = Ihr Widerruf ist angekommen, am { DAY($at) } um { CLOCK($at) }. Er betrifft { $things } von { $merchant }, Bestellung { $code }.
notice-withdrawn-back = Sie bekommen { $amount } zurück. Bitte heben Sie diese Nachricht auf.

# Abholen
notice-ready = Ihre Sachen sind da. Abholpunkt { $station }, { $address }.
notice-expiring = Ihre Sachen warten noch auf Sie. Abholpunkt { $station }, { $address }.
notice-boxes =
    { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }
notice-code = Ihr Code: { $code }
notice-until = Gültig bis { DAY($until) }, { CLOCK($until) }
notice-phone = Telefon { $phone }
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
notice-collected-earlier = Ihre Sachen in { $station } sind abgeholt. Fehlt Ihnen etwas, schreiben Sie bitte: Mensch.
notice-expired = Die Zeit zum Abholen in { $station } ist vorbei. Ihr Code öffnet nicht mehr. Ein Helfer nimmt Ihre Sachen heraus. Bitte rufen Sie an: { $phone }.
notice-cleared = Ihre Sachen in { $station } sind herausgenommen. Bitte rufen Sie an, wie es weitergeht: { $phone }.
notice-clear-please =
    In { $station } ist etwas liegen geblieben: { $count ->
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
notice-collected-by = { $name } hat Ihre Sachen in { $station } abgeholt.
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
