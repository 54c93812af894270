# Zwei schreiben an einem Gerät.

sharing-ask-name = Wie heißt die zweite Person? Bitte Vorname und Nachname.
sharing-whole-name = Ich brauche Vorname und Nachname.
sharing-already = Hier schreiben schon zwei: { $names }.
sharing-known = { $name } kenne ich schon. Damit niemand fremde Codes sieht, verbindet das ein Mensch: { $phone }.
sharing-done = Gut. { $name } kann hier jetzt auch bestellen. Jeder hat seinen eigenen Korb, seine Bestellungen und Codes. Ich frage einmal am Tag, wer schreibt.
sharing-now = Jetzt schreibt { $name }.
sharing-ask = Guten Tag. Wer schreibt gerade?
sharing-option-name = { $name }
sharing-hello = Danke, { $name }. Das merke ich mir für heute.
sharing-for = Für { $name }:
sharing-code-waits = Für { $name } liegt etwas bereit. Den Code sieht nur, wem er gehört. Wer schreibt gerade?
sharing-alone = Gut. { $name } schreibt hier nicht mehr.
