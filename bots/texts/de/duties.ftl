# Impressum, Datenschutz, Ruhe auf Wunsch.

duties-imprint =
    Diesen Dienst betreibt: { $operator }.
    Telefon: { $phone }, { $hours }.
    Alle Angaben stehen hier: { $url }
duties-privacy =
    Wir speichern nur, was eine Bestellung braucht. Wir verkaufen keine Daten.
    Alles steht hier: { $url }
    Schreiben Sie „Meine Daten“ oder „Meine Daten löschen“, dann erledige ich es.
duties-muted = Gut, ich schreibe Ihnen nicht mehr von allein. Was Ihre Bestellungen betrifft, melde ich weiter. Zum Einschalten schreiben Sie: Nachrichten wieder an.
duties-option-subscribe = Nachrichten wieder an
duties-unmuted = Gut, ich schreibe Ihnen wieder, wenn es etwas Wichtiges gibt.
duties-ask-unsubscribe = Soll ich Ihnen nicht mehr von allein schreiben?
duties-option-unsubscribe = Ja, keine Nachrichten
duties-option-human = Nein, ein Mensch bitte
