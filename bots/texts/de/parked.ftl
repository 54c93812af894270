# Was hängt: nur für das Büro.

parked-nothing = Nichts hängt.
parked-list =
    { $count ->
        [one] Ein Vorgang hängt.
       *[other] { $count } Vorgänge hängen.
    }
parked-option-retry = Noch einmal versuchen
parked-retried =
    { $count ->
        [0] Da hängt nichts mehr.
        [one] Ich versuche es noch einmal.
       *[other] Ich versuche alle { $count } noch einmal.
    }
