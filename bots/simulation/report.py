"""What became of a simulated week: a page with plots, and the same in a few lines for a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape
from string import Template

from bots.plots import bars
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


def _status(name: str) -> str:
    return STATUS_WORDS.get(name, name)


def _numbers(week: Week) -> list[tuple[str, str]]:
    return [
        ("Bestellungen", str(sum(week.orders_by_day.values()))),
        ("Nachrichten von Menschen", str(week.turns)),
        ("Gespräche ohne Ergebnis", str(week.gave_up)),
        ("abgewiesene Codes", str(week.refused_at_keypad)),
        ("Meldungen an den Betrieb", str(len(week.alarms))),
        *((name, str(count)) for name, count in sorted(week.counts.items())),
        ("Fingerabdruck", week.fingerprint),
    ]
