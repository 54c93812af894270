# Etwas stimmt nicht. Immer: es tut uns leid, wer sich kümmert, was Sie jetzt tun können.

problem-ask-said = Das tut mir leid. Was ist passiert?
problem-option-door = Die Tür geht nicht auf
problem-option-missing = Es fehlt etwas
problem-option-spoiled = Ware ist verdorben
problem-sorry = Das tut mir leid. Ich habe einen Menschen gerufen.
problem-door = Er hilft Ihnen mit dem Fach. Ihre Sachen sind sicher, bitte ziehen Sie nicht mit Gewalt.
problem-code = Er sieht nach, was mit dem Code ist. Ein Code gilt nur an seinem Abholpunkt, und ein neuer löst den alten ab.
problem-empty = Er findet noch heute heraus, wo Ihre Sachen sind. Was Sie nicht bekommen haben, zahlen Sie nicht.
problem-wrong = Bitte lassen Sie fremde Ware im Fach liegen. Was Sie nicht bekommen haben, zahlen Sie nicht.
problem-spoiled = Bitte essen Sie nichts davon. Der Händler bekommt Bescheid, und Sie bekommen Ihr Geld zurück.
problem-missing = Er klärt es mit dem Händler. Was Sie nicht bekommen haben, zahlen Sie nicht.
problem-broken = Er klärt es mit dem Händler. Bitte heben Sie die Ware auf, wenn es geht.
problem-other = Er liest, was Sie geschrieben haben, und meldet sich hier bei Ihnen.
problem-work = Er liest, was Sie geschrieben haben, und meldet sich hier bei Ihnen.
problem-phone = Sie erreichen uns auch unter { $phone }.
