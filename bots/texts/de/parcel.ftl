# Pakete: Ist eines da, und dürfen Boten Pakete ins Fach legen?

parcel-ask-may = Dürfen Paketboten Pakete für Sie ins Fach legen?
parcel-option-yes = Ja
parcel-option-no = Nein
parcel-option-allow = Doch erlauben
parcel-option-forbid = Keine Pakete mehr
parcel-allowed = Gut. Liegt ein Paket für Sie im Fach, hören Sie von mir.
parcel-not-allowed = Gut, es kommen keine Pakete für Sie ins Fach.
parcel-forbidden = Sie wollten keine Pakete im Fach. Das bleibt so, bis Sie es ändern.
parcel-label = So soll die Anschrift heißen: { $name }, Abholpunkt { $station }, { $address }, { $postcode } { $town }.
parcel-none = Für Sie liegt gerade kein Paket im Fach.
parcel-will-hear = Kommt eines ins Fach, schreibe ich Ihnen.
parcel-on-its-way = Ihr Paket liegt schon in { $station }, aber der Code gilt noch nicht. Ich schicke ihn Ihnen gleich.
parcel-went-back = Ihr letztes Paket wurde nicht abgeholt. Es geht zurück an { $carrier }. Fragen? Telefon { $phone }.
parcel-no-sending = Pakete abschicken geht am Abholpunkt nicht. Das macht die Post. Fragen beantwortet ein Mensch: { $phone }.
parcel-first-order = Pakete gehen gern ins Fach, sobald Sie hier einmal bestellt haben. Dann kenne ich Ihren Namen.
