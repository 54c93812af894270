"""Composition root: settings in, running parts out. Read it from top to bottom to see what the service is made of."""

from __future__ import annotations

import asyncio
import fcntl
import signal
import socket
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import AsyncExitStack, asynccontextmanager, contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Protocol, TypeVar

import structlog
from aiohttp import web
from sqlalchemy import Engine

from bots.basket_reading import BasketReader
from bots.channels import rest
from bots.channels.channel import Address
from bots.channels.telegram.channel import Connection, Telegram
from bots.channels.telegram.listening import WEBHOOK
from bots.channels.telegram.pace import BackOff
from bots.channels.telegram.words import telegram_words
from bots.channels.web.insight import Insight
from bots.channels.web.pages import OperatorCard, Pages
from bots.channels.web.start import add_start_route
from bots.channels.webchat import WebChat
from bots.demo.display import Display
from bots.demo.routes import DemoRoutes
from bots.demo.square.feed import Feed
from bots.demo.square.page import Square
from bots.demo.square.watcher import Watcher
from bots.demo.steps import Steps
from bots.dialogue.manager import Manager
from bots.dialogue.scribe import Scribe
from bots.dialogue.turn import Conversations
from bots.flows.repertoire import REPERTOIRE
from bots.front_door import Door
from bots.labels_page import LabelPage
from bots.mailbag import Mailbag
from bots.metrics import Metrics
from bots.notifications import Notices
from bots.own_data_page import add_own_data_route
from bots.passing import SHORTEN
from bots.paying import HINT, Cashier, add_hint_route, look_soon
from bots.pictures import Gallery, add_picture_route
from bots.post import Post
from bots.settings import Settings
from bots.simulation.house import House, SameThread, at_once
from bots.simulation.time import CountingIds, LeapingClock, LoopClock, SeededChance
from bots.texts.texts import Texts
from bots.timers import plan_housekeeping, timers
from bots.tour_picture import TourPictures
from bots.tour_planning import SEARCHES, PlanTours
from bots.vocabulary import CurrentParser
from bots.wall import WallPictures
from bots.web_withdrawal import WebWithdrawal
from devices.bridge import Bridge
from devices.broker import Broker, find_mosquitto, open_broker
from devices.client import Client
from devices.protocol.keys import CoreKeys
from devices.simulator.memory import StationsInMemory
from devices.simulator.stations import BoxLayout, SimulatedStations
from devices.simulator.wire import Wire
from domain.clock import Clock
from domain.county import County
from domain.ids import Chance, CommandId, PaymentId, PersonId, StationId
from domain.lockers.access import grant_list
from domain.lockers.model import Compartment, DoorCommand
from domain.lockers.ports import OpenDoor, StationReport
from domain.lockers.reports import give_up_command, take_report
from domain.people.model import SYSTEM
from domain.people.service import meet
from domain.store import OutboxItem, UnitOfWork
from domain.tours.day import read_day
from domain.tours.planning import plan_day
from domain.tours.service import write_plan
from domain.vending.slots import plan_look
from integrations.calendar import NorthRhineCalendar
from integrations.core_thread import CoreExecutor
from integrations.database.engine import create_engine
from integrations.database.migrate import NewerDatabase, migrate, revision_of
from integrations.database.store import SqlStore
from integrations.demo.clock import DemoClock
from integrations.demo.region import read_products, read_region
from integrations.demo.seed import plant
from integrations.demo.seed import seed as seed_region
from integrations.demo.stage import read_scenery
from integrations.outbox import GiveUp, Handler, Inside, Outside, Relay
from integrations.payments.client import HttpPayments
from integrations.payments.server import ProviderServer
from integrations.payments.simulated import NearPayments, SimulatedProvider
from integrations.planning.air_line import AirLine
from integrations.planning.planner import OrToolsPlanner
from integrations.state import StateError, export_state, import_state, state_as_text
from integrations.system import SystemChance, SystemClock, SystemIds
from integrations.vault import FernetVault, KeyMissing, open_vault
from nlu.local_parser import LocalParser
from nlu.rasa_parser import RasaParser
from nlu.result import Vocabulary
from nlu.training import load_or_train

