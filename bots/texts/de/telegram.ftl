# Was Telegram zeigt, bevor jemand schreibt, und der eine Satz für Gruppen.

telegram-description =
    Guten Tag. Hier schreibt der Dorfbote, ein Programm.
    Ich nehme Bestellungen bei Geschäften aus der Gegend an. Sie holen alles am Abholpunkt in Ihrer Nähe.
    Schreiben Sie einfach, was Sie brauchen. Tippen Sie unten auf „Start“.
telegram-short-description = Bestellen bei Geschäften aus der Gegend. Hier schreibt ein Programm, ein Mensch ist erreichbar.
telegram-command-help = Was hier geht
telegram-command-code = Mein Abholcode
telegram-command-basket = Was in meinem Korb liegt
telegram-command-empties = Leergut abgeben
telegram-command-human = Mit einem Menschen schreiben
telegram-command-stop = Hier aufhören
telegram-command-withdraw = Einen Vertrag widerrufen
telegram-command-privacy = Datenschutz
telegram-command-imprint = Impressum
telegram-group = Ich schreibe nur mit einzelnen Menschen und verlasse diese Gruppe. Schreiben Sie mir gern allein.
