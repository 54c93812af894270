# Leergut zählen, mitnehmen und auszahlen. Helfer lesen Vorname, Ort und Fach, sonst nichts.

notice-count-please = In { $station } steht Leergut in Fach { $box }: { $pieces }. Es dauert etwa zehn Minuten. Können Sie es zählen?
count-option-later = Später
count-later = In Ordnung. Ich frage Sie in ein paar Stunden noch einmal.
count-task = Zählen: { $what }
count-nothing = Gerade gibt es kein Leergut zu zählen. Danke, dass Sie fragen.
count-already = Das ist schon gezählt. Danke.
count-what = In { $station }, Fach { $box }: { $pieces }. Von { $name } aus { $village }.
count-what-tour = { $code }: { $pieces }.
count-empties-ask-return_id = Das wartet aufs Zählen. Was übernehmen Sie?
count-option-return = { $station }, Fach { $box }, { $name }
count-option-return-tour = Im Wagen: { $code }
count-door-open = Fach { $box } ist offen. Bitte nehmen Sie alles heraus und zählen Sie. Angemeldet ist: { $pieces }. Stimmt das?
count-door-unknown = Der Abholpunkt hat nicht zu Ende geantwortet. Ist Fach { $box } offen?
count-ask-same = Angemeldet ist: { $pieces }. Stimmt das?
count-option-same = Stimmt genau
count-option-other = Anders gezählt
count-option-stuck = Tür klemmt
count-ask-piece = Wie viele { $kind } sind es?
count-too-many = So viel passt nicht in ein Fach. Bitte zählen Sie noch einmal, höchstens { $most }.
count-empties-ask-odd = War etwas dabei, das niemand zurücknimmt: zerbrochen, fremd, Wein? Schreiben Sie, wie viele Stück.
count-option-nothing-odd = Nein, nichts
count-head = Das habe ich verstanden:
count-odd =
    { $count ->
        [one] Dazu ein Stück, das niemand zurücknimmt.
       *[other] Dazu { $count } Stück, die niemand zurücknimmt.
    }
count-ask-check = Ist das richtig?
count-option-right = Ja, fertig
count-option-again = Noch einmal
count-done = Danke, das sind { $total }. Stellen Sie bitte alles zum gezählten Leergut und drücken Sie Fach { $box } zu.
count-done-tour = Danke, das sind { $total }. Damit ist es erledigt.
count-odd-keep =
    { $count ->
        [one] Leergut { $code }: { $name } möchte das eine Stück wiederhaben. Bitte legen Sie es zur Seite.
       *[other] Leergut { $code }: { $name } möchte die { $count } Stück wiederhaben. Bitte legen Sie sie zur Seite.
    }
count-odd-away =
    { $count ->
        [one] Leergut { $code }: Das eine Stück darf weg.
       *[other] Leergut { $code }: Die { $count } Stück dürfen weg.
    }
count-option-begin =
    { $count ->
        [one] Leergut zählen (1)
       *[other] Leergut zählen ({ $count })
    }

take-along-nothing = Gerade ist kein Leergut mitzunehmen.
take-along-option =
    { $count ->
        [one] Leergut mitnehmen (1)
       *[other] Leergut mitnehmen ({ $count })
    }
take-along-door = Leergut mitnehmen in { $village }, { $code }: { $pieces }. Name und Straße stehen am Halt der Tour.
take-along-others =
    { $count ->
        [one] Danach noch eine Tür.
       *[other] Danach noch { $count } Türen.
    }
take-along-option-taken = { $code } ist im Wagen
take-along-taken = Danke, { $code } ist im Wagen. Gezählt wird gleich oder im Zentrum.
take-along-option-count = Gleich zählen
take-along-station = In { $station } steht gezähltes Leergut: { $pieces }.
take-along-option-fetched = { $station } ist mitgenommen
take-along-fetched =
    { $count ->
        [0] Dort stand nichts mehr.
        [one] Danke, eine Rückgabe ist im Wagen.
       *[other] Danke, { $count } Rückgaben sind im Wagen.
    }

pay-out-none = Zurzeit haben Sie kein Pfand auszuzahlen.
pay-out-waiting =
    { $count ->
        [one] Eine Auszahlung wartet, { $total }. Tippen Sie, wenn das Geld übergeben ist.
       *[other] { $count } Auszahlungen warten, zusammen { $total }. Tippen Sie, wenn das Geld übergeben ist.
    }
pay-out-option = { $name }: { $amount }
pay-out-option-paid = Ausgezahlt
pay-out-done = Danke, { $amount } sind ausgezahlt. Die Kundin oder der Kunde hört es jetzt.
pay-out-already = Das ist schon ausgezahlt.
notice-merchant-pay-out = Bitte zahlen Sie Pfand aus: { $amount } an { $name }, Rückgabe { $code }.
notice-merchant-goodwill = Davon erstattet Ihnen der Betreiber { $amount } (kleiner Unterschied beim Zählen).
notice-merchant-set-off = Pfand verrechnen: Bitte ziehen Sie { $amount } von der Rechnung { $code } ab ({ $name }). Zu zahlen bleiben { $left }.
notice-operator-uncounted = In { $station } wartet Leergut { $code } seit zwei Tagen aufs Zählen, Fach { $box }.
notice-operator-counting-by = Übernommen hat es { $name }.
notice-operator-unfetched = Leergut { $code } wartet seit einer Woche auf den Fahrer: { $name }, { $street }, { $village }.