__all__ = ["KeyMissing", "NewerDatabase", "StateError"]  # what the commands must know to refuse in a sentence

log = structlog.get_logger()
NLU_DATA = Path(__file__).parent.parent / "nlu" / "data"
PROVIDER = "/zahlstelle"  # where the demo's simulated provider of payments is served
TOKENS = 2**104  # no page to pay can be guessed
TRIES_TO_OPEN = 6  # 1 + 2 + 4 + 8 + 16 seconds of sending again: then the end is not known
PORTS_TO_TRY = 20
FRACTION = 2**53
SCORED_AT = datetime(2026, 3, 4, 8, 0, tzinfo=UTC)  # figures must be the same on every day
WRITING = timedelta(seconds=20)  # beyond the search itself
EFFORT_IN_A_SIMULATION = 0.1  # its tours need not be the best
T = TypeVar("T")


class AlreadyRunning(Exception):
    """Another Dorfbote is running on this data folder."""


class PortTaken(Exception):
    """The port is in use."""


class Core(Protocol):
    """Runs work in transactions."""

    async def run(self, work: Callable[[UnitOfWork], T]) -> T: ...
    async def read(self, work: Callable[[UnitOfWork], T]) -> T: ...


@dataclass
class Running:
    """A service that runs, as the command line tells of it."""

    url: str
    broker: Broker
    database: str
    stations: int
    settings: Settings
    port_moved: bool
    learning: asyncio.Task[None]


def migrated(settings: Settings) -> Engine:
    """The database of these settings, with the newest tables."""
    settings.data_dir.mkdir(parents=True, exist_ok=True)
    engine = create_engine(settings.database())
    migrate(engine)
    return engine


@dataclass(frozen=True)
class Office:
    """Store and county for a short chore, without chat and stations."""

    store: SqlStore
    county: County


@contextmanager
def office(settings: Settings) -> Iterator[Office]:
    """The migrated store and the county, on the clock that the service there goes by."""
    engine = migrated(settings)
    try:
        clock, ids, chance = DemoClock.found(engine) or SystemClock(), SystemIds(), SystemChance()
        store = SqlStore(engine, clock, ids)
        vault = _vault(settings, codes_exist=store.has_codes())
        yield Office(store, County(clock, ids, chance, NorthRhineCalendar(), vault, settings.county_rules()))
    finally:
        engine.dispose()


def state_text(settings: Settings) -> str:
    """The whole state as JSON text."""
    engine = migrated(settings)
    try:
        return state_as_text(export_state(engine))
    finally:
        engine.dispose()


def restore(settings: Settings, document: object, *, replace: bool) -> dict[str, int]:
    """Read a state into the database nobody else uses. Raises `StateError`, `AlreadyRunning`."""
    with sole_use(settings.data_dir):
        engine = migrated(settings)
        try:
            return import_state(engine, document, replace=replace)
        finally:
            engine.dispose()


def database_revision(settings: Settings) -> str | None:
    """At which tables the database is; None for an empty one. Raises what its driver raises."""
    engine = create_engine(settings.database())
    try:
        return revision_of(engine)
    finally:
        engine.dispose()


def has_mosquitto() -> bool:
    """Whether this machine has a Mosquitto that the service can start itself."""
    return find_mosquitto() is not None


def _vault(settings: Settings, *, codes_exist: bool) -> FernetVault:
    key = settings.code_key.get_secret_value() if settings.code_key else None
    return open_vault(key, settings.data_dir / "code.key", codes_exist=codes_exist)


def information(settings: Settings, url: str, link_key: str) -> Mapping[str, str]:
    """Facts that flows and notices speak of."""
    return {
        "phone": settings.phone,
        "hours": settings.phone_hours,
        "operator": settings.operator_name,
        "base_url": settings.public_url or url,
        "link_key": link_key,
    }


