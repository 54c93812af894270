# Kaufen, was am Abholpunkt vorrätig ist: ein Fach, ein Preis, ein Händler. Bezahlt wird auf einer eigenen Seite.

vending-ask-station = An welchem Abholpunkt sind Sie?
vending-shelf = Das gibt es jetzt in { $station } zu kaufen. Händler: { $merchant }.
vending-ask-no = Welche Nummer steht auf Ihrem Fach?
vending-not-this = Aus Fach { $no } wird hier nichts verkauft.
vending-nothing = In { $station } gibt es gerade nichts aus dem Fach zu kaufen.
vending-fach = Fach { $no }
vending-offer = Das gibt es aus Fach { $no } in { $station }:
vending-seller = Händler: { $merchant }, { $street }, { $town }.
vending-warning = Achtung: { $warning }
vending-how = Bezahlt wird auf einer Seite, die ich Ihnen schicke. Danach öffne ich das Fach.
vending-option-inside = Was ist darin?
vending-option-no = Nein, danke
vending-not-bought = Gut, es ist nichts gekauft.
vending-page-comes = Gut. Gleich schicke ich Ihnen die Seite zum Bezahlen.
vending-page = Hier bezahlen Sie { $price }: { $link }
vending-page-until = Hier bezahlen Sie { $price }: { $link } Die Seite gilt bis { CLOCK($until) }. Danach öffne ich das Fach.
vending-option-cancel = Doch nicht kaufen
vending-cancelled = Gut, es ist nichts gekauft. Sie zahlen nichts.
vending-paid-here = Danke, das ist bezahlt. Fach { $no } geht dann gleich auf. Stehen Sie davor?
vending-option-wait = Noch nicht
vending-waits = Gut. Bis { CLOCK($until) } wartet es auf Sie. Schreiben Sie dann: Fach { $no } auf.
vending-silent = Der Abholpunkt { $station } antwortet gerade nicht. Abgebucht ist noch nichts.
vending-door-open = Fach { $no } ist offen. Bitte nehmen Sie { $count } × { $thing } heraus und drücken Sie die Tür zu.
vending-receipt = Beleg { $code } vom { DAY($day, style: "full") }.
vending-open-already = Das Fach ist schon aufgegangen. Fehlt Ihnen etwas, schreiben Sie bitte: Mensch.
vending-over = Dieser Kauf ist vorbei. Es ist nichts offen und nichts abgebucht.
vending-refunded = Sie bekommen { $amount } zurück, zum Beleg { $code }.

# Warum nichts daraus wurde. Danach steht immer: Sie zahlen nichts.
vending-nothing-paid = Sie zahlen nichts.
vending-money-free = Sie zahlen nichts, Ihr Geld ist wieder frei.
vending-not-declined = Die Zahlung wurde abgelehnt. Es ist nichts gekauft.
vending-not-unreachable = Die Zahlung ging gerade nicht. Versuchen Sie es bitte später noch einmal.
vending-not-expired = Die Seite zum Bezahlen ist abgelaufen. Es ist nichts gekauft.
vending-not-not-fetched = Fach { $no } in { $station } wurde nicht geöffnet. Der Kauf ist damit vorbei.
vending-not-jammed = Fach { $no } ging leider nicht auf. Ein Mensch kümmert sich darum.
vending-not-silent = Der Abholpunkt { $station } hat nicht geantwortet. Fach { $no } ist wohl noch zu.
vending-not-not-taken = Ein Mensch hat nachgesehen: Aus Fach { $no } wurde nichts genommen.
vending-not-empty = Fach { $no } ist leer.
vending-not-blocked = Aus Fach { $no } wird gerade nichts verkauft.
vending-not-not-for-sale = Aus Fach { $no } wird nichts verkauft.
vending-not-cancelled = Der Kauf wurde abgebrochen.

vending-unclear = Ich weiß nicht, ob Fach { $no } aufging. Abgebucht ist noch nichts. Haben Sie die Ware?
vending-option-taken = Ja, habe ich
vending-option-not-taken = Nein, es blieb zu
vending-thanks = Danke, dass Sie es sagen. Dann buchen wir den Betrag ab, und der Beleg kommt gleich.
vending-person-looks = Danke. Ein Mensch sieht nach, bis dahin zahlen Sie nichts. Telefon { $phone }.

# Was ein Käufer mit der Karte am Fach liest.
vending-display-paid = Fach { $no } ist offen. Bezahlt: { $total }. Händler: { $merchant }. Beleg { $code }.
vending-display-refused = { $why } Sie zahlen nichts.
vending-display-waits = Einen Moment bitte.
vending-display-nothing = Hier wird nichts verkauft.
vending-display-no-line = Der Abholpunkt hat gerade keine Verbindung. Mit Karte geht es nicht.
vending-display-unclear = Ein Mensch klärt diesen Kauf. Abgebucht ist noch nichts. Telefon { $phone }.

# Waren sperren, im Büro.
vending-block-blocked =
    Gesperrt, { $count ->
        [one] ein Fach
       *[other] { $count } Fächer
    }: { $places }. Daraus wird nichts mehr verkauft.
vending-block-free =
    Wieder frei, { $count ->
        [one] ein Fach
       *[other] { $count } Fächer
    }: { $places }.
vending-block-shelf = Bestellen kann man sie wieder, wenn { $merchant } sie anbietet.
vending-block-option-free = Wieder freigeben
vending-block-option-block = Wieder sperren
