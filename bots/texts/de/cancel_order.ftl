# Eine Bestellung absagen.

cancel-order-option = Bestellung absagen
cancel-order-ask-order_id = Welche Bestellung möchten Sie absagen?
cancel-order-option-which = { $code } für { DAY($day) }
cancel-order-ask-sure = Ich sage dann { $code } bei { $merchants } ab. Soll ich das tun?
cancel-order-option-yes = Ja, absagen
cancel-order-option-no = Nein
cancel-order-kept = Gut, { $code } bleibt bestellt.
cancel-order-done = Abgesagt ist { $code } bei { $merchants }. Sie zahlen dafür nichts.
cancel-order-too-late = Hier ist der Bestellschluss vorbei, absagen kann ich es nicht mehr. Bitte rufen Sie an:
cancel-order-number = { $merchant }: { $phone }
cancel-order-over = Bei { $code } ist nichts mehr abzusagen.
cancel-order-none = Es ist keine Bestellung da, die ich absagen könnte.
cancel-order-only-basket = Bestellt ist noch nichts. Es liegt nur etwas in Ihrem Korb.
cancel-order-option-empty = Korb leeren