@asynccontextmanager
async def service(settings: Settings, *, demo: bool) -> AsyncIterator[Running]:
    """Everything the service is, for as long as the block runs."""
    async with AsyncExitStack() as stack:
        stack.enter_context(sole_use(settings.data_dir))

        # --- state -----------------------------------------------------------------------------------
        engine = migrated(settings)
        stack.callback(engine.dispose)
        calendar, chance, ids, machine_clock = NorthRhineCalendar(), SystemChance(), SystemIds(), SystemClock()
        demo_clock = DemoClock.load(engine, calendar, machine_clock.now().date()) if demo else None
        clock: Clock = demo_clock or machine_clock
        store = SqlStore(engine, clock, ids)
        if demo:
            seed_region(store, clock.now())
        core = CoreExecutor(store, chance)
        stack.callback(core.close)
        keys = CoreKeys.at(settings.data_dir / "station.keys")
        vault = _vault(settings, codes_exist=store.has_codes())
        county = County(clock, ids, chance, calendar, vault, settings.county_rules(simulated_payments=demo))
        texts = Texts()
        watcher = Watcher(Feed(ids.new()), core, clock, texts) if demo else None  # the demo's square looks on

        # --- talk --------------------------------------------------------------------------------------
        listening, port_moved = _free_socket(settings.host, settings.port, search=demo)
        url = f"http://{settings.host}:{listening.getsockname()[1]}"
        info = information(settings, url, keys.purpose_key("links").hex())
        parser = CurrentParser()
        conversations = Conversations(county, Manager(REPERTOIRE), Scribe(texts, chance), parser, info, machine_clock)
        operator = OperatorCard(
            name=settings.operator_name,
            phone=settings.phone,
            phone_hours=settings.phone_hours,
            chat_log_days=settings.chat_log_days,
        )
        webchat = WebChat(
            key=keys.purpose_key("web chat"),
            clock=clock,
            chance=chance,
            demo=demo,
            operator=operator,
            public_url=settings.public_url,
        )
        door = Door(core, county, conversations, settings.burst_seconds)
        door.second_opinion = _second_opinion(stack, settings)

        scenery = read_scenery() if demo else {}
        pictures = Gallery(WallPictures(core), TourPictures(core, texts, scenery.get("river", ())))
        telegram = None
        if settings.telegram_token is not None:
            telegram = Telegram(
                _connection(settings, keys),
                *telegram_words(texts),
                door=door,
                mail=Mailbag(core, county, conversations),
                pictures=pictures.at,
                back_off=BackOff(chance),
            )
        door.channels = {channel.name: channel for channel in (webchat, telegram) if channel is not None}

        async def meet_demo_person(address: Address) -> None:
            """Who opens a chat as somebody is reached there from now on, as if she had written."""
            person = _demo_person(address)
            if person is not None:
                await core.run(lambda uow: meet(county, uow, address.channel, address.id, person))

        if demo:
            conversations.vouched, webchat.came = _demo_person, meet_demo_person
        learning = asyncio.create_task(_learn(settings, parser, core, door), name="learning")
        stack.push_async_callback(_ended, learning)

        # --- money ---------------------------------------------------------------------------------------
        till = _till(stack, settings, keys, chance, url=url, base_url=info["base_url"], demo=demo)

        # --- devices -------------------------------------------------------------------------------------
        stations = await core.read(lambda uow: {s.id: _layout(s.compartments) for s in uow.lockers.stations()})
        users = {"core": keys.broker_password()} | {
            sid.lower(): keys.station(sid.lower()).broker_password for sid in stations
        }
        broker = await stack.enter_async_context(open_broker(settings.broker(), settings.data_dir, users))
        client = Client(broker.url, keys, clock.now, lambda: chance.below(FRACTION) / FRACTION)

        async def take(report: StationReport) -> None:
            await core.run(lambda uow: take_report(county, uow, SYSTEM, report))
            if watcher is not None:
                watcher.report(report)

        bridge = Bridge(client, keys, take, clock.now, stations.keys())
        simulated = SimulatedStations(
            keys,
            {str(sid): boxes for sid, boxes in stations.items() if demo and settings.is_simulated(sid)},
            broker.url,
            settings.data_dir,
            clock.now,
            new_id=ids.new,
            chance=lambda: chance.below(FRACTION) / FRACTION,
        )

        # --- what is due ------------------------------------------------------------------------------------
        post = Post(county, conversations, Notices(county, info), frozenset(door.channels))
        relay = Relay(
            core,
            _handlers(core, county, post, bridge, door, telegram, till.cashier(core, county, texts)),
            clock=clock,
            machine_clock=machine_clock,
            chance=chance,
        )
        core.on_outbox(relay.wake)
        await core.run(lambda uow: plan_look(county, uow))
        if not demo:  # a demo's next event is something that people see
            await core.run(lambda uow: plan_housekeeping(county, uow))

        # --- pages ---------------------------------------------------------------------------------------------
        app = web.Application(client_max_size=64 * 1024)
        metrics = Metrics()
        metrics.add_routes(app, core, door.ready)
        token = settings.rest_token.get_secret_value() if settings.rest_token else None
        rest.add_routes(app, metrics.counting(door), demo=demo, token=token)
        webchat.add_routes(app, door, WebWithdrawal(core, county))
        if telegram is not None:
            telegram.add_routes(app)
            metrics.watch(telegram)
        add_hint_route(app, core)
        till.add_pages(app)
        add_picture_route(app, pictures.png)
        add_own_data_route(app, core, county, info)
        Insight(core, county, Pages(operator, demo=demo)).add_to(app)
        LabelPage(core, county, Pages(operator, demo=demo), texts, info).add_to(app)
        if demo_clock is not None and watcher is not None:
            steps = Steps(core, demo_clock, relay, simulated.settled)
            display = Display(county, info, texts)
            DemoRoutes(core, demo_clock, steps, simulated, display, till.provider).add_to(app)
            Square(core, Pages(operator, demo=True), watcher.feed, scenery).add_to(app)
            conversations.watch, steps.watch = watcher.turn, watcher.clock
            stack.push_async_callback(_ended, asyncio.create_task(watcher.run(), name="watcher"))
        else:
            add_start_route(app, Pages(operator, demo=False))
        runner = web.AppRunner(app, access_log=None, handle_signals=False)
        await runner.setup()
        stack.push_async_callback(runner.cleanup)
        stack.push_async_callback(door.close)

        # --- start -------------------------------------------------------------------------------------------------
        await client.start()
        stack.push_async_callback(client.stop)
        await simulated.start()
        stack.push_async_callback(simulated.stop)
        relaying = asyncio.create_task(relay.run(), name="relay")
        stack.push_async_callback(_ended, relaying)
        await web.SockSite(runner, listening).start()
        if telegram is not None:
            stack.push_async_callback(_ended, asyncio.create_task(telegram.run(), name="telegram"))
        if demo:
            async with asyncio.timeout(20):
                await client.until_connected()
                await simulated.connected()
                await simulated.settled()
        if watcher is not None:  # from here: nobody wants to see two hundred doors say that they are shut
            core.watch(watcher.commit)
            relay.watch, client.watch = watcher.outbox, watcher.wire
        yield Running(url, broker, settings.database(), len(stations), settings, port_moved, learning)


