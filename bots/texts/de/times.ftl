# Wunschzeiten für Termine.

times-any = jeder Tag
times-day = { DAY($first) }
times-days = { DAY($first) } bis { DAY($last) }
times-day-part = { $days }, { $part }
times-part-early = früh am Morgen
times-part-forenoon = vormittags
times-part-noon = mittags
times-part-afternoon = nachmittags
times-part-evening = abends
times-either = { $first } oder { $last }
times-at = um { CLOCK($at) }
times-from = ab { CLOCK($begin) }
times-until = bis { CLOCK($end) }
times-between = von { CLOCK($begin) } bis { CLOCK($end) }
