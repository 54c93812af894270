"""Notices to and about those who collect for somebody else: place, Fach, code and until when, nothing more."""

from __future__ import annotations

from datetime import datetime

from bots.dialogue.reply import NOTHING_SAID, Option, Reply, Saying, say, words
from bots.notices.notice import Desk, Notice, Urgency, full_name
from domain.codes import grouped
from domain.county import County
from domain.errors import DomainError
from domain.ids import GrantId, PersonId, PickupId
from domain.lockers.access import code_of_access
from domain.lockers.events import AccessLive, PickupCollected
from domain.lockers.finding import station_of
from domain.lockers.model import Access, Pickup, PickupStatus
from domain.lockers.second import opened_by, second_codes
from domain.people.events import HelperAccepted, HelperEnded
from domain.people.model import Helper, Person
from domain.store import UnitOfWork

END_HELP = "end-help"  # the flow behind "… nicht mehr"; its value is the helper's id


def second_code_live(desk: Desk, event: AccessLive) -> list[Notice]:
    """The helper is told the code; without a helper's account the resident is, to pass it on."""
    access = desk.store.lockers.access(GrantId(event.access_id))
    ready = [p for p in opened_by(desk.store, access) if p.status is PickupStatus.READY] if access else []
    saying = second_code(desk.county, desk.store, desk.phone, access) if access else None
    if access is None or not ready or saying is None:
        return []
    asked_just_now = all(p.valid_from is not None and access.valid_from > p.valid_from for p in ready)
    urgency = Urgency.ANSWER if asked_just_now else Urgency.STATUS
    return [Notice(access.holder_id, Reply((saying,)), urgency)]


def still_waiting(desk: Desk, pickup: Pickup) -> list[Notice]:
    """Everything once more, for those who may collect it, too."""
    theirs = [access for access in second_codes(desk.store, pickup) if access.holder_id != pickup.person_id]
    sayings = ((access, second_code(desk.county, desk.store, desk.phone, access)) for access in theirs)
    return [Notice(access.holder_id, Reply((saying,))) for access, saying in sayings if saying is not None]


def more_is_there(desk: Desk, pickup: Pickup) -> list[Notice]:
    """Who held a second code before this came reads that it opens more now."""
    before = [a for a in second_codes(desk.store, pickup) if pickup.valid_from and a.valid_from < pickup.valid_from]
    sayings = ((access, second_code(desk.county, desk.store, desk.phone, access)) for access in before)
    return [Notice(access.holder_id, Reply((saying,))) for access, saying in sayings if saying is not None]


def told_too(desk: Desk, pickup: Pickup) -> Reply:
    """Who else has been told, for the owner to read."""
    codes = second_codes(desk.store, pickup)
    names = [_name(desk.store, access) for access in codes if access.holder_id != pickup.person_id]
    return say(words("notice-second-told", names=names, count=len(names))) if names else NOTHING_SAID


def second_code(county: County, store: UnitOfWork, phone: str, access: Access) -> Saying | None:
    """The code with all that is needed, as its holder reads it; None while there is none to tell."""
    holder = store.people.get(access.holder_id)
    helper = store.people.helper(access.helper_id) if access.helper_id else None
    if holder is None or helper is None:
        return None
    try:
        code = grouped(code_of_access(county, store, holder.actor(), access.id))
    except DomainError:
        return None
    station = station_of(store, access.station_id)
    place = {"station": station.village, "address": station.address}
    numbers = [str(no) for no in access.boxes]
    told = (
        words("notice-boxes", count=len(numbers), boxes=numbers),
        words("notice-second-code", code=code),
        words("notice-until", until=access.valid_until),
    )
    if holder.id == helper.resident_id:
        return Saying(
            (words("notice-second-pass-on", name=helper.name, **place), *told, words("notice-second-once")),
            (not_any_more(helper),),
        )
    resident = full_name(store.people.get(helper.resident_id))
    return Saying((words("notice-second-ready", name=resident, **place), *told, words("notice-phone", phone=phone)))