def _second_opinion(stack: AsyncExitStack, settings: Settings) -> RasaParser | None:
    if settings.rasa_url is None:
        return None
    rasa = RasaParser(settings.rasa_url, settings.rasa_seconds)
    stack.push_async_callback(rasa.close)
    return rasa


@dataclass(frozen=True)
class Till:
    """Where payments are asked for; in the demo the simulated provider, too, with the server it stands behind."""

    payments: HttpPayments | None = None
    provider: SimulatedProvider | None = None
    server: ProviderServer | None = None

    def cashier(self, core: Core, county: County, texts: Texts) -> Cashier | None:
        """Whoever asks there; nobody where nobody can be asked."""
        return Cashier(core, county, self.payments, texts) if self.payments is not None else None

    def add_pages(self, app: web.Application) -> None:
        """Serve the simulated provider."""
        if self.server is not None:
            app.add_subapp(PROVIDER, self.server.app())


def _till(
    stack: AsyncExitStack, settings: Settings, keys: CoreKeys, chance: Chance, *, url: str, base_url: str, demo: bool
) -> Till:
    """The provider that is set; else, in the demo, the simulated one; else none."""
    if settings.payments_url is not None and settings.payments_key is not None:
        payments = HttpPayments(settings.payments_url, settings.payments_key.get_secret_value())
        stack.push_async_callback(payments.close)
        return Till(payments)
    if not demo:
        return Till()
    provider = SimulatedProvider(
        settings.data_dir / "provider.db",
        new_token=lambda: f"{chance.below(TOKENS):026x}",
        page=lambda token: f"{base_url}{PROVIDER}/pay/{token}",
    )
    stack.callback(provider.close)
    secret = keys.purpose_key("payments").hex()
    payments = HttpPayments(f"{url}{PROVIDER}/v1", secret)
    stack.push_async_callback(payments.close)
    return Till(payments, provider, ProviderServer(provider, secret, f"{url}{HINT}"))


