# Das Regal der Händler: aus, wieder da, nur noch so viele, neuer Preis.

shelf-unknown = { $things }: Das ist nicht in Ihrem Regal.
shelf-one-price = Bitte schreiben Sie jeden Preis einzeln. Zum Beispiel: Honig kostet jetzt 7,50.
shelf-ask-which = Was meinen Sie mit „{ $thing }“?
shelf-option-all = Alle davon
shelf-ask-product = Welche Ware meinen Sie?
shelf-ask-price = { $thing } kostet bisher { $price }. Was soll es jetzt kosten?
shelf-ask-sure = { $thing }: { $new } statt { $old }. Stimmt das?
shelf-option-sure = Ja, stimmt
shelf-option-not-sure = Nein
shelf-price-stays = Gut, der alte Preis bleibt erst einmal.

shelf-off = Aus dem Regal genommen: { $things }. Neue Bestellungen dafür nehme ich nicht an.
shelf-off-until = Aus dem Regal genommen: { $things }. Ab { DAY($day) } gibt es das wieder.
shelf-back = Wieder im Regal: { $things }.
shelf-option-back = Doch noch da
shelf-left = Notiert: { $things }. Davon gibt es nur noch { $left }.
shelf-priced = { $thing } kostet jetzt { $new } statt { $old }.
shelf-accepted-holds = Für schon gekaufte Ware gilt der alte Preis.
