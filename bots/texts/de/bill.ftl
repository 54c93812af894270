# Rechnung und Bezahlen. Jeder Händler schreibt seine eigene Rechnung.

bill-head = Rechnung von { $merchant }, Bestellung { $code }, { DAY($day, style: "full") }:
bill-service-head = Rechnung von { $merchant }, Termin { $code }, { DAY($day, style: "full") }:
bill-tax = Darin sind { $percent } % Umsatzsteuer: { $tax }.
bill-small-business = Keine Umsatzsteuer: Der Händler ist Kleinunternehmer (§ 19 Umsatzsteuergesetz).
bill-flat-rate = Der Hof versteuert nach Durchschnittssätzen (§ 24 Umsatzsteuergesetz).
bill-contact = Fragen dazu: { $owner }, { $street }, { $town }, { $phone }
bill-more = Es gibt noch mehr Rechnungen zu dieser Bestellung.
bill-option-more = Weitere Rechnungen
bill-later = Für { $code } gibt es noch keine Rechnung. Sie kommt, wenn der Händler Ja gesagt hat. Bestellt haben Sie für { $total }.
bill-none = Für Sie liegt keine Rechnung vor.
bill-pay = Sie zahlen auf Rechnung, bei jedem Händler für sich. Die Rechnung bekommen Sie von ihm. Mit „Rechnung“ zeige ich sie Ihnen auch hier.
bill-pay-never = Bitte schreiben Sie mir keine Kontonummer und keine Geheimzahl. Ich frage nie danach. Tut es doch jemand, rufen Sie uns an: { $phone }.