def _connection(settings: Settings, keys: CoreKeys) -> Connection:
    """How the Telegram bot is reached, and whether Telegram calls us."""
    assert settings.telegram_token is not None
    token, url = settings.telegram_token.get_secret_value(), settings.telegram_api_url
    if not settings.telegram_webhook:
        return Connection(token, url)
    called = f"{(settings.public_url or '').rstrip('/')}{WEBHOOK}"
    return Connection(token, url, webhook=called, secret=keys.purpose_key("telegram webhook").hex())


@asynccontextmanager
async def simulated_house(folder: Path, seed: int, begins: datetime, cache: Path) -> AsyncIterator[House]:
    """The service as a simulation runs it: the same parts on one thread, cables in memory, chance from a seed."""
    clock, chance = LeapingClock(begins), SeededChance(f"house {seed}")
    ids = CountingIds(clock)
    engine = create_engine(f"sqlite:///{folder / 'week.db'}", lasting=False)
    migrate(engine)
    store = SqlStore(engine, clock, ids)
    seed_region(store, clock.now())
    core = SameThread(store)
    settings = Settings(data_dir=folder, tours_search_seconds=3600)  # the same on the slowest machine
    vault = open_vault(None, folder / "code.key", codes_exist=False)
    county = County(clock, ids, chance, NorthRhineCalendar(), vault, settings.county_rules(simulated_payments=True))

    parser, texts = CurrentParser(), Texts()
    parser.learned(LocalParser(load_or_train(NLU_DATA, cache), Vocabulary(version="")))
    info = information(settings, "http://127.0.0.1", "simulation")
    conversations = Conversations(county, Manager(REPERTOIRE), Scribe(texts, chance), parser, info, clock)
    door = Door(core, county, conversations, burst_seconds=0)
    door.ready.set()

    keys = CoreKeys.at(folder / "station.keys")
    wire = Wire(twice=lambda: chance.happens(0.02))
    layouts = await core.read(lambda uow: {s.id: _layout(s.compartments) for s in uow.lockers.stations()})

    async def take(report: StationReport) -> None:
        await core.run(lambda uow: take_report(county, uow, SYSTEM, report))

    bridge = Bridge(wire, keys, take, clock.now, layouts.keys())
    stations = StationsInMemory(wire, keys, layouts, folder, clock.now, ids.new)
    post = Post(county, conversations, Notices(county, info), frozenset({rest.NAME}))
    provider = SimulatedProvider(":memory:", ids.new, lambda token: f"http://127.0.0.1{PROVIDER}/pay/{token}")
    cashier = Cashier(core, county, NearPayments(provider), texts)
    handlers = _handlers(core, county, post, bridge, door, None, cashier)
    handlers["tours.plan"] = _planning_here(core, county)
    relay = Relay(core, handlers, clock=clock, machine_clock=LoopClock(begins), chance=chance)

    async def pay(link: str, agreed: bool) -> None:
        kept = provider.agreed(link.rsplit("/", maxsplit=1)[-1], yes=agreed)
        if kept is not None:
            await core.run(lambda uow: look_soon(uow, PaymentId(kept.key)))

    await stations.start()
    try:
        yield House(county, clock, core, door, relay, stations, pay)
    finally:
        await stations.stop()
        engine.dispose()


