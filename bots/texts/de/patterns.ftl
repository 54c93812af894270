# Was in jedem Gespräch vorkommt.

pattern-introduction = Guten Tag. Ich bin der Dorfbote, ein Programm. Einen Menschen erreichen Sie unter { $phone }, { $hours }.
pattern-not-understood-first = Das habe ich nicht verstanden, das liegt an mir. Sagen Sie es bitte mit anderen Worten.
pattern-not-understood-second = Ich komme leider nicht weiter. Wählen Sie bitte aus, oder rufen Sie an: { $phone }.
pattern-option-assortment = Was es gibt
pattern-option-basket = Mein Korb
pattern-option-human = Mensch, bitte
pattern-old-button = Der Knopf gehört zu einer früheren Frage. Es ist nichts passiert.
pattern-unknown-button = Diesen Knopf kenne ich in diesem Gespräch nicht. Es ist nichts passiert.
pattern-no-menu = Gerade ist nichts auszuwählen. Schreiben Sie bitte, was Sie brauchen.
pattern-cannot-read-picture = Bilder kann ich leider nicht lesen. Bitte schreiben Sie es mir.
pattern-cannot-read-voice = Sprache kann ich leider noch nicht hören. Bitte schreiben Sie es mir.
pattern-cannot-read-sticker = Das kann ich leider nicht lesen. Bitte schreiben Sie es mir.
pattern-cannot-read-location = Mit dem Standort kann ich nichts anfangen. Bitte schreiben Sie den Ort.
pattern-cannot-read-captioned = Das Bild kann ich leider nicht sehen. Ich lese nur, was Sie dazu schreiben.
pattern-cannot-read-contact = Einen geschickten Kontakt kann ich nicht lesen. Bitte schreiben Sie die Nummer.
pattern-cannot-read-document = Dateien kann ich leider nicht öffnen. Bitte schreiben Sie es mir.
pattern-cannot-read-edited = Sie haben eine frühere Nachricht geändert. Das kann ich nicht mehr berücksichtigen. Bitte schreiben Sie mir noch einmal, was anders sein soll.
pattern-stopped = Gut, wir hören hier auf. Ihr Korb bleibt liegen.
pattern-nothing-to-stop = Gut, wir hören hier auf. Schreiben Sie einfach, wenn Sie etwas brauchen.
pattern-repeat = Noch einmal:
pattern-repeat-short = Noch einmal in Kürze:
pattern-nothing-to-repeat = Ich habe noch nichts gesagt. Schreiben Sie einfach, was Sie brauchen.
pattern-went-back = Gut, einen Schritt zurück.
pattern-cannot-go-back = Weiter zurück geht es hier nicht.
pattern-our-fault = Bei uns ist etwas schiefgegangen, das tut mir leid. Ihr Korb ist sicher. Rufen Sie gern an: { $phone }. Zeichen: { $id }.
pattern-later = Sie schrieben auch: „{ $said }“
