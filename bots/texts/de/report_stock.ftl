# Sagen, wie viel in einem Fach liegt.

report-stock-no-slot = Dieses Fach kenne ich an Ihrem Abholpunkt nicht. Gezählt werden nur Fächer, aus denen verkauft wird.
report-stock-ask-slot = In welchem Fach?
report-stock-ask-count = Wie viele Packungen { $thing } liegen in Fach { $no }?
report-stock-done = Danke. Notiert: { $station }, Fach { $no }, { $thing }, noch { $count }.
report-stock-low = Das wird nachgefüllt.
