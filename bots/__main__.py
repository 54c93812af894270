"""The `dorfbote` command. Each subcommand imports what it needs inside, so that a station needs no bot, no database."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

Command = Callable[[argparse.Namespace], int]


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one subcommand; its result is the exit code."""
    parser = argparse.ArgumentParser(prog="dorfbote", description="Village messenger: orders by chat, goods in a Fach.")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    said = list(sys.argv[1:] if arguments is None else arguments)
    try:
        for name, (help_text, add_arguments, _) in COMMANDS.items():
            command = commands.add_parser(name, help=help_text, description=help_text)
            if name in said[:1]:  # only the chosen one may import its parts
                add_arguments(command)
        given = parser.parse_args(said)
        return COMMANDS[given.command][2](given)
    except ValueError as wrong:
        if getattr(wrong, "title", None) != "Settings":
            raise
        return _refuse_settings(wrong)


def _refuse_settings(wrong: ValueError) -> int:
    """A setting that cannot be read is named in a sentence."""
    from bots.settings import in_words

    sys.stderr.write("".join(f"{sentence}\n" for sentence in in_words(wrong)))
    return 1


# --- run ------------------------------------------------------------------------------------------------


def _run_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--demo", action="store_true", help="sample region, simulated stations, a clock of its own")


def _run(given: argparse.Namespace) -> int:
    from bots.running import run

    return run(demo=given.demo)


# --- talking ----------------------------------------------------------------------------------------------


def _chat_arguments(parser: argparse.ArgumentParser) -> None:
    from bots.channels import console
    from bots.settings import Settings

    settings = Settings()
    console.add_arguments(parser, default_url=f"http://{settings.host}:{settings.port}")


def _chat(given: argparse.Namespace) -> int:
    from bots.channels import console

    return console.run(given)


# --- data ------------------------------------------------------------------------------------------------------


def _no_arguments(_parser: argparse.ArgumentParser) -> None:
    return


def _migrate(_given: argparse.Namespace) -> int:
    from bots import chores

    return chores.migrate()


def _export(_given: argparse.Namespace) -> int:
    from bots import chores

    return chores.write_state(sys.stdout)


def _import_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", help="state in the form of docs/state-format.md; - reads standard input")
    parser.add_argument("--replace", action="store_true", help="let what is there go")


def _import(given: argparse.Namespace) -> int:
    from bots import chores

    return chores.read_state(given.file, replace=given.replace)


def _demo_reset(_given: argparse.Namespace) -> int:
    from bots import chores

    return chores.demo_reset()


def _doctor(_given: argparse.Namespace) -> int:
    from bots.doctor import doctor

    return doctor()


# --- people --------------------------------------------------------------------------------------------------------


def _people_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    invite = actions.add_parser("invite", help="make a one-time invitation (48 hours)")
    invite.add_argument("role", help="resident, volunteer, merchant, driver, centre or operator")
    invite.add_argument("scope", nargs="?", help="merchant id or station id, where the role needs one")
    invite.add_argument("--person", help="id of a known person: binds a new address to her")
    invite.add_argument("--qr", type=Path, metavar="FILE", help="write the link as a QR code, too (.png or .svg)")


def _people(given: argparse.Namespace) -> int:
    from bots import chores

    return chores.invite(given.role, given.scope, given.person, given.qr)


def _outbox_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("list", help="what has failed too often and waits for an operator")
    retry = actions.add_parser("retry", help="try it once more: one of them, or all")
    retry.add_argument("id", nargs="?", help="id of one item; without it all")


def _outbox(given: argparse.Namespace) -> int:
    from bots import chores

    return chores.list_parked() if given.action == "list" else chores.retry_outbox(given.id)


def _operator_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    actions.add_parser("add", help="invite the first operator")


def _operator(_given: argparse.Namespace) -> int:
    from bots import chores

    return chores.invite("operator", None, None)


# --- tours ---------------------------------------------------------------------------------------------------------


