# Verkäufe aus dem Fach, im Büro.

sale-desk-none = Gerade ist kein Verkauf ungeklärt.
sale-desk-waiting =
    { $count ->
        [one] Ein Verkauf wartet auf eine Entscheidung.
       *[other] { $count } Verkäufe warten auf eine Entscheidung.
    }
sale-desk-option-sale = Beleg { $code }
sale-desk-about = Beleg { $code }:
sale-desk-state-started = Beleg { $code } ist noch nicht bezahlt.
sale-desk-state-authorised = Beleg { $code } ist bezahlt, das Fach noch zu.
sale-desk-state-opening = Beleg { $code }: Das Fach wird gerade geöffnet.
sale-desk-state-dispensed = Beleg { $code }: Die Ware ist heraus, der Betrag wird abgebucht.
sale-desk-state-paid = Beleg { $code } ist bezahlt.
sale-desk-state-unclear = Beleg { $code }: Niemand weiß, ob das Fach offen war. Abgebucht ist nichts.
sale-desk-state-voided = Beleg { $code }: Es wurde nichts verkauft und nichts abgebucht.
sale-desk-state-failed = Beleg { $code }: Es kam kein Kauf zustande.
sale-desk-state-unpaid = Beleg { $code }: Die Ware ist heraus, das Geld kam nicht. Das klärt der Händler mit dem Zahlungsdienst.
sale-desk-state-refunding = Beleg { $code }: Das Geld geht zurück.
sale-desk-state-refunded = Beleg { $code }: Das Geld ist zurückgegeben.
sale-desk-option-taken = Ware ist heraus
sale-desk-option-not-taken = Nichts entnommen
sale-desk-option-refund = Geld zurückgeben
sale-desk-taken = Gut. Der Betrag für { $code } wird abgebucht.
sale-desk-not-taken = Gut. Für { $code } wird nichts abgebucht.
sale-desk-refunding = Gut. { $amount } gehen zurück, zum Beleg { $code }.
