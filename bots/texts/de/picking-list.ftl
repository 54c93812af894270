# Packliste der Händler.

option-more = Weitere

picking-list-ask-how = Ihre Packliste. Bitte antworten Sie bis { CLOCK($until) }. Ist alles da?
picking-list-option-all = Alles da
picking-list-option-missing = Etwas fehlt
picking-list-option-none = Geht nicht

picking-list-ask-sure = Sie sagen damit alle Bestellungen ab. Wirklich gar nichts?
picking-list-option-sure = Ja, geht nicht
picking-list-option-some = Doch, etwas

picking-list-ask-line = Was fehlt? Tippen Sie darauf oder schreiben Sie es.
picking-list-never-more = Bestellt sind { $line }. Was darüber ist, dürfen Sie nicht berechnen.
picking-list-ask-line-more = Notiert, es fehlt: { $things }. Fehlt noch etwas?
picking-list-which = Was fehlt noch?
picking-list-option-done = Fertig
picking-list-option-all-after-all = Doch alles da
picking-list-not-on-it = Nicht auf Ihrer Liste: { $things }.

picking-list-ask-left = { $thing }: Wie viele haben Sie von { $amount }?
picking-list-ask-left-grams = { $thing }: Wie viel Gramm haben Sie von { $amount }?
picking-list-number = Bitte sagen Sie mir eine Zahl.
picking-list-option-no-left = Gar keine
picking-list-option-all-left = Doch alle

picking-list-confirmed = Danke, das haben Sie zugesagt. Die Kunden hören es jetzt.
picking-list-partly = Danke. Das haben Sie zugesagt, der Rest ist abgesagt. Die Kunden hören es jetzt.
picking-list-rejected = Gut, alles ist abgesagt. Die Kunden hören es jetzt.

picking-list-already = Diese Liste haben Sie um { CLOCK($at) } beantwortet. Das haben Sie zugesagt:
picking-list-already-rejected = Diese Liste haben Sie um { CLOCK($at) } abgesagt. Dabei bleibt es.
picking-list-lapsed = Die Frist für diese Liste war um { CLOCK($until) } vorbei. Davon ist nichts bestellt.
picking-list-nothing = Gerade wartet keine Packliste auf Sie. Sie kommt um { CLOCK($at) }, wenn etwas bestellt ist.
picking-list-so-far = Gerade wartet keine Packliste auf Sie. Sie kommt um { CLOCK($at) }. Bisher ist bestellt:
