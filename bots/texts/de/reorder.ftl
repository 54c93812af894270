# Noch einmal dasselbe.

reorder-none = Von Ihnen ist noch keine Bestellung da. Schreiben Sie einfach, was Sie brauchen.
reorder-head = Ihre Bestellung { $code } vom { DAY($day) }:
reorder-gone = Zurzeit gibt es nicht: { $things }.
reorder-all-gone = Davon ist heute leider nichts zu haben.
reorder-ask-sure = Soll ich das wieder in Ihren Korb legen?
reorder-option-yes = Ja, in den Korb
reorder-option-earlier = Lieber die vom { DAY($day) }
reorder-option-no = Nein
reorder-left = Gut, dann lasse ich es.
reorder-done = Gern.
