# Ein Mensch, bitte.

human-called = Gern. Ich habe einen Menschen gerufen.
human-missed = Ich verstehe Sie leider nicht, das liegt an mir. Darum habe ich einen Menschen gerufen.
human-answers = Jemand aus unserem Haus antwortet Ihnen hier im Gespräch. Bis dahin können Sie weiter mit mir schreiben.
human-phone = Schneller geht es am Telefon: { $phone }, { $hours }.
human-waiting = Ein Mensch ist schon gerufen und schreibt Ihnen hier. Schneller geht es am Telefon: { $phone }, { $hours }.
human-operator = Das habe ich nicht verstanden. Schreiben Sie „Hilfe“, dann sage ich, was geht.
