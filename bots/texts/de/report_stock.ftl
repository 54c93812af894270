# Sagen, wie viel in einem Fach liegt.

report-stock-no-slot = Dieses Fach kenne ich an Ihrem Abholpunkt nicht. Gezählt werden nur Fächer, aus denen verkauft wird.
report-stock-ask-slot = In welchem Fach?
report-stock-ask-count = Wie viele Packungen { $thing } liegen in Fach { $no }?
report-stock-done = Danke. Notiert: { $station }, Fach { $no }, { $thing }, noch { $count }.
report-stock-low = Das wird nachgefüllt.

# Ein Hinweis von jemandem, der davorsteht.
empty-slot-ask-no = Danke für den Hinweis. Welche Nummer steht auf dem Fach?
empty-slot-thanks = Danke für den Hinweis. In { $station } sieht jemand nach Fach { $no }.
empty-slot-known = Danke für den Hinweis. Um Fach { $no } in { $station } kümmert sich schon jemand.

notice-slot-doubted = Fach { $no } in { $station } soll leer sein. Ich zähle dort noch { $count } × { $thing }. Können Sie einmal nachsehen?
notice-slot-option-empty = Ist leer
notice-slot-option-left = Es liegt noch etwas da
