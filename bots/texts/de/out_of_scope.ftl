# Was nicht hierher gehört.

out-of-scope-tobacco = Zigaretten und Tabak verkaufen wir nicht.
out-of-scope-lottery = Lotto und Lose haben wir nicht.
out-of-scope-medicine = Arznei gibt es nur in der Apotheke. Bei Beschwerden hilft der ärztliche Dienst unter 116 117, im Notfall die 112.
out-of-scope-abuse = Ich merke, Sie sind verärgert. Ein Mensch hört Ihnen gern zu: { $phone }.
out-of-scope-language = Ich verstehe bisher nur Deutsch. Ein Mensch hilft Ihnen gern weiter: { $phone }.
out-of-scope-other = Dabei kann ich leider nicht helfen. Ich nehme Bestellungen an und sage, wo Ihre Sachen sind. Sonst hilft ein Mensch: { $phone }.
out-of-scope-no-words = Bildchen allein verstehe ich nicht. Bitte schreiben Sie es mir mit Worten.
out-of-scope-question-mark = Fragen Sie mich gern. Schreiben Sie „Hilfe“, dann sage ich, was hier geht.
out-of-scope-number = Mit dieser Zahl kann ich hier nichts anfangen.
out-of-scope-health = Das weiß nur Ihre Ärztin oder Ihr Arzt. Was auf dem Etikett steht, sage ich Ihnen gern: Schreiben Sie mir die Ware.
out-of-scope-work = Dabei kann ich leider nicht helfen. Schreiben Sie „Hilfe“, dann sage ich, was geht. Oder rufen Sie an: { $phone }.
