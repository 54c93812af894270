# Trauerfall und Abwesenheit.

absence-condolence = Das tut mir sehr leid. Mein herzliches Beileid. Ich schreibe Ihnen jetzt nicht mehr von allein.
absence-orders-cared = Um { $codes } kümmert sich ein Mensch. Sie müssen nichts tun.
absence-here = Ein Mensch ist für Sie da: { $phone }.
absence-back = Willkommen zurück. Ich melde mich wieder wie gewohnt.
absence-ask-until = Gern, ich störe Sie dann nicht. Bis wann sind Sie weg?
absence-option-week = Eine Woche
absence-option-weeks = Zwei Wochen
absence-option-unknown = Weiß ich noch nicht
absence-paused = Gut. Bis { DAY($until) } schreibe ich Ihnen nicht von allein. Alles Gute bis dahin.
absence-paused-from = Gut. Vom { DAY($since) } bis { DAY($until) } schreibe ich Ihnen nicht von allein. Alles Gute bis dahin.
absence-paused-open = Gut. Ich schreibe Ihnen nicht von allein, bis Sie „Ich bin wieder da“ schreiben. Alles Gute.
absence-orders-open = Noch unterwegs ist: { $codes }. Ein Mensch fragt bei Ihnen nach, was damit werden soll. Sie erreichen uns unter { $phone }.
absence-option-cancel = { $code } absagen
absence-ask-order = { $code } käme in dieser Zeit. Was soll damit werden?
absence-ask-appointment = Ihr Termin liegt in dieser Zeit: { $service }, { DAY($start) }, { CLOCK($start) }. Soll ich ihn absagen?
absence-appointment-too = Auch ein Termin liegt in dieser Zeit: { $service }, { DAY($start) }, { CLOCK($start) }.
absence-appointments-more = In dieser Zeit liegt auch: { $codes }.
absence-option-call-off = Termin { $code } absagen
absence-option-keep = Nein, er bleibt
absence-option-move = { $code } auf später
absence-ask-back = Sind Sie wieder da?
absence-option-back = Ja, ich bin wieder da
absence-option-still-away = Nein, noch nicht
absence-stays = Gut. Bis { DAY($until) } bleibt es dabei: Ich schreibe nicht von allein.
