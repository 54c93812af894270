# Wo ist meine Bestellung?

order-status-option = Stand der Bestellung
order-status-head = Ihre Bestellung { $code }, Abholung in { $station }:
order-status-head-home = Ihre Bestellung { $code }, wir bringen sie zu Ihnen:
order-status-received = Bestellt. Ändern können Sie bis { DAY($until, style: "weekday") }, { CLOCK($until) }. Es kommt am { DAY($day) }.
order-status-listed = Der Händler sagt gerade, was da ist. Es kommt am { DAY($day) }.
order-status-confirmed = Der Händler hat Ja gesagt. Es kommt am { DAY($day) }. Ihren Code schicke ich, sobald es im Fach liegt.
order-status-confirmed-home = Der Händler hat Ja gesagt. Wir bringen es am { DAY($day) }. Wann genau, sage ich Ihnen am Abend davor.
order-status-partly = Der Händler hat nur einen Teil da. Der Rest kommt am { DAY($day) }.
order-status-head-counter = Ihre Bestellung { $code }, Sie holen sie beim Händler ab:
order-status-received-counter = Bestellt. Ändern können Sie bis { DAY($until, style: "weekday") }, { CLOCK($until) }. Abholen können Sie ab { DAY($day) }.
order-status-listed-counter = Der Händler sagt gerade, was da ist. Abholen können Sie ab { DAY($day) }.
order-status-confirmed-counter = Der Händler hat Ja gesagt. Abholen können Sie ab { DAY($day) }.
order-status-partly-counter = Der Händler hat nur einen Teil da. Abholen können Sie ab { DAY($day) }.
order-status-rejected = Der Händler kann nicht liefern. Sie zahlen dafür nichts.
order-status-lapsed = Der Händler hat nicht geantwortet. Es ist nicht bestellt, Sie zahlen nichts.
order-status-cancelled = Abgesagt.
order-status-stored = Liegt im Fach.
order-status-delivered = Abgeholt.
order-status-delivered-home = Gebracht.
order-status-returned = Wurde nicht abgeholt und wieder herausgenommen.
order-status-withdrawn = Widerrufen.
order-status-none-open = Gerade ist keine Bestellung unterwegs. Ihre letzte war { $code } für { DAY($day) }.
order-status-none = Von Ihnen ist noch keine Bestellung da. Schreiben Sie einfach, was Sie brauchen.
