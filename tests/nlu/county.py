"""A small invented county for the parser's tests, and the demonstration one where it is there."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from nlu.result import ProductTerm, Term, Vocabulary

WEDNESDAY = date(2026, 3, 4)
REGION = Path(__file__).resolve().parents[2] / "integrations" / "demo" / "region"

_PRODUCTS = """
V1|Frische Vollmilch 3,5 %, 1 l|Milch;Vollmilch;Kuhmilch||Milch|MOL
V2|Frische fettarme Milch 1,5 %, 1 l|Milch;fettarme Milch|Magermilch|Milch|MOL
V3|Laktosefreie Milch 1,5 %, 1 l|laktosefreie Milch;Milch||Milch|MOL
V4|Buttermilch|Buttermilch;Bottermelk||Milch|MOL
B1|Sauerrahmbutter, 250 g|Butter;gute Butter||Butter|MOL
B2|Süßrahmbutter, 250 g|Butter||Butter|MOL
B3|Margarine, 500 g|Margarine|Rama|Butter|DOR
K1|Gouda jung, Scheiben|Gouda;Käse in Scheiben;Käse||Käse|MOL
K2|Gouda mittelalt, Stück|Gouda;Käse am Stück;Käse||Käse|MOL
K3|Hirtenkäse|Salatkäse|Feta;Schafskäse|Käse|MOL
K4|Tilsiter, Scheiben|Tilsiter;Käse||Käse|MOL
J1|Erdbeerjoghurt, Becher 150 g|Erdbeerjoghurt;Joghurt||Joghurt|MOL
J2|Kirschjoghurt, Becher 150 g|Kirschjoghurt;Joghurt||Joghurt|MOL
R1|Brötchen, hell|Brötchen;Semmel||Brötchen|BAE
R2|Roggenbrötchen|Röggelchen||Brötchen|BAE
R3|Mohnbrötchen|Mohnsemmel||Brötchen|BAE
G1|Graubrot 1000 g|Graubrot;Brot||Brot|BAE
G2|Graubrot 500 g|halbes Graubrot;Brot||Brot|BAE
G3|Schwarzbrot, geschnitten|Schwarzbrot;Brot||Brot|BAE
E1|Eier Freiland, Größe M, 6 Stück|Eier;Hühnereier||Eier|HOF
E2|Eier Freiland, Größe M, 10 Stück|Eier;Hühnereier||Eier|HOF
Z1|Speisezwiebeln, Netz|Zwiebeln||Gemüse|HOF
Z2|Rote Zwiebeln|rote Zwiebeln||Gemüse|HOF
T1|Kartoffeln festkochend, Beutel|Kartoffeln;Erdäpfel||Gemüse|HOF
A1|Äpfel Elstar, lose|Äpfel||Obst|HOF
A2|Äpfel Boskop, lose|Äpfel;Kochäpfel||Obst|HOF
A3|Bananen, lose|Bananen||Obst|DOR
H1|Blütenhonig, cremig|Honig||Honig|HOF
W1|Kochschinken, geschnitten|gekochter Schinken||Wurst|FLE
W2|Aufschnitt gemischt|Aufschnitt||Wurst|FLE
W3|Grobe Leberwurst|Leberwurst||Wurst|FLE
W4|Kalbsleberwurst, fein|Leberwurst;feine Leberwurst||Wurst|FLE
W5|Hackfleisch gemischt|Gehacktes halb und halb;Hackfleisch;Gehacktes||Wurst|FLE
M1|Weizenmehl Type 405|Mehl||Backen|DOR
M2|Weizenmehl Type 550|Mehl||Backen|DOR
M3|Zucker, fein|Zucker||Backen|DOR
S1|Spaghetti|Nudeln||Nudeln|DOR
C1|Filterkaffee mild|Kaffee||Kaffee|DOR
C2|Filterkaffee entkoffeiniert|Kaffee;Kaffee ohne Koffein||Kaffee|DOR
D1|Eggekrone Pils, Mehrweg 0,5 l|Bier;Pils||Bier|GET
D2|Eggekrone Pils, Kiste 20 x 0,5 l|Kiste Bier;Kasten Bier;Kasten Pils||Bier|GET
D3|Mineralwasser Classic, Kiste 12 x 0,75 l|Kiste Sprudel;Kasten Wasser||Wasser|GET
D4|Mineralwasser Classic, Mehrweg 0,75 l|Sprudel;Wasser||Wasser|GET
D5|Apfelsaft klar, Mehrweg 1 l|Apfelsaft;Saft||Saft|GET
P1|Spargel Klasse I, weiß|Spargel||Gemüse|HOF
F1|Haarschnitt Damen zu Hause|Haare schneiden;Friseurin|Dauerwelle|Dienstleistung|MOB
F2|Fußpflege zu Hause|Fußpflege|medizinische Fußpflege;Podologe|Dienstleistung|MOB
F3|Küchenmesser schleifen, je Stück|Messer schleifen;stumpfe Messer||Dienstleistung|MOB
"""
SERVICES = "Dienstleistung"
_PLACES = ("Bühne, Borgentreich", "Eissen, Willebadessen", "Rothe, Beverungen", "Bredenborn, Marienmünster",
           "Bergheim, Steinheim", "Bergheim, Nachbarkreis", "Höxter, Höxter", "Großeneder, Borgentreich")  # fmt: skip
_SELLERS = (("BAE", "Bäckerei Korn & Kruste", ("Bäcker", "Bäckerei")), ("HOF", "Hofladen Wiesengrund", ("Hofladen",)))


def small_county() -> Vocabulary:
    """About forty products, eight places, two sellers."""
    products = []
    for line in _PRODUCTS.strip().splitlines():
        key, name, synonyms, near, group, seller = line.split("|")
        products.append(
            ProductTerm(
                key,
                name,
                tuple(filter(None, synonyms.split(";"))),
                tuple(filter(None, near.split(";"))),
                "",
                group,
                seller,
                service=group == SERVICES,
            )
        )
    groups = [Term(name, name) for name in sorted({product.group for product in products})]
    sellers = [Term(key, name, synonyms) for key, name, synonyms in _SELLERS]
    return Vocabulary("small", tuple(products), tuple(Term(name, name) for name in _PLACES), (*groups, *sellers))


def demo_county() -> Vocabulary | None:
    """The demonstration county, if its files are here."""
    file = REGION / "products.csv"
    if not file.exists():
        return None
    with file.open(encoding="utf-8", newline="") as lines:
        products = tuple(
            ProductTerm(
                row["sku"],
                row["name_de"],
                tuple(filter(None, row["synonyms"].split(";"))),
                tuple(filter(None, row["near_words"].split(";"))),
                row["brand"],
                row["category"],
                row["merchant_id"],
                row["kind"] == "service",
            )
            for row in csv.DictReader(lines)
        )
    return Vocabulary("demo", products)