def not_any_more(helper: Helper) -> Option:
    """One tap takes it back."""
    label = words("helper-option-end", name=helper.name)
    return Option(label, helper.id, END_HELP, heard_as=("doch nicht", "zurücknehmen", "nicht mehr"))


def collected_for(desk: Desk, event: PickupCollected, access: Access, what: str) -> list[Notice]:
    """Somebody else has fetched it: the owner hears who, and the helper how long the code opens again."""
    pickup = desk.store.lockers.pickup(PickupId(event.pickup_id))
    assert pickup is not None
    place, until = desk.place(pickup.station_id), datetime.fromisoformat(event.reopen_until)
    said = say(words("notice-collected-by", name=_name(desk.store, access), station=place, what=what))
    told = [Notice(event.person_id, said)]
    if access.holder_id != event.person_id and until > desk.county.now():
        owner = full_name(desk.person(event.person_id))
        told.append(
            Notice(
                access.holder_id,
                say(words("notice-collected-for", station=place, name=owner, until=until)),
                Urgency.ANSWER,
            )
        )
    return told


def spared(desk: Desk, event: PickupCollected) -> list[Notice]:
    """Whoever was told to come need not come any more."""
    pickup = desk.store.lockers.pickup(PickupId(event.pickup_id))
    assert pickup is not None
    owner, place = full_name(desk.person(event.person_id)), desk.place(pickup.station_id)
    codes = [desk.store.lockers.access(GrantId(access_id)) for access_id in event.spared]
    said = say(words("notice-second-spared", name=owner, station=place))
    return [Notice(access.holder_id, said) for access in codes if access and access.holder_id != event.person_id]


def helper_accepted(desk: Desk, event: HelperAccepted) -> list[Notice]:
    """The resident hears that it worked and how it is taken back; the helper reads codes that were there before."""
    helper = desk.store.people.helper(event.helper_id)
    if helper is None or helper.ended_at is not None:
        return []
    said = words("notice-helper-accepted", name=helper.name)
    told = [Notice(event.resident_id, say(said, options=(not_any_more(helper),)))]
    return told + _taken_over(desk, helper)


def _taken_over(desk: Desk, helper: Helper) -> list[Notice]:
    """Codes that the resident would have passed on; new ones are told when the station has them."""
    assert helper.person_id is not None
    assert helper.accepted_at is not None
    held = [access for access in desk.store.lockers.accesses_held_by(helper.person_id) if access.helper_id == helper.id]
    before = [access for access in held if access.valid_from < helper.accepted_at]
    sayings = (second_code(desk.county, desk.store, desk.phone, access) for access in before)
    return [Notice(helper.person_id, Reply((saying,)), Urgency.ANSWER) for saying in sayings if saying is not None]


def helper_ended(desk: Desk, event: HelperEnded) -> list[Notice]:
    """The other side hears it; who has ended it reads it in the answer."""
    helper = desk.store.people.helper(event.helper_id)
    if helper is None:
        return []
    if event.by != event.resident_id:
        return [Notice(event.resident_id, say(words("notice-helper-left", name=helper.name)))]
    if helper.person_id is None:
        return []
    resident: Person | None = desk.person(PersonId(event.resident_id))
    said = words("notice-helper-ended", name=full_name(resident)) if resident else words("notice-helper-ended-nameless")
    return [Notice(helper.person_id, say(said))]


def jammed_for(desk: Desk, access: Access, pickup: Pickup, box: int) -> list[Notice]:
    """Who stands before the stuck door with a second code, and the owner of the goods."""
    said = words("notice-jammed-second", name=_name(desk.store, access), box=box)
    told = [Notice(pickup.person_id, say(said), Urgency.ANSWER)]
    if access.holder_id != pickup.person_id:
        human = Option(words("notice-option-human"), flow="human")
        there = say(words("notice-jammed-code", box=box, phone=desk.phone), options=(human,))
        told.append(Notice(access.holder_id, there, Urgency.ANSWER))
    return told


def _name(store: UnitOfWork, access: Access) -> str:
    """As the resident calls the person."""
    helper = store.people.helper(access.helper_id) if access.helper_id else None
    return helper.name if helper else full_name(store.people.get(access.holder_id))
