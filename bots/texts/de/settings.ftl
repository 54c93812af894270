# Ort, Abholpunkt, Straße, Telefon.

settings-ask-what = Gern. Was hat sich geändert?
settings-option-village = Mein Wohnort
settings-option-street = Meine Straße
settings-option-phone = Meine Telefonnummer
settings-ask-village = In welchem Ort wohnen Sie jetzt?
settings-ask-street = Wie heißen Straße und Hausnummer?
settings-ask-phone = Wie ist Ihre neue Telefonnummer?
settings-village-noted = Gut, Sie wohnen jetzt in { $village }.
settings-street-noted = Gut, Ihre Straße ist jetzt: { $street }.
settings-phone-noted = Gut, Ihre Telefonnummer ist jetzt: { $phone }.
settings-ask-station = Näher ist jetzt der Abholpunkt { $station } ({ $distance }). Möchten Sie künftig dort abholen?
settings-option-new = Ja, in { $station }
settings-option-stay = Nein, weiter in { $station }
settings-station-noted = Ihr Abholpunkt ist ab jetzt { $station }, { $address }.
settings-open-orders = Die Bestellung { $codes } kommt noch an den alten Abholpunkt.
settings-meant = Meinen Sie { $village }?
settings-option-meant = Ja
settings-option-other = Nein, ein anderer Ort
