# Aufgaben der Ehrenamtlichen: welche ist gemeint? Was dann zu tun ist, steht bei jeder Art von Aufgabe.

tasks-nothing = Gerade ist an Ihrem Abholpunkt nichts zu tun. Danke, dass Sie fragen.
tasks-none-yours = Sie haben gerade keine Aufgabe übernommen. Schreiben Sie „Aufgaben“, dann sage ich, was zu tun ist.
tasks-nothing-to-open = Für dieses Fach haben Sie gerade keine Aufgabe. Schreiben Sie „Aufgaben“, dann sage ich, was zu tun ist.
tasks-declined = In Ordnung. Danke, dass Sie Bescheid sagen.
tasks-which-show = Das ist gerade zu tun. Was machen Sie?
tasks-which-claim = Es ist mehreres zu tun. Was übernehmen Sie?
tasks-which-finish = Sie haben mehreres übernommen. Was ist fertig?
tasks-which-decline = Sie haben mehreres übernommen. Was geben Sie zurück?