@contextmanager
def sample_county(catalogue: Path | None = None) -> Iterator[Office]:
    """The sample region for a moment, everything on the shelf all year: for figures that must not change.

    `catalogue` is a list of other goods in the form of the region's own. Raises `OSError`, `KeyError` or `ValueError`
    for one that cannot be read.
    """
    clock = LeapingClock(SCORED_AT)
    ids, chance = CountingIds(clock), SeededChance("sample")
    region = read_region(clock.now())
    if catalogue is not None:
        region = replace(region, products=tuple(read_products(catalogue)), slots=())
    for product in region.products:
        product.seasonal_from = product.seasonal_to = product.remaining_packs = None
        product.restock()
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{folder}/county.db", lasting=False)
        try:
            migrate(engine)
            store = SqlStore(engine, clock, ids)
            with store.begin() as uow:
                plant(uow, region)
                uow.commit()
            vault = open_vault(None, Path(folder) / "code.key", codes_exist=False)
            rules = Settings(data_dir=Path(folder)).county_rules()
            yield Office(store, County(clock, ids, chance, NorthRhineCalendar(), vault, rules))
        finally:
            engine.dispose()


@contextmanager
def basket_reader(catalogue: Path | None, cache: Path) -> Iterator[BasketReader]:
    """Reads orders of strangers in the sample county. Raises what `sample_county` does."""
    with sample_county(catalogue) as at:
        county, parser = at.county, CurrentParser()
        parser.learned(LocalParser(load_or_train(NLU_DATA, cache), Vocabulary(version="")))
        info = information(Settings(), "http://127.0.0.1", "baskets")
        manager, scribe = Manager(REPERTOIRE), Scribe(Texts(), county.chance)
        yield BasketReader(at.store, county, Conversations(county, manager, scribe, parser, info, county.clock))


def _demo_person(address: Address) -> PersonId | None:
    """The demo's pages speak as persons of the sample region: /chat?as=R001."""
    found = address.id.removeprefix("demo-")
    return PersonId(found) if address.channel == "web" and found != address.id else None


async def _learn(settings: Settings, parser: CurrentParser, core: CoreExecutor, door: Door) -> None:
    """Load the trained parser, or train it (once for each training data); then answer what has come in meanwhile."""
    model = await asyncio.to_thread(load_or_train, NLU_DATA, settings.data_dir / "cache")
    parser.learned(LocalParser(model, Vocabulary(version="")))
    await core.read(parser)  # the words of the county, before the first message needs them
    door.ready.set()
    await door.answer_waiting()


async def until_told_to_stop() -> None:
    """Wait for Ctrl+C or the end of the machine."""
    told = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, told.set)
    await told.wait()


