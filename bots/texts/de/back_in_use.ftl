# Ein gesperrtes Fach geht wieder.

back-in-use-ask-station = An welchem Abholpunkt geht Fach { $box } wieder?
back-in-use-done = Danke. Fach { $box } in { $station } wird wieder belegt.
back-in-use-was = Fach { $box } in { $station } war nicht gesperrt.
back-in-use-jammed = Fach { $box } in { $station } meldet selbst, dass es klemmt. Öffnet es sich, ist es von allein wieder frei.
back-in-use-nowhere = Fach { $box } ist an keinem Abholpunkt gesperrt.
back-in-use-unknown = Fach { $box } gibt es in { $station } nicht.
