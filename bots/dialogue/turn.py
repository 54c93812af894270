"""One turn of talk is one transaction: dedupe, find the person, understand, answer, write down."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import structlog

from bots.channels.channel import Address, Incoming, Outgoing
from bots.dialogue import requests
from bots.dialogue.conversation import Offered, Talk
from bots.dialogue.flow import Turn
from bots.dialogue.joining import Guesses, invitation_said, joined_words
from bots.dialogue.manager import Manager
from bots.dialogue.reply import Passes, Reply, Saying, TableRow, Verbatim, Words, joined, say, words
from bots.dialogue.scribe import TAP, Scribe
from domain.clock import Clock, local_day
from domain.county import County
from domain.ids import PersonId, Sku
from domain.people.errors import InvitationInvalid, OwnInvitation
from domain.people.model import Role
from domain.people.service import accept, meet
from domain.store import Conversation, InboxItem, UnitOfWork
from nlu.result import Intent, ParseContext, Parser, ParseResult

log = structlog.get_logger()
MAX_TEXT = 10_000
ROLE_WORDS = {
    Role.GUEST: "resident",
    Role.RESIDENT: "resident",
    Role.VOLUNTEER: "volunteer",
    Role.MERCHANT: "merchant",
    Role.DRIVER: "volunteer",
    Role.CENTRE: "volunteer",
    Role.COURIER: "staff",
    Role.OPERATOR: "staff",
}


class ParserSource(Protocol):
    """Gives the parser whose vocabulary fits the catalogue as it is now."""

    def __call__(self, store: UnitOfWork) -> Parser: ...


@dataclass(frozen=True, slots=True)
class Seen:
    """What a turn made of a message, for somebody who watches. `tapped` is the button, `flow` what is open now."""

    address: Address
    person_id: PersonId
    said: str
    parse: ParseResult | None
    tapped: Offered | None
    reply: Reply
    flow: str | None


class Conversations:
    """Answers messages. Everything here happens inside one unit of work; the edge commits."""

    def __init__(
        self,
        county: County,
        manager: Manager,
        scribe: Scribe,
        parser: ParserSource,
        info: Mapping[str, str],
        machine_clock: Clock,
    ) -> None:
        self.county = county
        self.manager = manager
        self.scribe = scribe
        self.parser = parser
        self.info = info
        self.guesses = Guesses(machine_clock)
        self.vouched: Callable[[Address], PersonId | None] = lambda _address: None
        self.watch: Callable[[Seen], None] = lambda _seen: None

    def answer(self, store: UnitOfWork, incoming: Incoming) -> list[Outgoing]:
        """Answer one message at once. The same message id gets the same answer, whatever it says now."""
        return self.answer_in(store, *self.open(store, incoming.address), incoming)

    def answer_in(
        self,
        store: UnitOfWork,
        chat: Conversation,
        talk: Talk,
        incoming: Incoming,
        opinion: ParseResult | None = None,
    ) -> list[Outgoing]:
        """The same in a conversation that is open already; `opinion` is what another parser makes of the bare text."""
        known = self._answered_before(store, talk, incoming)
        if known is not None:
            return known
        item = self._item(incoming)
        written = self._answer_items(store, chat, talk, [item], opinion)
        store.conversations.add_inbox_item(item)  # last, so that it is written once: with its answer
        return written

    def pass_on(self, store: UnitOfWork, here: Address, there: Address) -> None:
        """What could not go out here is told there, in the same words; its buttons stay behind with the talk."""
        for message in store.conversations.undelivered(here.channel, here.id):
            outgoing = Outgoing.from_json(message.body)
            self.tell(store, there, _as_reply(outgoing), urgency=outgoing.urgency)
        chat = store.conversations.lock(here.channel, here.id)
        if chat is not None:
            chat.delivered_seq = chat.last_seq

    def take_in(self, store: UnitOfWork, incoming: Incoming) -> InboxItem:
        """Keep a message before anything is made of it. A known id gives the item that is there."""
        item = self._item(incoming)
        known = store.conversations.inbox_item(item.channel, item.channel_id, item.message_id)
        if known is not None:
            return known
        store.conversations.add_inbox_item(item)
        return item

    def said_in_burst(self, store: UnitOfWork, address: Address) -> str:
        """The texts that will be answered together next; empty when it is something else."""
        bursts = _bursts(store.conversations.unhandled(address.channel, address.id))
        return _together(bursts[0]) if bursts else ""

    def answer_burst(self, store: UnitOfWork, address: Address, opinion: ParseResult | None = None) -> list[Outgoing]:
        """Answer what has gathered: texts together as one message, a tap by itself."""
        chat, talk = self.open(store, address)
        written: list[Outgoing] = []
        for together in _bursts(store.conversations.unhandled(address.channel, address.id)):
            tap = together[0].body["tap"]
            before = self._tapped_before(store, talk, tap) if tap else None
            if before is not None:
                for item in together:
                    item.handled_at = self.county.now()
                continue
            written += self._answer_items(store, chat, talk, together, opinion)
        return written

    def open(self, store: UnitOfWork, address: Address) -> tuple[Conversation, Talk]:
        """The conversation of an address, locked, and what is remembered of it."""
        chat = store.conversations.lock(address.channel, address.id)
        if chat is None:
            chat = Conversation(channel=address.channel, channel_id=address.id, changed_at=self.county.now())
            store.conversations.add(chat)
        return chat, Talk.from_json(chat.state)

    def tell(
        self,
        store: UnitOfWork,
        address: Address,
        reply: Reply,
        change: Callable[[Talk], None] | None = None,
        *,
        urgency: str = "answer",
    ) -> list[Outgoing]:
        """Write something unasked into a chat; `change` alters what is remembered of it first."""
        chat, talk = self.open(store, address)
        if change is not None:
            change(talk)
        written = self.scribe.notice(store, chat, talk, reply, self.county.now(), urgency)
        self.close(chat, talk)
        return written

    def link(self, store: UnitOfWork, address: Address, invitation: str) -> None:
        """Bind an address by an invitation and say so there. Raises `InvitationInvalid`."""
        self.open(store, address)  # the conversation is locked first, as in every turn
        person = accept(self.county, store, address.channel, address.id, invitation)
        self.tell(store, address, say(joined_words(store, invitation, person)))

    def close(self, chat: Conversation, talk: Talk) -> None:
        """Keep what is remembered."""
        chat.state, chat.changed_at = talk.to_json(), self.county.now()

    def sorry(self, sentence: Words) -> Outgoing:
        """A sentence that is said but not written down: it has no number, and the message is as good as unsaid."""
        return Outgoing(seq=0, at=self.county.now(), text=self.scribe.texts.say(sentence))

    def apologise(self, store: UnitOfWork, incoming: Incoming, bug_id: str) -> list[Outgoing]:
        """A bug of ours has undone the turn: keep the message, own the fault once, name the id for a human."""
        chat, talk = self.open(store, incoming.address)
        return self._apologise(store, chat, talk, [self.take_in(store, incoming)], bug_id)

    def apologise_for_burst(self, store: UnitOfWork, address: Address, bug_id: str) -> list[Outgoing]:
        """The same for a burst; without it the same bug would meet the same messages for ever."""
        chat, talk = self.open(store, address)
        items = store.conversations.unhandled(address.channel, address.id)
        return self._apologise(store, chat, talk, items, bug_id) if items else []

    def _apologise(
        self, store: UnitOfWork, chat: Conversation, talk: Talk, items: Sequence[InboxItem], bug_id: str
    ) -> list[Outgoing]:
        sorry = say(words("pattern-our-fault", phone=self.info["phone"], id=bug_id[-6:]))
        written = self.scribe.answer(store, chat, talk, sorry, self.county.now(), items[-1].id)
        for item in items:
            item.handled_at = self.county.now()
        self.close(chat, talk)
        return written

    # --- steps -------------------------------------------------------------------------------------

    def _item(self, incoming: Incoming) -> InboxItem:
        return InboxItem(
            id=self.county.ids.new(),
            channel=incoming.address.channel,
            channel_id=incoming.address.id,
            message_id=incoming.message_id or f"own:{self.county.ids.new()}",
            body={"text": _cut(incoming.text), "tap": incoming.tap, "other": incoming.other},
            received_at=self.county.now(),
        )

    def _answer_items(
        self,
        store: UnitOfWork,
        chat: Conversation,
        talk: Talk,
        items: Sequence[InboxItem],
        opinion: ParseResult | None = None,
    ) -> list[Outgoing]:
        vouched = self.vouched(Address(chat.channel, chat.channel_id))
        person = meet(self.county, store, chat.channel, chat.channel_id, vouched)
        said = _together(items)
        turn = Turn(
            self.county, store, person, Address(chat.channel, chat.channel_id), said, None, self.info, talk, opinion
        )
        reply, offered = self._reply(turn, items[-1])
        self._show(turn, offered, reply)
        if offered is not None and not turn.refused:  # what was refused for now may be tapped again
            offered.reply = items[-1].id
        written = self.scribe.answer(store, chat, talk, reply, self.county.now(), items[-1].id)
        for item in items:
            item.handled_at = self.county.now()
        self.close(chat, talk)
        return written

    def _show(self, turn: Turn, tapped: Offered | None, reply: Reply) -> None:
        flow = turn.talk.frame.flow if turn.talk.frame is not None else None
        self.watch(Seen(turn.address, turn.person.id, turn.said, turn.parse, tapped, reply, flow))

    def _reply(self, turn: Turn, item: InboxItem) -> tuple[Reply, Offered | None]:
        if item.body["other"]:
            return self.manager.cannot_read(turn, item.body["other"]), None
        invited = self._invited(turn) if not item.body["tap"] else None
        if invited is not None:
            return invited, None
        reply, offered = self._answered(turn, item.body["tap"])
        kept = turn.talk.kept
        if kept is None or self.manager.asks_before(turn, None) is not None:
            return reply, offered
        turn.talk.kept, turn.said = None, kept["said"]  # now it is known who writes: what was said before is answered
        return joined(reply, self._answered(turn, kept["tap"])[0]), offered

    def _answered(self, turn: Turn, tap: str | None) -> tuple[Reply, Offered | None]:
        """The answer to words or a tap; or first the question that comes before every answer."""
        tapped = turn.talk.button(tap.removeprefix(TAP)) if tap else None
        turn.parse = None if tap else self._understand(turn)
        asked = self.manager.asks_before(turn, tapped)
        if asked is not None:
            turn.talk.kept = {"said": turn.said, "tap": tap}
            return asked, None
        if tap is None:
            return requests.heard(self.manager, turn, self._understand), None
        reply, offered = self._tap(turn, tap)
        return requests.followed(reply, requests.next_request(self.manager, turn, self._understand)), offered

    def _invited(self, turn: Turn) -> Reply | None:
        """The answer to an invitation written into the chat; letters that are none are ordinary words."""
        found = invitation_said(turn.said)
        if found is None or self.guesses.are_many():
            return None
        code, named = found
        try:
            turn.person = accept(self.county, turn.store, turn.address.channel, turn.address.id, code)
        except InvitationInvalid as refusal:
            if not isinstance(refusal, OwnInvitation):
                self.guesses.add()
            is_one = named or turn.store.people.invitation(code) is not None
            return say(Words(refusal.text_key(), refusal.details)) if is_one else None
        turn.talk.introduced = True
        return say(joined_words(turn.store, code, turn.person))

    def _tap(self, turn: Turn, payload: str) -> tuple[Reply, Offered | None]:
        offered = turn.talk.button(payload.removeprefix(TAP)) if payload.startswith(TAP) else None
        if offered is not None:
            return self.manager.tapped(turn, offered), offered
        name = payload.removeprefix("/").split("{")[0]
        if not payload.startswith(TAP) and self.manager.repertoire.starting_on(name, turn.actor.roles):
            turn.parse = ParseResult(text="", intent=Intent(name, 1.0))
            return self.manager.heard(turn), None
        return say(words("pattern-unknown-button")), None

    def _understand(self, turn: Turn) -> ParseResult:
        basket = turn.store.orders.basket_of(turn.person.id)
        context = ParseContext(
            today=local_day(self.county.now()),
            roles=self._heard_as(turn),
            expects=self.manager.expects(turn.talk),
            prefer=frozenset(Sku(line.sku) for line in basket.lines) if basket else frozenset(),
            opinion=turn.opinion.ranking if turn.opinion is not None and turn.opinion.text == turn.said else (),
        )
        return self.parser(turn.store).parse(turn.said, context)

    def _heard_as(self, turn: Turn) -> frozenset[str]:
        """The roles whose words are likely. A volunteer writes for herself, too; her open task hears her first."""
        roles = {ROLE_WORDS[role] for role in turn.actor.roles if role in ROLE_WORDS}
        if Role.VOLUNTEER in turn.actor.roles:
            roles.add(ROLE_WORDS[Role.RESIDENT])
        return frozenset(roles)

    def _answered_before(self, store: UnitOfWork, talk: Talk, incoming: Incoming) -> list[Outgoing] | None:
        address = incoming.address
        if incoming.message_id is not None:
            known = store.conversations.inbox_item(address.channel, address.id, incoming.message_id)
            if known is not None:
                return _written(store, known.id)
        return self._tapped_before(store, talk, incoming.tap) if incoming.tap else None

    def _tapped_before(self, store: UnitOfWork, talk: Talk, tap: str) -> list[Outgoing] | None:
        offered = talk.button(tap.removeprefix(TAP))
        return _written(store, offered.reply) if offered is not None and offered.reply else None


def _written(store: UnitOfWork, inbox_id: str) -> list[Outgoing]:
    return [Outgoing.from_json(message.body) for message in store.conversations.replies_to(inbox_id)]


def _as_reply(outgoing: Outgoing) -> Reply:
    rows = (TableRow(Verbatim(r.amount), Verbatim(r.thing), Verbatim(r.price), r.kind) for r in outgoing.rows)
    passing = outgoing.passing
    passes = Passes(passing.what, (Verbatim(passing.left),)) if passing is not None else None
    return Reply((Saying((Verbatim(outgoing.text),), rows=tuple(rows), speaker=outgoing.speaker, passes=passes),))


def _bursts(items: Sequence[InboxItem]) -> list[list[InboxItem]]:
    """Texts that follow each other are one message; a tap or a picture stands alone."""
    bursts: list[list[InboxItem]] = []
    for item in items:
        if bursts and item.body["text"] and bursts[-1][-1].body["text"]:
            bursts[-1].append(item)
        else:
            bursts.append([item])
    return bursts


def _together(items: Sequence[InboxItem]) -> str:
    return "\n".join(item.body["text"] for item in items if item.body["text"])


def _cut(text: str | None) -> str | None:
    return None if text is None else text[:MAX_TEXT]
