# Was noch kommt oder jemand anderem gehört. Ein ehrlicher Satz und der Weg zu einem Menschen.

not-yet-return-deposit = Leergut nehme ich hier noch nicht an, das kommt bald. Bis dahin nimmt es der Händler zurück. Fragen Sie gern: { $phone }.
not-yet-deposit-rules = Dosen und Einwegflaschen haben 25 Cent Pfand. Eine Bierflasche hat meist 8 Cent, andere Mehrwegflaschen 15 Cent. Ein leerer Kasten hat 1,50 €.
not-yet-deposit-bring = Zurück nimmt sie der Händler. Am Abholpunkt geht es bald auch.
not-yet-balance = Ein Guthaben führe ich noch nicht. Ihr Pfand zahlt der Händler aus. Fragen Sie gern: { $phone }.
not-yet-parcel = Pakete kann der Abholpunkt noch nicht annehmen, das kommt bald. Fragen Sie gern: { $phone }.
not-yet-own-task = Das kann ich hier noch nicht für Sie tun. Bitte rufen Sie uns an: { $phone }.
not-yet-for-residents = Das gehört zum Einkaufen, hier schreiben Sie in Ihrer Aufgabe. Für Ihren eigenen Einkauf rufen Sie bitte an: { $phone }.
not-yet-for-volunteers = Das ist eine Aufgabe der Ehrenamtlichen. Wenn Sie mithelfen möchten, rufen Sie gern an: { $phone }.
not-yet-for-merchants = Das können hier nur die Händler tun. Stimmt etwas mit Ihrer Bestellung nicht, rufen Sie bitte an: { $phone }.
