"""Domain event -> who hears which text. Every event is told by a function, or silent for a written reason."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from bots.notices import (
    accesses,
    appointments,
    counting,
    doors,
    empties,
    helping,
    orders,
    parcels,
    pickups,
    recalls,
    refills,
    sales,
    support,
    tours,
)
from bots.notices.notice import Desk, Notice, Urgency
from bots.notices.support import on_notice
from domain.appointments.events import (
    AppointmentAgreed,
    AppointmentAnswerDue,
    AppointmentCancelled,
    AppointmentClosed,
    AppointmentDeclined,
    AppointmentDone,
    AppointmentLapsed,
    AppointmentNearlyLapsed,
    AppointmentOver,
    AppointmentProposed,
    AppointmentRequested,
    AppointmentTomorrow,
)
from domain.catalogue.events import AvailabilityChanged, PriceChanged
from domain.county import County
from domain.deposits.events import (
    CountingAskedAgain,
    CountingClaimed,
    CountingOverdue,
    DepositPaidOut,
    DepositSetOff,
    EmptiesBooked,
    EmptiesCancelled,
    EmptiesCounted,
    EmptiesExpired,
    EmptiesExpiring,
    EmptiesHandedIn,
    FetchingOverdue,
    OddPiecesDecided,
    PayOutWished,
)
from domain.events import Event
from domain.lockers.events import (
    AccessLive,
    ClearingClaimed,
    CodeAlarm,
    DoorAnswered,
    DoorJammed,
    PickupCleared,
    PickupCollected,
    PickupExpired,
    PickupExpiring,
    PickupFilled,
    PickupReady,
    StationChanged,
)
from domain.ordering.events import (
    ContractWithdrawn,
    OrderCancelled,
    OrderPlaced,
    PartAnswered,
    PartHandedOver,
    PartLapsed,
    PicklistNearlyLapsed,
    PicklistReminderDue,
    PicklistSent,
)
from domain.parcels.events import ParcelAssigned, ParcelCalledOff, ParcelStored, ParcelTurnedAway
from domain.people.events import (
    AddressShut,
    BoundAgain,
    HelperAccepted,
    HelperEnded,
    HelperNamed,
    InvitationAccepted,
    PersonErased,
    PersonRegistered,
)
from domain.store import UnitOfWork
from domain.support.events import CaseClosed, CaseOpened, CaseTaken, TalkLine

__all__ = ["SILENT", "TOLD", "Notice", "Notices", "Urgency", "on_notice"]

TOLD: Mapping[type[Event], Callable[[Desk, Any], list[Notice]]] = {
    PicklistSent: orders.picklist_sent,
    PicklistReminderDue: orders.picklist_reminder,
    PicklistNearlyLapsed: orders.picklist_nearly_lapsed,
    PartAnswered: orders.part_answered,
    PartLapsed: orders.part_lapsed,
    PartHandedOver: orders.part_handed_over,
    ContractWithdrawn: orders.contract_withdrawn,
    PickupReady: pickups.pickup_ready,
    PickupCollected: pickups.pickup_collected,
    PickupExpiring: pickups.pickup_expiring,
    PickupExpired: pickups.pickup_expired,
    PickupCleared: pickups.pickup_cleared,
    AccessLive: accesses.access_live,
    EmptiesExpiring: empties.expiring,
    EmptiesExpired: empties.expired,
    EmptiesHandedIn: lambda desk, event: [*empties.handed_in(desk, event), *counting.please_count(desk, event)],
    EmptiesCounted: empties.counted,
    CountingAskedAgain: counting.asked_again,
    CountingOverdue: counting.overdue,
    FetchingOverdue: counting.unfetched,
    OddPiecesDecided: counting.odd_decided,
    PayOutWished: empties.pay_out_wished,
    DepositPaidOut: empties.paid_out,
    DepositSetOff: empties.set_off,
    ParcelStored: parcels.parcel_stored,
    ParcelCalledOff: parcels.parcel_called_off,
    ParcelTurnedAway: parcels.turned_away,
    CodeAlarm: pickups.code_alarm,
    StationChanged: pickups.station_changed,
    DoorAnswered: doors.door_answered,
    DoorJammed: doors.door_jammed,
    AppointmentRequested: appointments.requested,
    AppointmentProposed: appointments.proposed,
    AppointmentAgreed: appointments.agreed,
    AppointmentDeclined: appointments.declined,
    AppointmentCancelled: appointments.cancelled,
    AppointmentLapsed: appointments.lapsed,
    AppointmentAnswerDue: appointments.answer_due,
    AppointmentNearlyLapsed: appointments.nearly_lapsed,
    AppointmentTomorrow: appointments.tomorrow,
    AppointmentOver: appointments.over,
    AppointmentDone: appointments.done,
    AppointmentClosed: appointments.closed,
    CaseOpened: support.case_opened,
    CaseTaken: support.case_taken,
    CaseClosed: support.case_closed,
    TalkLine: support.talk_line,
    InvitationAccepted: support.invitation_accepted,
    AddressShut: support.address_shut,
    PersonErased: support.person_erased,
    HelperAccepted: helping.helper_accepted,
    HelperEnded: helping.helper_ended,
    **tours.TOLD,
    **sales.TOLD,
    **refills.TOLD,
    **recalls.TOLD,
}

SILENT: Mapping[type[Event], str] = {
    OrderPlaced: "the buyer reads it in the answer to the tap; merchants get one list at the cut-off",
    OrderCancelled: "the buyer reads it in the answer; before the cut-off no merchant knows of the order",
    PickupFilled: "who fills reads it in the answer to the last tap; the resident hears when the code works",
    EmptiesBooked: "who books reads it in the answer; the code has a notice of its own",
    EmptiesCancelled: "who cancels reads it in the answer; nobody waits for it",
    CountingClaimed: "who has claimed it reads it in the answer; others are told if they want it, too",
    ClearingClaimed: "who has claimed it reads it in the answer; others are told if they want it, too",
    ParcelAssigned: "the courier reads it in the answer, and the code when the station has it",
    PersonRegistered: "it happens inside a talk",
    BoundAgain: "the operator reads it in the answer; the old devices are strangers now, the new one has the code",
    HelperNamed: "the resident reads it in the answer; who is named hears of it from her, with invitation or code",
    PriceChanged: "the merchant reads it in the answer; accepted prices hold",
    AvailabilityChanged: "the merchant reads it in the answer",
    **tours.SILENT,
    **sales.SILENT,
    **refills.SILENT,
}


class Notices:
    """Writes what an event means for the people it concerns, as things stand now."""

    def __init__(self, county: County, info: Mapping[str, str]) -> None:
        self._county = county
        self._info = info

    def for_event(self, store: UnitOfWork, event: Event) -> list[Notice]:
        """One notice a person. What no longer holds (a code that has been used) gives none."""
        tell = TOLD.get(type(event))
        return tell(Desk(self._county, store, self._info), event) if tell else []
