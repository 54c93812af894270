"""Remote openings: one at a time for each compartment, told to the station by the outbox."""

from __future__ import annotations

from domain.county import County
from domain.ids import CommandId, PersonId, PickupId
from domain.lockers.errors import CompartmentInUse, StationSilent
from domain.lockers.model import DoorCommand, Station
from domain.store import UnitOfWork


def send_open(
    county: County,
    store: UnitOfWork,
    by: PersonId,
    station: Station,
    no: int,
    *,
    why: str,
    pickup_id: PickupId | None = None,
    subject: str = "",
    fence: int | None = None,
) -> DoorCommand:
    """Have a compartment opened; the station has been locked. Raises `StationSilent`, `CompartmentInUse`.

    `fence` is that of the use the opening belongs to (default: the compartment's newest). With a `subject` the end
    of the command comes back as an outbox item of kind "door.answered".
    """
    if station.silent:
        raise StationSilent(station=station.name)
    now = county.now()
    if any(c.box == no and now < c.expires_at for c in store.lockers.commands_in_flight(station.id)):
        raise CompartmentInUse(compartment=no)
    command = DoorCommand(
        id=CommandId(county.ids.new()),
        station_id=station.id,
        box=no,
        why=why,
        pickup_id=pickup_id,
        subject=subject,
        asked_by=by,
        fence=station.compartment(no).fence if fence is None else fence,
        issued_at=now,
        expires_at=now + county.rules.open_timeout,
    )
    store.lockers.add_command(command)
    store.outbox.put("station.open", {"command_id": command.id}, key=f"open:{command.id}")
    return command
