# Termine der Händler.

agenda-request =
    { $count ->
        [1] { $name } aus { $village } fragt an: { $service }, { $price }, etwa { $length }.
       *[other] { $name } aus { $village } fragt an: { $count } × { $service }, { $price }, etwa { $length }.
    }
agenda-any-time = Die Zeit ist gleich.
agenda-wishes = Am liebsten: { $wishes }.
agenda-none-fits = Zu den Wunschzeiten sind Sie nicht frei.
agenda-ask-start = Antworten Sie bitte bis { DAY($until) }, { CLOCK($until) }. Tippen Sie eine Zeit an oder schreiben Sie eine andere.
agenda-ask-time = Um wie viel Uhr am { DAY($day) }?
agenda-ask-day = An welchem Tag?
agenda-option-start = { DAY($start) }, { CLOCK($start) }
agenda-option-decline = Geht nicht
agenda-which-request = Welche Anfrage meinen Sie?
agenda-which = Welchen Termin meinen Sie?
agenda-option-which = { $name }: { $service }

agenda-proposed = Vorgeschlagen: { DAY($start) }, { CLOCK($start) }. { $name } hört es jetzt. Bis { DAY($until) }, { CLOCK($until) } halte ich die Zeit frei.
agenda-declined = Gut, abgelehnt. { $name } hört es jetzt.
agenda-ask-sure = { $service } bei { $name } am { DAY($start) }, { CLOCK($start) }: wirklich absagen?
agenda-kept = Gut, es bleibt dabei.
agenda-called-off = Abgesagt. { $name } hört es jetzt.
agenda-missed = Notiert: Es hat nicht stattgefunden. { $name } hört es jetzt, berechnet wird nichts.
agenda-done = Danke. Auf der Rechnung stehen { $price }.
agenda-option-done = Erledigt
agenda-option-missed = Hat nicht stattgefunden

agenda-coming = Ihre nächsten Termine:
agenda-row-agreed = { $count } × { $service }. { $place }
agenda-row-proposed = { $count } × { $service }, { $place }, noch nicht zugesagt
agenda-home = { $name }, { $street }, { $village }
agenda-station = Übergabe am Abholpunkt { $station }, { $address }
agenda-waiting =
    { $count ->
        [one] Eine Anfrage wartet auf Ihre Antwort.
       *[other] { $count } Anfragen warten auf Ihre Antwort.
    }
agenda-nothing = Sie haben gerade keine Termine und keine Anfragen.
agenda-ask-done = { $service } bei { $name }, { DAY($start) }, { CLOCK($start) }: Ist alles getan?

agenda-is-requested = { $name } wünscht eine andere Zeit. Schreiben Sie „Termine“, dann zeige ich es Ihnen.
agenda-is-proposed = { $name } hat Ihren Vorschlag noch nicht beantwortet.
agenda-is-agreed = Das ist schon fest zugesagt. Zum Absagen schreiben Sie: Termin absagen.
agenda-is-done = Das gilt schon als erledigt. War es anders, hilft ein Mensch.
agenda-is-declined = Das haben Sie schon abgelehnt.
agenda-is-cancelled = Dieser Termin ist abgesagt.
agenda-is-lapsed = Die Frist für diese Anfrage ist vorbei.
