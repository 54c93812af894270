# Der Abholpunkt: wo er ist, und wie man hineinkommt.

pickup-point-where = Abholpunkt { $station }: { $address }. Die Fächer gehen Tag und Nacht auf, auch am Sonntag.
pickup-point-distance = Von { $village } sind es { $distance } Luftlinie.
pickup-point-step-free = Sie kommen ohne Stufen hin.
pickup-point-steps = Am Weg ist eine Stufe. Wir helfen Ihnen gern.
pickup-point-all = Es gibt Abholpunkte in { $stations }. Schreiben Sie mir Ihren Ort, dann sage ich, welcher nah ist.
pickup-point-option = { $station }
pickup-point-option-others = Andere Abholpunkte
pickup-point-others = Diese gibt es auch:
