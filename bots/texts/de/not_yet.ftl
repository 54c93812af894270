# Was noch kommt oder jemand anderem gehört. Ein ehrlicher Satz und der Weg zu einem Menschen.

not-yet-own-task = Das kann ich hier noch nicht für Sie tun. Bitte rufen Sie uns an: { $phone }.
not-yet-for-residents = Das gehört zum Einkaufen, hier schreiben Sie in Ihrer Aufgabe. Für Ihren eigenen Einkauf rufen Sie bitte an: { $phone }.
not-yet-for-volunteers = Das ist eine Aufgabe der Ehrenamtlichen. Wenn Sie mithelfen möchten, rufen Sie gern an: { $phone }.
not-yet-for-merchants = Das können hier nur die Händler tun. Stimmt etwas mit Ihrer Bestellung nicht, rufen Sie bitte an: { $phone }.
