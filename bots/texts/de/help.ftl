# Hilfe. Für jede Aufgabe ein eigener kurzer Text.

help-shopping =
    Schreiben Sie, was Sie brauchen, zum Beispiel: zwei Liter Milch.
    Auch diese Wörter gehen: Korb, Code, Rechnung, Status, Leergut.
    Immer gehen: Zurück, Nochmal, Stopp, Mensch.
    Oder rufen Sie uns an: { $phone }.
help-also-shopping = Auch Ihr eigener Einkauf geht hier: Schreiben Sie einfach, was Sie brauchen.
help-merchant =
    Ihre Packliste kommt von allein, Sie antworten mit einem Tipp.
    Sie können auch schreiben: Bestellungen. Oder: Leergut auszahlen.
    Oder: Brötchen sind aus. Oder: Honig kostet jetzt 7,50 Euro.
    Fragen beantworten wir unter { $phone }.
help-volunteer =
    Ihre Aufgaben kommen von allein.
    Sie können auch schreiben: Aufgaben. Oder: Leergut zählen.
    Fragen beantworten wir unter { $phone }.
help-centre =
    Schreiben Sie „Aufgaben“, dann zeige ich, was heute in die Fächer kommt.
    Auch diese Wörter gehen: Leergut mitnehmen, Leergut zählen.
    Wenn eine Tür klemmt, schreiben Sie es einfach.
    Fragen beantworten wir unter { $phone }.
help-courier =
    Schreiben Sie Name und Ort vom Aufkleber, zum Beispiel: Paket für Irmgard Pöppelbaum, Vinsebeck.
    Ich nenne Ihnen ein freies Fach und den Code dafür.
    Fragen beantworten wir unter { $phone }.
help-operator =
    Schreiben Sie „Aufgaben“, dann zeige ich, wer gerade einen Menschen braucht.
    Muss eine Ware zurück, schreiben Sie: Rückruf, mit Ware und Grund.
