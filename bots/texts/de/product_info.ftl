# Fragen zu einer Ware. Was nicht in den Angaben steht, wird nicht behauptet.

product-info-price = { $product }.
product-info-deposit = Dazu kommen { $deposit } Pfand.
product-info-there = Das haben wir da.
product-info-left =
    { $left ->
        [one] Es ist nur noch eine Packung da.
       *[other] Es sind nur noch { $left } Packungen da.
    }
product-info-off = Zurzeit ist es leider aus.
product-info-off-until = Es ist aus und kommt wieder am { DAY($day) }.
product-info-season = Jetzt ist nicht die Jahreszeit dafür.
product-info-service = Dafür frage ich gern einen Termin an.
product-info-in-person = Das übergeben wir nur persönlich, nicht im Fach.
product-info-age = Das geben wir nur persönlich ab, ab { $age } Jahren.
product-info-age-of = { $thing } gibt es erst ab { $age } Jahren, und nur persönlich.
product-info-no-age = Bei { $thing } ist kein Mindestalter angegeben.
product-info-ingredients = { $thing }, Zutaten: { $ingredients }.
product-info-allergens-short = Vom Händler angegeben: { $allergens }.
product-info-allergens = In { $thing } ist laut Händler: { $allergens }.
product-info-else = Ob sonst etwas darin ist, weiß ich nicht sicher. Bitte fragen Sie den Händler: { $merchant }, { $phone }.
product-info-note = { $note }
product-info-origin = { $thing } kommt von hier: { $fact }.
product-info-maker = { $thing } wird hergestellt von: { $fact }.
product-info-storage = { $thing }: { $fact }
product-info-keeps =
    { $days ->
        [one] Es hält sich einen Tag.
       *[other] Es hält sich meist { $days } Tage.
    }
product-info-unknown = Das weiß ich bei { $thing } nicht. Bitte fragen Sie den Händler: { $merchant }, { $phone }.
product-info-doctor = Ob Sie das essen dürfen, weiß nur Ihre Ärztin oder Ihr Arzt.
product-info-say-which = Schreiben Sie mir die Ware, dann sage ich, was auf dem Etikett steht.
product-info-which = Schreiben Sie mir bitte, um welche Ware es geht.
product-info-several =
    { $count ->
        [2] Bei „{ $thing }“ haben wir zwei Sorten.
        [3] Bei „{ $thing }“ haben wir drei Sorten.
       *[other] Bei „{ $thing }“ haben wir mehrere Sorten, zum Beispiel diese.
    }
product-info-option-put = In den Korb
