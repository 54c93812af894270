# Liegengebliebenes herausnehmen. Helfer lesen Vorname, Ort und Fach, sonst nichts.

clear-nothing = Gerade ist an Ihrem Abholpunkt nichts zu tun. Danke, dass Sie fragen.
clear-ask-pickup = Das ist liegen geblieben. Was nehmen Sie heraus?
clear-task = Ausräumen: { $what }
clear-option-pickup =
    { $station }, { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }, { $name }
clear-option-none = Nichts davon
clear-claimed = Danke, dass Sie das machen.
clear-what =
    In { $station }: { $count ->
        [one] Fach { $boxes }
       *[other] Fächer { $boxes }
    }, für { $name } aus { $village }.
clear-taken = Das hat schon jemand übernommen. Sie müssen nichts tun.
clear-already = Das ist schon erledigt. Danke.
clear-declined = In Ordnung. Danke, dass Sie Bescheid sagen.
clear-given-back = In Ordnung, die Aufgabe ist wieder frei.
clear-ask-box = Wenn Sie davor stehen: Soll ich Fach { $box } öffnen?
clear-ask-out = Ist Fach { $box } jetzt leer?
clear-option-open = Fach { $box } öffnen
clear-option-not-today = Kann doch nicht
clear-option-out = Herausgenommen
clear-option-stuck = Tür klemmt
clear-option-other = Einem Menschen melden
clear-silent = Der Abholpunkt { $station } antwortet gerade nicht. Versuchen Sie es bitte gleich noch einmal.
clear-opening = Fach { $box } geht gleich auf. Einen Moment bitte.
clear-wait = Gut, ich warte. Schreiben Sie „fertig“, wenn alles herausgenommen ist.
clear-out = Gut, Fach { $box } ist leer.
clear-stuck = Danke. Ein Mensch kümmert sich um die Tür. Telefon { $phone }.
clear-done = Danke, damit ist es erledigt. Wohin die Sachen sollen, sagt Ihnen das Büro: { $phone }.

clear-door-open = Fach { $box } ist offen. Bitte nehmen Sie alles heraus und drücken Sie die Tür zu. Ist es leer?
clear-door-jammed = Fach { $box } klemmt. Was möchten Sie tun?
clear-door-unknown = Der Abholpunkt hat nicht zu Ende geantwortet. Ist Fach { $box } offen und leer?
clear-door-silent = Der Abholpunkt antwortet gerade nicht. Fach { $box } ist wohl noch zu.
