"""What became of a simulated week: a page with plots, and the same in a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from html import escape
from string import Template

from bots.plots import bars
from bots.simulation.invariants import RULES
from bots.simulation.week import Week
from domain.clock import local

STATUS_WORDS = {
    "received": "noch änderbar",
    "listed": "beim Händler",
    "confirmed": "zugesagt",
    "partly_confirmed": "zum Teil zugesagt",
    "stored": "liegt bereit",
    "delivered": "abgeholt oder gebracht",
    "returned": "nicht abgeholt",
    "rejected": "abgesagt",
    "lapsed": "Händler schwieg",
    "cancelled": "storniert",
    "withdrawn": "widerrufen",
}

STATES = {
    "booked": "angemeldet",
    "handed_in": "abgegeben, noch nicht gezählt",
    "counted": "gezählt, Geld unterwegs",
    "settled": "ausgezahlt oder abgezogen",
    "cancelled": "abgesagt",
    "expired": "nicht gebracht",
    "paid": "bezahlt",
    "voided": "nicht zustande gekommen",
    "failed": "Karte abgelehnt oder Seite verlassen",
    "refunded": "Geld zurück",
    "open": "offen",
    "claimed": "übernommen",
    "escalated": "beim Büro",
    "done": "erledigt",
    "missed": "ging nicht",
    "dropped": "ausgefallen",
}

PAGE = Template(
    """<!doctype html>
<html lang="de"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Eine Woche im Kreis, Saat $seed</title>
<style>
body { background: #fbf8f1; color: #1b2a22; font: 20px/1.5 system-ui, sans-serif; margin: 2rem auto; padding: 0 1rem; }
body { max-width: 46rem; }
h1, h2 { color: #1c5a34; line-height: 1.2; }
table { border-collapse: collapse; } td { padding: .2rem 1rem .2rem 0; } td + td { text-align: right; }
.plot { width: 100%; max-width: 24rem; height: auto; } .bar { fill: #1c5a34; }
.fault { color: #8a2f22; font-weight: bold; }
@media (prefers-color-scheme: dark) {
  body { background: #14201a; color: #f3efe4; } h1, h2 { color: #e9f1ea; }
  .bar { fill: #9fc7ae; } .fault { color: #ffb4a5; }
}
</style></head><body>
<h1>Eine Woche im Kreis</h1>
<p>Saat $seed, $days. Alle Personen, Firmen und Standorte sind Beispiele; nichts davon ist geschehen.</p>
<h2>$verdict</h2>
$faults
<h2>Was bestellt wurde</h2>
$orders
<h2>Was daraus wurde</h2>
$outcomes
<h2>Was gefahren wurde</h2>
<h3>Kilometer je Tag</h3>
$kilometres
<h3>Halte</h3>
$stops
<h2>Leergut</h2>
$empties
<h2>Aus den Fächern verkauft</h2>
$sales
<h2>Nachfüllen</h2>
$refills
<h2>Abgewiesene Codes</h2>
<p>$typed Codes wurden getippt. Wer zu spät kommt oder ein zweites Mal tippt, wird abgewiesen.</p>
$refused
<h2>Was halten muss</h2>
<ul>$rules</ul>
<h2>Wie viel geredet wurde</h2>
$talk
<h2>Was schiefging</h2>
<ul>$troubles</ul>
<h2>Zahlen</h2>
<table>$table</table>
</body></html>
"""
)


def page(week: Week) -> str:
    """The report as one page that needs nothing else."""
    days = f"{local(week.begins):%d.%m.%Y} bis {local(week.ends):%d.%m.%Y}"
    return PAGE.substitute(
        seed=week.seed,
        days=days,
        verdict=escape(verdict(week)),
        faults="".join(f'<p class="fault">{escape(f.rule)}: {escape(f.what)}</p>' for f in week.faults),
        orders=bars("Bestellungen je Tag", [(day, n, str(n)) for day, n in sorted(week.orders_by_day.items())]),
        outcomes=bars("Händlerbestellungen", [(_status(name), n, str(n)) for name, n in sorted(week.parts.items())]),
        kilometres=bars("Kilometer je Tag", [(day, n, f"{n} km") for day, n in sorted(week.kilometres_by_day.items())]),
        stops=_plot("Halte", week.stops),
        empties=_plot("Leergut", week.empties),
        sales=_plot("Verkäufe", week.sales),
        refills=_plot("Nachfüllen", week.refills),
        typed=week.typed,
        refused=bars("Abgewiesene Codes", [(why.split(".")[0], n, str(n)) for why, n in sorted(week.refused.items())]),
        rules="".join(f"<li>{escape(_rule(week, name))}</li>" for name in RULES),
        talk=bars("Nachrichten je Tag", [(day, n, str(n)) for day, n in sorted(week.messages_by_day.items())]),
        troubles="".join(f"<li>{escape(one)}</li>" for one in week.troubles) or "<li>Nichts.</li>",
        table="".join(f"<tr><td>{escape(name)}</td><td>{escape(value)}</td></tr>" for name, value in _numbers(week)),
    )


def lines(week: Week) -> Iterator[str]:
    """The report for a terminal."""
    yield f"Week with seed {week.seed}: {verdict(week)}"
    for name, value in _numbers(week):
        yield f"  {name:<34} {value:>8}"
    for name, count in sorted(week.parts.items()):
        yield f"  {_status(name):<34} {count:>8}"
    for fault in week.faults:
        yield f"  FAULT {fault.rule}: {fault.what}"


def verdict(week: Week) -> str:
    """Whether everything held that must hold."""
    return "Alles hält, was halten muss." if not week.faults else f"{len(week.faults)} Fehler."


def _plot(title: str, counted: Mapping[str, int]) -> str:
    return bars(title, [(STATES.get(name, name), n, str(n)) for name, n in sorted(counted.items())])


def _rule(week: Week, name: str) -> str:
    broken = sum(fault.rule == name for fault in week.faults)
    return f"{RULES[name]} {f'GEBROCHEN: {broken}' if broken else 'Hält.'}"


def _status(name: str) -> str:
    return STATUS_WORDS.get(name, name)


def _numbers(week: Week) -> list[tuple[str, str]]:
    return [
        ("Bestellungen", str(sum(week.orders_by_day.values()))),
        ("Nachrichten von Menschen", str(week.turns)),
        ("Gespräche ohne Ergebnis", str(week.gave_up)),
        ("getippte Codes", str(week.typed)),
        ("abgewiesene Codes", str(sum(week.refused.values()))),
        *((f"  {why.split('.')[0]}", str(count)) for why, count in sorted(week.refused.items())),
        ("Meldungen an den Betrieb", str(len(week.alarms))),
        ("Touren zu Ende gefahren", str(week.tours.get("done", 0))),
        ("Touren gestoppt", str(week.tours.get("stopped", 0))),
        ("Halte", str(sum(week.stops.values()))),
        ("Kilometer", str(sum(week.kilometres_by_day.values()))),
        ("Leergut abgegeben", str(sum(week.empties.values()))),
        ("Verkäufe aus Fächern", str(sum(week.sales.values()))),
        ("Nachfüllen", str(sum(week.refills.values()))),
        ("Pakete", str(week.parcels)),
        ("liegen geblieben, noch nicht herausgenommen", str(week.left_behind)),
        *((f"erledigt: {name}", str(count)) for name, count in sorted(week.errands.items())),
        ("Fingerabdruck", week.fingerprint),
    ]
