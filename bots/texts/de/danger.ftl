# Gefahr. Die Nummer steht vorn. Keine Frage, kein Angebot, nichts vom Einkauf.

danger-call = Bitte rufen Sie 112. Der Notruf hilft sofort und kostet nichts.
danger-call-human = Ich selbst kann keine Hilfe schicken, ich bin ein Programm. Einem Menschen bei uns gebe ich jetzt Bescheid. Sie erreichen uns auch unter { $phone }.
danger-weary = Das klingt sehr schwer. Gut, dass Sie es schreiben. Bitte sprechen Sie jetzt mit jemandem: TelefonSeelsorge, 0800 111 0 111. Dort ist Tag und Nacht ein Mensch, und es kostet nichts.
danger-weary-human = Auch bei uns rufe ich jetzt einen Menschen. In Not hilft sofort die 112.
danger-ask = Ist jemand in Gefahr? Dann rufen Sie bitte 112.
danger-option-yes = Ja, Hilfe rufen
danger-option-no = Nein, alles gut
danger-none = Gut, das beruhigt mich. Schreiben Sie einfach, was Sie brauchen.
danger-ask-weary = Möchten Sie nur aufhören, oder geht es Ihnen nicht gut?
danger-option-unwell = Mir geht es nicht gut
danger-option-only-talk = Nur aufhören
