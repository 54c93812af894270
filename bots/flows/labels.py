"""Labels for crates: a link to the page that prints them, and the same in words for who has no printer at hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bots.dialogue.flow import Ask, Flow, Step, Turn
from bots.dialogue.reply import Json, Option, Reply, TableRow, Words, say, words
from bots.flows.hearing import said_any
from bots.labels_link import labels_link
from domain.catalogue.calendar import next_tour_day
from domain.clock import local_day
from domain.people.model import Role
from domain.tours.labels import CrateLabel, Share, labelled_tours, labels_of
from domain.tours.model import StopKind, Tour
from nlu.result import Expects

LABEL_WORDS = ("etikett", "aufkleber")


@dataclass(frozen=True, slots=True)
class LabelsForm:
    """The day, and the number of the tour whose crates get labels."""

    day: date | None = None
    tour: int | None = None


def speaks_of_labels(turn: Turn) -> bool:
    """Whether the words are about labels: in the centre and the office they mean nothing else."""
    return said_any(turn.said, LABEL_WORDS)


def begin(turn: Turn) -> Step[LabelsForm]:
    """The tours of the day that was said; else of today, and when nothing is left there, of the next day."""
    assert turn.parse is not None
    today = local_day(turn.county.now())
    said = [days.first for days in turn.parse.days]
    days = said[:1] or [today, next_tour_day(turn.county.calendar, today)]
    day = next((one for one in days if _tours(turn, one)), days[-1])
    tours = _tours(turn, day)
    if not tours:
        return Step(LabelsForm(day), say(words("labels-none", day=day)), done=True)
    named = [tour.no for tour in tours if said_any(turn.said, (f"tour {tour.no}",))]
    numbers = named or [tour.no for tour in tours]
    return Step(LabelsForm(day, numbers[0] if len(numbers) == 1 else None))


def start_with(_turn: Turn, value: Json) -> Step[LabelsForm]:
    """A button beside a tour."""
    return Step(LabelsForm(date.fromisoformat(value["day"]), value["no"]))


def labels_option(tour: Tour) -> Option:
    """The button beside a tour that leads here."""
    return Option(
        words("labels-option"), {"day": tour.day.isoformat(), "no": tour.no}, "labels", heard_as=("etiketten",)
    )


def tour_options(turn: Turn, form: LabelsForm) -> Sequence[Option]:
    """All tours of that day that are packed."""
    assert form.day is not None
    tours = _tours(turn, form.day)
    return [Option(words("dispatch-option-tour", no=str(t.no)), t.no, heard_as=(str(t.no),)) for t in tours]


def told(turn: Turn, form: LabelsForm) -> Reply:
    """The link, and every label in one line."""
    assert form.day is not None
    assert form.tour is not None
    labels = labels_of(turn.county, turn.store, turn.actor, form.day, form.tour)
    link = labels_link(turn.info, turn.person.id, form.day, form.tour, turn.county.now())
    head = words("labels-told", no=str(form.tour), day=form.day, count=len(labels))
    return say(head, words("labels-link", link=link), rows=[_row(label) for label in labels])


def label_place(label: CrateLabel) -> Words:
    """Where the crate goes: a pick-up point, or a letter and a village."""
    if label.where is StopKind.STATION:
        return words("tour-place-station", station=label.place)
    return words("labels-door", initial=label.initial or "?", village=label.place)


def label_kind(label: CrateLabel) -> Words:
    """How cold it has to stay."""
    return words("labels-frozen" if label.frozen else f"centre-{label.kind.value}")


def share_words(share: Share) -> Words:
    """How much of an order is inside; what fills several crates is counted over all of them."""
    if share.crates > 1:
        return words("label-share-crates", packs=str(share.packs), crates=str(share.crates))
    return words("label-share", packs=share.packs)


def _row(label: CrateLabel) -> TableRow:
    count = words("labels-crate", halt=str(label.halt), no=str(label.no), of=str(label.of))
    thing = words("labels-inside", shares=[_share(share) for share in label.shares], place=label_place(label))
    return TableRow(count, thing, label_kind(label))


def _share(share: Share) -> Words:
    return words("labels-share", code=share.code, things=share_words(share))


def _tours(turn: Turn, day: date) -> list[Tour]:
    return labelled_tours(turn.county, turn.store, turn.actor, day)


LABELS = Flow(
    name="labels",
    about="Etiketten für die Kisten einer Tour drucken",
    form=LabelsForm,
    for_roles=frozenset({Role.CENTRE, Role.OPERATOR}),
    begin=begin,
    start_with=start_with,
    claims=speaks_of_labels,
    asks=(Ask("tour", offers=tour_options, expects=Expects.CHOICE),),
    finish=told,
)
