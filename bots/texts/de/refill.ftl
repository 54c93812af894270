# Nachfüllen, durch Ehrenamtliche. Eine Frage in einer Nachricht, mit einem Daumen zu beantworten.

refill-task =
    Nachfüllen: { $station }, { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }
refill-shop = Die Ware steht bei { $merchant }, { $street } in { $town }.
refill-takes-minutes = Bis dorthin sind es { $km } Kilometer. Mit Rückweg dauert das etwa { $minutes } Minuten.
refill-takes-hours = Bis dorthin sind es { $km } Kilometer. Mit Rückweg dauert das etwa { $hours } Stunden.
refill-far = Das ist weit. Sagt niemand zu, sucht das Büro einen anderen Weg.
refill-row-all = alle
refill-row-recall = Fach { $no }: Rückruf, bitte alles herausnehmen und nichts einräumen
refill-row-old = Fach { $no }: abgelaufen seit { DAY($day) }, bitte alte Ware herausnehmen
refill-claimed = Danke, dass Sie das machen.
refill-code-comes = Dort sage ich Bescheid. Ihren Code für die Fächer schicke ich gleich.
refill-code-comes-alone = Ihren Code für die Fächer schicke ich gleich.
refill-what = Das ist in { $station } nachzufüllen:
refill-already = Das ist schon erledigt. Danke.
refill-given-back = In Ordnung. Ich frage die anderen.
refill-option-later = Später
refill-ask-later = Wann soll ich Sie noch einmal fragen?
refill-option-afternoon = Heute Nachmittag
refill-option-tomorrow = Morgen
refill-later = Gut, ich frage Sie am { DAY($at) } um { CLOCK($at) }. Bis dahin darf es auch jemand anderes machen.
refill-later-past = Dieser Zeitpunkt ist schon vorbei oder zu nah.
refill-ask-open = Wenn Sie davor stehen: Soll ich Fach { $box } öffnen?
refill-ask-count = Wie viele Packungen liegen jetzt in Fach { $box }?
refill-option-filled = Schon eingeräumt
refill-option-not-today = Kann doch nicht
refill-option-full-of = Voll, { $count } drin
refill-option-full = Voll
refill-option-empty = Ist leer
refill-option-stuck = Tür klemmt
refill-option-done = Ja, fertig
refill-option-set-free = Wieder freigeben
refill-silent = Der Abholpunkt { $station } antwortet gerade nicht. Ihr Code öffnet am Tastenfeld trotzdem.
refill-wait = Gut, ich warte. Schreiben Sie dann die Zahl.
refill-counted = Gut, Fach { $box }: { $count } drin.
refill-done-out = Danke, damit ist in { $station } alles herausgenommen. Bitte legen Sie die Ware so weg, dass niemand sie nimmt.
refill-done = Danke, damit ist in { $station } alles nachgefüllt.

refill-door-open = Fach { $box } ist offen. Bitte { $count } × { $thing } einräumen und die Tür zudrücken. Wie viele liegen dann darin?
refill-door-recall = Fach { $box } ist offen. Bitte nehmen Sie alles heraus und drücken Sie die Tür zu. Wie viele liegen dann noch darin?
refill-door-jammed = Fach { $box } klemmt. Was möchten Sie tun?
refill-door-unknown = Der Abholpunkt hat nicht zu Ende geantwortet. Ist Fach { $box } offen, dann schreiben Sie mir nach dem Einräumen die Zahl.
refill-door-silent = Der Abholpunkt antwortet gerade nicht. Ihr Code öffnet am Tastenfeld trotzdem.

notice-refill-needed = In { $station } wird etwas knapp.
notice-refill-ask = Können Sie nachfüllen?
notice-refill-recall = Rückruf: In { $station } muss Ware aus dem Fach. Bitte essen Sie nichts davon.
notice-refill-ask-out = Können Sie sie herausnehmen?
notice-refill-grew-recall = Rückruf in { $station }: Hier ist nichts einzuräumen. Bitte nehmen Sie alles heraus:
notice-refill-claimed = { $name } füllt in { $station } nach. Sie müssen nichts mehr tun.
notice-refill-grew = In { $station } ist noch etwas knapp geworden. Bitte bringen Sie es mit:
notice-refill-prepare = { $name } holt Ware für den Abholpunkt { $station }. Bitte stellen Sie bereit:
notice-refill-prepare-more = Dazu kommt noch:
notice-refill-not-fetched = { $name } holt die Ware für { $station } doch nicht. Sobald es jemand anderes tut, hören Sie von mir.
notice-refill-overdue = Sie wollten in { $station } nachfüllen.
notice-refill-ask-done = Ist das erledigt?
notice-refill-code = Ihr Code fürs Nachfüllen in { $station }. Er gilt auch, wenn ich nicht antworte.
