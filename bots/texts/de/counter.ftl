# Am Tresen abgeholt: Der Händler sagt es.

counter-nothing = Bei Ihnen ist gerade nichts abzuholen.
counter-waiting =
    { $count ->
        [one] Eine Bestellung holt noch jemand bei Ihnen ab. Tippen Sie darauf, wenn sie abgeholt ist.
       *[other] { $count } Bestellungen holt noch jemand bei Ihnen ab. Tippen Sie darauf, wenn eine abgeholt ist.
    }
counter-which = Welche Bestellung ist abgeholt?
counter-option = { $name }, { $code }
counter-done = Notiert: { $name } hat { $code } abgeholt.
