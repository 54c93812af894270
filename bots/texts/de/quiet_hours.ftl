# Zu welchen Zeiten Nachrichten von allein kommen dürfen.

quiet-hours-noted = Gut. Von allein schreibe ich Ihnen nur noch: { $days } von { CLOCK($begin) } bis { CLOCK($end) }.
quiet-hours-none = Gut. Eigene Zeiten gelten nicht mehr.
quiet-hours-picklist = Ihre Packliste kommt weiter zu ihrer Zeit.
quiet-hours-danger = Bei Gefahr schreibe ich immer.
quiet-hours-unclear = Sagen Sie mir bitte die Tage oder die Uhrzeit. Zum Beispiel: Bitte nur vormittags schreiben.
quiet-hours-every-day = jeden Tag
quiet-hours-span = { $first } bis { $last }
quiet-hours-day =
    { $day ->
        [0] Montag
        [1] Dienstag
        [2] Mittwoch
        [3] Donnerstag
        [4] Freitag
        [5] Samstag
       *[other] Sonntag
    }
