# Das Büro: Fälle übernehmen, Gespräche führen.

operator-nothing = Gerade wartet niemand auf einen Menschen.
operator-silent = Meldet sich nicht: { $stations }. Codes öffnen dort trotzdem.
operator-cases = Neue Fälle: { $open }. Bei Ihnen in Arbeit: { $mine }.
operator-case-emergency = NOTFALL: { $name }
operator-case-talk = Gespräch: { $name }
operator-case-problem = Problem: { $name }
operator-case-bereavement = Trauerfall: { $name }
operator-case-privacy = Daten: { $name }
operator-case-lapsed = Verfallen: { $name }
operator-option-clear = Liegen geblieben ({ $count })
operator-took = Sie kümmern sich jetzt um { $who }.
operator-lines = Zuletzt geschrieben: „{ $lines }“
operator-how = Was Sie jetzt schreiben, geht direkt dorthin.
operator-option-end = Gespräch beenden
operator-taken-already = Darum kümmert sich schon { $name }.
operator-closed-already = Dieser Fall ist schon geschlossen.
operator-talk-over = Dieses Gespräch ist schon zu Ende. Jetzt antwortet wieder die Maschine.
operator-back-to-machine = Gut. Das Gespräch mit dem Menschen ist beendet. Jetzt antwortet Ihnen wieder die Maschine.
operator-closed = Gut. Das Gespräch mit { $name } ist beendet.
operator-option-sales = Ungeklärte Verkäufe ({ $count })
