# Begrüßen, danken, Abschied nehmen. Wer fremd ist, erfährt zuerst: Hier schreibt ein Programm.

welcome-stranger = Guten Tag. Ich bin der Dorfbote, ein Programm. Ich nehme Bestellungen bei Geschäften aus der Gegend an. Einen Menschen erreichen Sie unter { $phone }, { $hours }. Was darf es sein?
welcome-hello = Guten Tag.
welcome-hello-name = Guten Tag, { $name }.
welcome-what = Was darf es sein?
welcome-work = Schreiben Sie „Hilfe“, dann sage ich Ihnen, was hier geht.
welcome-proposal = Auf Sie wartet ein Vorschlag für einen Termin.
welcome-ready = Im Fach in { $station } liegt etwas für Sie bereit.
welcome-basket =
    { $count ->
        [one] In Ihrem Korb liegt noch eine Sache für { $total }.
       *[other] In Ihrem Korb liegen noch { $count } Sachen für { $total }.
    } Es kostet noch nichts. Schreiben Sie einfach, was noch fehlt.
welcome-order = Ihre Bestellung { $code } kommt am { DAY($day) }.
welcome-thank = Gern geschehen.
welcome-goodbye = Auf Wiedersehen, bis zum nächsten Mal.
welcome-goodbye-basket = Auf Wiedersehen. Ihr Korb bleibt liegen.
welcome-small-talk = Schön, dass Sie mir das schreiben. Ich bin ein Programm und kann nur schlecht plaudern. Beim Einkaufen helfe ich gern.
welcome-no-answer = Das hilft mir bei dieser Frage leider nicht weiter.
welcome-nothing-open = Gerade ist keine Frage offen. Schreiben Sie einfach, was Sie brauchen.
welcome-helper = Die Einladung gilt. Sie dürfen jetzt für { $name } abholen. Liegt etwas bereit, schicke ich Ihnen Ort, Fach und Code.
welcome-linked = Die Einladung gilt, ab jetzt kenne ich Sie hier. Schreiben Sie „Hilfe“, dann sage ich Ihnen, was geht.