def _handlers(
    core: Core,
    county: County,
    post: Post,
    bridge: Bridge,
    door: Door,
    telegram: Telegram | None,
    cashier: Cashier | None,
) -> dict[str, Handler]:
    """Every kind of outbox item with what is done about it."""

    async def open_door(item: OutboxItem) -> bool:
        command = await core.read(lambda uow: uow.lockers.command(CommandId(item.payload["command_id"])))
        if command is None or not command.in_flight:
            return True
        if item.attempts > TRIES_TO_OPEN:
            await core.run(lambda uow: give_up_command(county, uow, SYSTEM, command.id))
            return True
        if command.outcome is None:
            await bridge.send(_open_door(command))
        return False  # until the station has answered: then the item is taken back

    async def send_grants(item: OutboxItem) -> bool:
        station_id = StationId(item.payload["station_id"])
        await bridge.publish_grants(await core.read(lambda uow: grant_list(county, uow, station_id)))
        return True

    async def push(item: OutboxItem) -> bool:
        await door.deliver(Address(item.payload["channel"], item.payload["id"]))
        return True  # a page that is closed fetches its messages when it is opened; Telegram's sender has them noted

    async def shorten(item: OutboxItem) -> bool:
        await door.shorten(Address(item.payload["channel"], item.payload["id"]), item.payload["seq"])
        return True

    async def leave_group(item: OutboxItem) -> bool:
        if telegram is not None:
            group = Address(item.payload["channel"], item.payload["id"])
            await telegram.leave_group(group, with_words=item.attempts == 1)
        return True

    async def refused(item: OutboxItem) -> bool:
        raise GiveUp(item.payload["why"])

    return {
        "event": Inside(post.event),
        "notice": Inside(post.held_notice),
        **{kind: Inside(handle) for kind, handle in timers(county).items()},
        "station.open": Outside(open_door),
        "station.grants": Outside(send_grants),
        "tours.plan": _tour_planning(core, county),
        "push": Outside(push),
        SHORTEN: Outside(shorten),
        "group.leave": Outside(leave_group),
        "message.refused": Outside(refused),
        **({kind: Outside(handle) for kind, handle in cashier.handlers().items()} if cashier is not None else {}),
    }


def _tour_planning(core: Core, county: County) -> Outside:
    """Tours are searched for by OR-Tools in a child process, over roads guessed from the air line."""
    ways = AirLine()
    searching = county.rules.tours.search * SEARCHES
    return Outside(PlanTours(core, county, OrToolsPlanner(ways), ways), timeout=searching + WRITING)


def _planning_here(core: Core, county: County) -> Outside:
    """The same search in the same thread, a little shorter: a loop that leaps cannot wait for another process."""
    from integrations.planning.engine import answer  # the service itself never loads ortools

    ways = AirLine()
    planner = OrToolsPlanner(ways, search=answer, effort=EFFORT_IN_A_SIMULATION)
    return Outside(PlanTours(core, county, planner, ways, at_once))


def plan_tours(at: Office, day: date) -> bool:
    """Plan a day at once, for the command line; False when something has changed meanwhile. Raises `DomainError`."""
    ways = AirLine()
    with at.store.read() as store:
        work = read_day(at.county, store, day)
    made = plan_day(work, OrToolsPlanner(ways), ways, at.county.rules.tours.search)
    with at.store.begin() as store:
        written = write_plan(at.county, store, SYSTEM, made)
        store.commit()
    return written


def _open_door(command: DoorCommand) -> OpenDoor:
    return OpenDoor(
        id=command.id,
        station_id=command.station_id,
        box=command.box,
        why=command.why,
        fence=command.fence,
        issued_at=command.issued_at,
        expires_at=command.expires_at,
    )


def _layout(compartments: list[Compartment]) -> tuple[BoxLayout, ...]:
    return tuple(BoxLayout(no=c.no, size=c.size, zone=c.zone.value) for c in compartments)


@contextmanager
def sole_use(data_dir: Path) -> Iterator[None]:
    """Two services on one data folder would share keys and journals: the second one is refused."""
    data_dir.mkdir(parents=True, exist_ok=True)
    with (data_dir / "running.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as busy:
            raise AlreadyRunning(AlreadyRunning.__doc__) from busy
        yield


def _free_socket(host: str, port: int, *, search: bool) -> tuple[socket.socket, bool]:
    """A socket on this port, or in demo mode on the next free one; and whether it moved. Raises `PortTaken`."""
    for tried in range(port, port + (PORTS_TO_TRY if search and port else 1)):
        listening = socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET)
        listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            listening.bind((host, tried))
        except OSError:
            listening.close()
            continue
        return listening, tried != port
    raise PortTaken(f"port {port} is in use")


async def _ended(task: asyncio.Task[None]) -> None:
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
