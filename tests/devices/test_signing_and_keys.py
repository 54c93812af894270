"""Signatures that hold for one document, one direction and one station; keys that stay where they belong."""

from __future__ import annotations

import stat
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from devices.protocol.keys import CoreKeys, KeyFileUnusable, StationKeys
from devices.protocol.signing import canonical, is_sealed, is_signed, seal, sign, verifier
from devices.protocol.topics import Leaf
from tests.devices.builders import KEYS

KEY = b"k" * 32


def test_one_spelling_for_every_order_of_names() -> None:
    assert canonical({"b": 1, "a": {"d": "ä", "c": None}}) == '{"a":{"c":null,"d":"ä"},"b":1}'.encode()


def test_a_seal_holds_for_this_document_this_leaf_and_this_key() -> None:
    sealed = seal({"v": 1, "box": 7}, Leaf.CMD, KEY)
    assert is_sealed(sealed, Leaf.CMD, KEY)
    assert not is_sealed({**sealed, "box": 8}, Leaf.CMD, KEY)
    assert not is_sealed({**sealed, "extra": 1}, Leaf.CMD, KEY)
    assert not is_sealed(sealed, Leaf.ACK, KEY)
    assert not is_sealed(sealed, Leaf.CMD, b"x" * 32)


@pytest.mark.parametrize("mac", [None, 7, "", "!!", "ä", "AAAA"])
def test_nonsense_is_no_signature(mac: object) -> None:
    document = {"v": 1, "mac": mac}
    assert not is_sealed(document, Leaf.CMD, KEY)
    assert not is_signed(document, Leaf.GRANTS, KEYS.signing_key.public_key(), "p1")


def test_a_signed_list_holds_for_one_station() -> None:
    signed = sign({"v": 1, "list": 3}, Leaf.GRANTS, KEYS.signing_key, "p1")
    public = KEYS.signing_key.public_key()
    assert is_signed(signed, Leaf.GRANTS, public, "p1")
    assert not is_signed(signed, Leaf.GRANTS, public, "p2")
    assert not is_signed(signed, Leaf.JOB, public, "p1")
    assert not is_signed({**signed, "list": 4}, Leaf.GRANTS, public, "p1")
    stranger = Ed25519PrivateKey.from_private_bytes(b"x" * 32).public_key()
    assert not is_signed(signed, Leaf.GRANTS, stranger, "p1")


def test_a_verifier_is_of_one_station_one_right_and_one_code() -> None:
    ones = {
        verifier(KEYS.pin_key(sid), sid, grant, code)
        for sid in ("p1", "p2")
        for grant in ("g1", "g2")
        for code in ("471108", "471109")
    }
    assert len(ones) == 8
    assert all(len(one) == 16 for one in ones)


def test_every_key_of_every_station_is_its_own() -> None:
    keys = [KEYS.station(sid) for sid in ("p1", "p2")]
    secrets = {secret for key in keys for secret in (key.command_key, key.pin_key, key.broker_password.encode())}
    assert len(secrets) == 6
    assert KEYS.broker_password() not in {key.broker_password for key in keys}


def test_cores_keys_are_made_once_and_only_for_their_owner(tmp_path: Path) -> None:
    file = tmp_path / "var" / "device.key"
    first = CoreKeys.at(file)
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert CoreKeys.at(file).station("p1") == first.station("p1")


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"v":1}', '{"v":1,"master":"AAAA","signing_key":"AAAA"}'])
def test_a_spoilt_key_file_stops_the_start_and_is_not_replaced(tmp_path: Path, text: str) -> None:
    file = tmp_path / "device.key"
    file.write_text(text)
    with pytest.raises(KeyFileUnusable):
        CoreKeys.at(file)
    assert file.read_text() == text


def test_a_stations_keys_travel_as_a_file() -> None:
    keys = KEYS.station("p1")
    assert StationKeys.from_json(keys.to_json()) == keys
    with pytest.raises(KeyFileUnusable):
        StationKeys.from_json('{"v":1}')


@pytest.mark.parametrize("name", ["", "P1", "core", "a/b", "p1/#", "+", "-p", "p-", "x" * 33])
def test_a_station_has_a_name_that_fits_into_a_topic(name: str) -> None:
    with pytest.raises(ValueError, match="not a station name"):
        KEYS.station(name)


def test_keys_do_not_show_themselves() -> None:
    keys = KEYS.station("p1")
    assert keys.broker_password not in repr(keys)
    assert repr(keys.pin_key) not in repr(keys)
    assert repr(KEYS.master) not in repr(KEYS)
