# Was es gibt: Regale, dann Waren, immer drei auf einmal.

assortment-shelves = Das sind unsere Regale. Tippen Sie eines an, oder schreiben Sie einfach, was Sie brauchen.
assortment-more-shelves = Diese Regale gibt es auch:
assortment-option-shelf = { $shelf }
assortment-option-shelves = Alle Regale
assortment-option-more = Weitere
assortment-goods = Das gibt es bei „{ $group }“.
assortment-tap = Antippen legt es in Ihren Korb. Es kostet noch nichts.
assortment-tap-service = Antippen fragt einen Termin an. Es kostet noch nichts.
assortment-nothing = Bei „{ $group }“ ist gerade nichts zu haben.
assortment-deposit = dazu Pfand
assortment-left =
    { $left ->
        [1] { $thing }, noch eins
        [2] { $thing }, noch zwei
        [3] { $thing }, noch drei
        [4] { $thing }, noch vier
        [5] { $thing }, noch fünf
       *[other] { $thing }, noch { $left }
    }
