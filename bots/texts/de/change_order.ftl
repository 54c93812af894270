# Eine aufgegebene Bestellung ändern. Das Gespräch selbst ist das der Bestellung.

change-order-option = Bestellung ändern
