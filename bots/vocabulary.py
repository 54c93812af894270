"""The words of the county for the parser: goods, places, shelves, sellers and empties, as they are called now."""

from __future__ import annotations

from hashlib import sha256
from typing import Protocol

from domain.catalogue.model import Merchant, Product
from domain.deposits.model import DepositType
from domain.people.model import Village
from domain.store import UnitOfWork
from nlu.result import Parser, ProductTerm, Term, Vocabulary

# How people call a trade whose sign says something else.
TRADES = {
    "bäckerei": ("Bäcker", "Bäckerei", "Backstube"),
    "fleischerei": ("Metzger", "Fleischer", "Schlachter", "Metzgerei", "Fleischerei"),
    "molkerei": ("Molkerei", "Käserei"),
    "getränke": ("Getränkemarkt", "Getränkehändler"),
    "drogerie": ("Drogerie",),
    "dorfmarkt": ("Dorfladen", "Dorfmarkt", "Supermarkt", "Lebensmittelladen"),
    "gärtnerei": ("Gärtnerei", "Gärtner", "Blumenladen"),
    "hofladen": ("Hofladen", "Hof", "Bauer", "Bauernhof"),
}


class RebuiltParser(Parser, Protocol):
    """A parser that can take other words without being trained anew."""

    def with_vocabulary(self, vocabulary: Vocabulary) -> RebuiltParser: ...


class CurrentParser:
    """The parser with the words of the catalogue as it is: looked up by its version, rebuilt only for other words."""

    def __init__(self, parser: RebuiltParser | None = None) -> None:
        self._parser = parser
        self._seen: int | None = None
        self._words = ""

    def learned(self, parser: RebuiltParser) -> None:
        """The parser has been trained (or loaded): from now on it can be asked."""
        self._parser, self._seen, self._words = parser, None, ""

    def __call__(self, store: UnitOfWork) -> Parser:
        """The parser for this moment. Only to be asked once it has learned."""
        assert self._parser is not None, "asked before the parser has learned"
        version = store.catalogue.version()
        if version != self._seen:
            vocabulary = county_vocabulary(store)
            if vocabulary.version != self._words:
                self._parser, self._words = self._parser.with_vocabulary(vocabulary), vocabulary.version
            self._seen = version
        return self._parser


def county_vocabulary(store: UnitOfWork) -> Vocabulary:
    """All words of the county; its version is a fingerprint of them, blind to prices and availability."""
    products = tuple(_product(product) for product in store.catalogue.all_products())
    merchants = store.catalogue.merchants()
    categories = sorted({product.category for product in store.catalogue.all_products()})
    groups = (*(Term(f"category:{name}", name) for name in categories), *(_merchant(m) for m in merchants))
    places = tuple(_place(village) for village in store.people.villages())
    containers = tuple(_container(kind) for kind in store.deposits.types())
    fingerprint = sha256(repr((products, groups, places, containers)).encode()).hexdigest()[:16]
    return Vocabulary(fingerprint, products, places, groups, containers)


def _product(product: Product) -> ProductTerm:
    return ProductTerm(
        key=product.sku,
        name=product.name,
        synonyms=_list(product.synonyms),
        near_words=_list(product.near_words),
        brand=product.brand,
        group=f"category:{product.category}",
        seller=f"merchant:{product.merchant_id}",
        service=product.is_service,
    )


def _merchant(merchant: Merchant) -> Term:
    trade = TRADES.get(merchant.name.split()[0].lower().rstrip(":,"), ())
    return Term(f"merchant:{merchant.id}", merchant.name, (*trade, merchant.name.split(maxsplit=1)[-1]))


def _place(village: Village) -> Term:
    return Term(village.key, village.name, (f"{village.name}, {village.municipality}",))


def _container(kind: DepositType) -> Term:
    return Term(kind.id, kind.one, (kind.many, *_list(kind.words)))


def _list(words: str) -> tuple[str, ...]:
    return tuple(word for word in words.split(";") if word)
