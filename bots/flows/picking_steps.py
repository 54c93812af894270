"""What a merchant can do with a picking list, step by step."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from bots.dialogue.flow import Step, Turn
from bots.dialogue.reply import NO_WORDS, Json, Option, Reply, TableRow, Verbatim, Words, say, words
from bots.flows.paging import MORE, a_page
from bots.flows.picking_form import (
    PicklistForm,
    amount_said,
    item_of,
    items,
    more_than_ordered,
    parts,
    speaks_of_others,
    with_words,
)
from bots.flows.picking_tables import answer_options, item_amount, item_words, picking_rows
from domain.clock import at_local, local_day
from domain.errors import NotAllowed, NotFound
from domain.ids import MerchantId, PicklistId, Sku
from domain.ordering.model import Picklist, PicklistStatus
from domain.ordering.picklists import (
    PickItem,
    confirm_all,
    confirm_except,
    items_of,
    open_lists,
    ordered_so_far,
    reject_all,
)
from domain.people.model import Role

MOST_NAMED = 4


# --- beginning ------------------------------------------------------------------------------------------


def begin(turn: Turn) -> Step[PicklistForm]:
    """The oldest open list, answered by words if they do. Words about other goods are about the shelf."""
    assert turn.parse is not None
    lists = open_lists(turn.county, turn.store, turn.actor)
    intent, about_goods = turn.parse.intent.name, any(item.text for item in turn.parse.items)
    if not lists:
        if intent == "partial_order" and about_goods:
            return Step(PicklistForm(""), done=True, then=("shelf", {"words": True}))
        return Step(PicklistForm(""), _no_list(turn), done=True)
    form = PicklistForm(lists[0].id)
    match intent:
        case "confirm_order":
            return confirm(turn, form)
        case "reject_order":
            return reject(turn, form)
        case "partial_order":
            return partly(turn, form)
    return Step(form)


def start_with(turn: Turn, value: Json) -> Step[PicklistForm]:
    """A tap under the list; a list that has been answered says what stands."""
    picklist = turn.store.orders.picklist(PicklistId(value["picklist"]))
    if picklist is None:
        raise NotFound
    if not turn.actor.has(Role.MERCHANT, picklist.merchant_id):
        raise NotAllowed
    form = PicklistForm(picklist.id)
    if picklist.status is not PicklistStatus.OPEN:
        return Step(form, _what_stands(turn, form, picklist), done=True)
    return how_chosen(turn, form, value.get("how"))


# --- the list itself --------------------------------------------------------------------------------------


def how_words(turn: Turn, form: PicklistForm) -> Reply:
    """The list once more, and until when it is to be answered."""
    picklist = _picklist(turn, form)
    return say(
        words("picking-list-ask-how", until=picklist.confirm_by), rows=picking_rows(turn.store, parts(turn, form))
    )


def how_options(_turn: Turn, form: PicklistForm) -> Sequence[Option]:
    """Three taps."""
    return answer_options(form.picklist)


def how_chosen(turn: Turn, form: PicklistForm, value: Json) -> Step[PicklistForm]:
    """All, something missing, or impossible. Words mean the list that can still be answered, a tap its own."""
    return Step(replace(_current(turn, form) if turn.parse is not None else form, how=value))


def how_heard(turn: Turn, form: PicklistForm) -> Step[PicklistForm] | None:
    """ "Ja" is all of it; "nein" asks what is missing; lines that are named are missing or fewer."""
    assert turn.parse is not None
    form, intent = _current(turn, form), turn.parse.intent.name
    if intent == "affirm":
        return confirm(turn, form)
    if intent == "deny":
        return Step(replace(form, how="missing"))
    noted = with_words(turn, form) if turn.parse.items else None
    return Step(noted, _never_more(turn, form)) if noted is not None else None


def show(turn: Turn, form: PicklistForm) -> Step[PicklistForm]:
    """The list once more from the beginning."""
    return Step(PicklistForm(_current(turn, form).picklist))


def confirm(turn: Turn, form: PicklistForm) -> Step[PicklistForm]:
    """All there; after lines were named: all the rest."""
    form = _current(turn, form)
    if form.short or form.asked:
        return Step(replace(form, told_all=True))
    return Step(replace(form, how="all"))


def reject(turn: Turn, form: PicklistForm) -> Step[PicklistForm]:
    """Nothing of it."""
    return Step(replace(_current(turn, form), how="none", short=(), asked=()))


def partly(turn: Turn, form: PicklistForm) -> Step[PicklistForm]:
    """Part of it, in words. Goods that are not on the list are said to be so."""
    assert turn.parse is not None
    form = _current(turn, form)
    noted = with_words(turn, form)
    if noted is not None:
        return Step(noted, _never_more(turn, form))
    named = [item.text for item in turn.parse.items if item.text]
    told = say(words("picking-list-not-on-it", things=named[:MOST_NAMED])) if named else Reply()
    return Step(replace(form, how="missing"), told)


# --- nothing at all ---------------------------------------------------------------------------------------


def lacks_sure(turn: Turn, form: PicklistForm) -> bool:
    """Several orders are refused with one tap: asked once."""
    return form.how == "none" and not form.sure and len(parts(turn, form)) > 1


def sure_options(_turn: Turn, _form: PicklistForm) -> Sequence[Option]:
    """Really nothing, or something after all."""
    return [
        Option(words("picking-list-option-sure"), True, heard_as=("ja", "geht nicht", "nichts", "gar nichts")),
        Option(words("picking-list-option-some"), False, heard_as=("nein", "doch", "etwas schon")),
    ]


def sure_chosen(_turn: Turn, form: PicklistForm, value: Json) -> Step[PicklistForm]:
    """Nothing then, or the lines one by one."""
    return Step(replace(form, sure=True) if value else replace(form, how="missing"))


# --- something is missing -----------------------------------------------------------------------------------


def lacks_lines(_turn: Turn, form: PicklistForm) -> bool:
    """Whether more may be missing."""
    return form.how == "missing" and not form.told_all


def line_words(turn: Turn, form: PicklistForm) -> Words:
    """What is noted so far, and whether there is more."""
    if not form.short:
        return words("picking-list-ask-line")
    return words("picking-list-ask-line-more", things=_short_words(turn, form))


def line_options(turn: Turn, form: PicklistForm) -> Sequence[Option]:
    """The lines a page at a time, then "Fertig"."""
    noted = {short.sku for short in form.short}
    lines = [Option(Verbatim(item_words(item)), item.sku) for item in items(turn, form) if item.sku not in noted]
    if form.short:
        heard_as = ("nein", "nee", "fertig", "das wars", "das war alles", "sonst nichts", "der rest ist da", "nichts")
        done = Option(words("picking-list-option-done"), "done", style="main", heard_as=heard_as)
    else:
        all_there = ("nichts", "doch alles da", "alles da", "nein")
        done = Option(words("picking-list-option-all-after-all"), "done", heard_as=all_there)
    return a_page(lines, form.page, done)


def line_chosen(_turn: Turn, form: PicklistForm, value: Json) -> Step[PicklistForm]:
    """A line, the next page, or done."""
    if value == MORE:
        return Step(replace(form, page=form.page + 1))
    if value == "done":
        return Step(replace(form, told_all=True))
    return Step(form.asking(value))


def line_heard(turn: Turn, form: PicklistForm) -> Step[PicklistForm] | None:
    """Lines by name, or "der Rest ist da"."""
    assert turn.parse is not None
    intent, current = turn.parse.intent.name, _current(turn, form)
    noted = with_words(turn, current)
    if noted is not None or current.picklist != form.picklist:
        return Step(noted or current, _never_more(turn, current))
    if intent in {"deny", "confirm_order", "checkout", "finish_task"}:
        return Step(replace(form, told_all=True))
    if intent == "affirm":
        return Step(form, say(words("picking-list-which")), asks_itself=True)
    return None


def _never_more(turn: Turn, form: PicklistForm) -> Reply:
    """More than was ordered costs nobody more: it is said what counts."""
    over = more_than_ordered(turn, form)
    return say(*(words("picking-list-never-more", line=item_words(item)) for item in over)) if over else Reply()


# --- how many of it --------------------------------------------------------------------------------------------


def lacks_left(_turn: Turn, form: PicklistForm) -> bool:
    """Whether an amount is to be asked."""
    return bool(form.asked) and form.how == "missing" and not form.told_all


def left_words(turn: Turn, form: PicklistForm) -> Words:
    """How many there are of how many."""
    item = item_of(turn, form, form.asked[0])
    key = "picking-list-ask-left-grams" if item.weighed else "picking-list-ask-left"
    return words(key, amount=str(item.amount), thing=item.name)


def left_options(turn: Turn, form: PicklistForm) -> Sequence[Option]:
    """None of it, or all of it after all; a number is typed."""
    item = item_of(turn, form, form.asked[0])
    none = ("keine", "keins", "keinen", "gar nichts", "nichts", "null", "fehlt ganz")
    return [
        Option(words("picking-list-option-no-left"), 0, heard_as=none),
        Option(words("picking-list-option-all-left"), item.amount, heard_as=("alle", "alles", "doch alle")),
    ]


def left_chosen(turn: Turn, form: PicklistForm, value: Json) -> Step[PicklistForm]:
    """So much is there."""
    item = item_of(turn, form, form.asked[0])
    return Step(form.noted(item.sku, value, item.amount))


def left_heard(turn: Turn, form: PicklistForm) -> Step[PicklistForm] | None:
    """A number, "keine", "die Hälfte"."""
    assert turn.parse is not None
    item, current = item_of(turn, form, form.asked[0]), _current(turn, form)
    if current.picklist != form.picklist:
        return confirm(turn, current) if turn.parse.intent.name == "confirm_order" else Step(current)
    if speaks_of_others(turn, item):
        return None
    left = amount_said(turn, item)
    if left is not None:
        return left_chosen(turn, form, left)
    vague = {"out_of_scope", "small_talk", "affirm", "deny"}
    if turn.parse.intent.name in vague or any(item.about for item in turn.parse.items):
        return Step(form, say(words("picking-list-number")))
    return None


# --- the end -----------------------------------------------------------------------------------------------------


def finish(turn: Turn, form: PicklistForm) -> Reply:
    """The residents hear it now. The merchant reads once more what he has promised."""
    picklist_id, picklist = PicklistId(form.picklist), _picklist(turn, form)
    if picklist.status is not PicklistStatus.OPEN:
        return _what_stands(turn, form, picklist)
    if form.how == "none":
        reject_all(turn.county, turn.store, turn.actor, picklist_id)
    elif form.how == "missing" and form.short:
        left = {Sku(short.sku): short.left for short in form.short}
        confirm_except(turn.county, turn.store, turn.actor, picklist_id, left)
    else:
        confirm_all(turn.county, turn.store, turn.actor, picklist_id)
    promised = _promised(turn, form)
    if not promised:
        return say(words("picking-list-rejected"))
    key = "picking-list-partly" if form.short else "picking-list-confirmed"
    return say(words(key), rows=promised)


def _what_stands(turn: Turn, form: PicklistForm, picklist: Picklist) -> Reply:
    if picklist.status is PicklistStatus.LAPSED:
        return say(words("picking-list-lapsed", until=picklist.confirm_by))
    promised = _promised(turn, form)
    at = picklist.answered_at or picklist.sent_at
    if not promised:
        return say(words("picking-list-already-rejected", at=at))
    return say(words("picking-list-already", at=at), rows=promised)


def _promised(turn: Turn, form: PicklistForm) -> list[TableRow]:
    """What has been promised, summed up by product."""
    all_parts = parts(turn, form)
    due: dict[Sku, int] = {}
    for line in (line for part in all_parts for line in part.lines):
        due[line.sku] = due.get(line.sku, 0) + line.due
    return [
        TableRow(item_amount(item, due[item.sku]), Verbatim(item.name), NO_WORDS)
        for item in items_of(all_parts)
        if due[item.sku]
    ]


def _short_words(turn: Turn, form: PicklistForm) -> list[Words | str]:
    lines = {item.sku: item for item in items(turn, form)}
    said: list[Words | str] = [_short_line(lines[Sku(short.sku)], short.left) for short in form.short]
    if len(said) <= MOST_NAMED:
        return said
    return [*said[: MOST_NAMED - 1], words("notice-more", count=len(said) - MOST_NAMED + 1)]


def _short_line(item: PickItem, left: int) -> Words | str:
    if not left:
        return item.name
    key = "notice-less-grams" if item.weighed else "notice-less-packs"
    return words(key, thing=item.name, missing=str(item.amount - left), ordered=str(item.amount))


def _no_list(turn: Turn) -> Reply:
    """No list waits: when one comes, and what has been ordered so far."""
    merchant = turn.store.catalogue.merchant(MerchantId(turn.actor.scope_of(Role.MERCHANT)))
    assert merchant is not None
    at: datetime = at_local(local_day(turn.county.now()), merchant.picklist_time)
    so_far = ordered_so_far(turn.county, turn.store, turn.actor)
    if not so_far:
        return say(words("picking-list-nothing", at=at))
    rows = [TableRow(item_amount(item), Verbatim(item.name), NO_WORDS) for item in so_far]
    return say(words("picking-list-so-far", at=at), rows=rows)


def _current(turn: Turn, form: PicklistForm) -> PicklistForm:
    """The list that is talked about; when it can no longer be answered, the oldest one that can."""
    if _picklist(turn, form).status is PicklistStatus.OPEN:
        return form
    lists = open_lists(turn.county, turn.store, turn.actor)
    return PicklistForm(lists[0].id) if lists else form


def _picklist(turn: Turn, form: PicklistForm) -> Picklist:
    picklist = turn.store.orders.picklist(PicklistId(form.picklist))
    if picklist is None:
        raise NotFound
    return picklist