def _tours_arguments(parser: argparse.ArgumentParser) -> None:
    actions = parser.add_subparsers(dest="action", required=True)
    for name, what in (("plan", "plan a day now, whatever the timer says"), ("show", "print the tours of a day")):
        action = actions.add_parser(name, help=what)
        action.add_argument(
            "--day", metavar="YYYY-MM-DD", help="which day; unset: the next one on which tours are driven"
        )


def _tours(given: argparse.Namespace) -> int:
    from bots import chores

    return chores.tours(given.action, given.day)


# --- parts ------------------------------------------------------------------------------------------------------------


def _nlu_arguments(parser: argparse.ArgumentParser) -> None:
    from bots import chores

    chores.add_nlu_arguments(parser)


def _nlu(given: argparse.Namespace) -> int:
    from bots import chores

    return chores.nlu(given)


def _broker_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--station-keys", metavar="STATION", help="print the key file of this pick-up point instead")


def _broker(given: argparse.Namespace) -> int:
    from bots.settings import Settings
    from devices.broker import access_rules
    from devices.protocol.keys import CoreKeys, KeyFileUnusable
    from devices.protocol.topics import is_station_name

    if given.station_keys is None:
        sys.stdout.write(access_rules())
        return 0
    sid = given.station_keys.lower()
    if not is_station_name(sid):
        sys.stderr.write(f"{given.station_keys} cannot be the name of a station.\n")
        return 1
    try:
        keys = CoreKeys.at(Settings().data_dir / "station.keys")
    except KeyFileUnusable as unusable:
        sys.stderr.write(f"{unusable}\n")
        return 1
    sys.stdout.write(keys.station(sid).to_json() + "\n")
    return 0


def _station_arguments(parser: argparse.ArgumentParser) -> None:
    from devices.station import __main__ as station

    station.add_arguments(parser)


def _station(given: argparse.Namespace) -> int:
    from devices.station import __main__ as station

    return station.run(given)


def _bench_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--quick", action="store_true", help="fewer turns: to see that it works")


def _bench(given: argparse.Namespace) -> int:
    from bots.bench import bench

    return bench(quick=given.quick)


def _simulate_arguments(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("what", choices=["week"], help="what to simulate")
    parser.add_argument("--seed", type=int, default=1, help="the same seed gives the same week")
    parser.add_argument("--days", type=int, default=7, help="a shorter week: to see that it works")
    parser.add_argument("--report", metavar="FILE", help="write a page with plots")


def _simulate(given: argparse.Namespace) -> int:
    from pathlib import Path

    from bots.app import simulated_house
    from bots.settings import Settings
    from bots.simulation.command import simulate

    report = Path(given.report) if given.report else None
    return simulate(simulated_house, Settings().data_dir / "cache", seed=given.seed, days=given.days, report=report)


COMMANDS: dict[str, tuple[str, Callable[[argparse.ArgumentParser], None], Command]] = {
    "run": ("start the service", _run_arguments, _run),
    "chat": ("talk to a running service in this terminal", _chat_arguments, _chat),
    "migrate": ("bring the database to the newest tables", _no_arguments, _migrate),
    "doctor": ("say in plain words what is missing or wrong", _no_arguments, _doctor),
    "export": ("write the whole state as JSON to standard output", _no_arguments, _export),
    "import": ("read a state from a JSON file into an empty database", _import_arguments, _import),
    "demo-reset": ("put the demo back to its first morning", _no_arguments, _demo_reset),
    "people": ("invite people", _people_arguments, _people),
    "outbox": ("show what failed too often, and try it once more", _outbox_arguments, _outbox),
    "operator": ("make the first operator", _operator_arguments, _operator),
    "tours": ("plan a day's tours, or show them", _tours_arguments, _tours),
    "nlu": ("try, train, check and measure the parser", _nlu_arguments, _nlu),
    "broker": ("print the access rules of a broker, or a station's keys", _broker_arguments, _broker),
    "station": ("run the agent of a pick-up point", _station_arguments, _station),
    "simulate": ("play a week of the sample county and check what must hold", _simulate_arguments, _simulate),
    "bench": ("measure: a table, never a verdict", _bench_arguments, _bench),
}

if __name__ == "__main__":
    sys.exit(main())
