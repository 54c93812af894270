# Ein neues Telefon: Wer jemand ist, stellt ein Mensch sicher.

new-device-ask-person = Für wen ist das neue Gerät? Schreiben Sie den Namen.
new-device-which = Wen meinen Sie?
new-device-option-person = { $who }
new-device-nobody = Diesen Namen kenne ich nicht.
new-device-what = Neues Gerät für { $who }. Die alten Geräte zeigen dann nichts mehr. Alte Codes öffnen nicht mehr.
new-device-ask-sure = Sind Sie sicher, mit wem Sie sprechen?
new-device-option-yes = Ja, neu verbinden
new-device-option-no = Nein
new-device-not = Gut, alles bleibt, wie es ist.
new-device-done = Die alten Geräte von { $name } sind abgemeldet. Das neue Gerät braucht diesen Code:
new-device-human = Ein neues Gerät verbindet ein Mensch mit Ihnen. So sieht niemand anders Ihre Codes. Ich habe jemanden gerufen.
new-device-phone = Schneller geht es am Telefon: { $phone }, { $hours }.
