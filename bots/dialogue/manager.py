"""Who speaks next: danger and duty first, then manners, then the open flow, then a flow that may start."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from bots.dialogue import patterns
from bots.dialogue.conversation import REMEMBERED_STEPS, Frame, Offered, Talk
from bots.dialogue.flow import Ask, Flow, Repertoire, Step, Turn
from bots.dialogue.reply import NOTHING_SAID, Json, Reply, Saying, Words, joined, say, words
from domain.errors import DomainError
from domain.people.model import Role
from nlu.danger import is_danger
from nlu.result import Expects

# Before everything else, whatever is open: danger, then the rights nobody may be kept from.
FIRST = ("emergency", "withdraw_contract", "unsubscribe", "imprint", "privacy_notice")
YES_NO = {"affirm": True, "deny": False}
OF_HER_OWN = frozenset({Role.GUEST, Role.RESIDENT})  # in a flow of theirs people speak of themselves
MISSES_UNTIL_PERSON = 3
CRY = 2  # "Hilfe" is the word on the button; "Hilfe!!!" is no wish for a menu
DEEPEST = 4  # flows open one over the other; what lies deeper has been forgotten by the person, too


class Manager:
    """Answers one message: finds the flow that is meant and lets it go one step."""

    def __init__(self, repertoire: Repertoire) -> None:
        self.repertoire = repertoire

    # --- what the parser should know ---------------------------------------------------------

    def expects(self, talk: Talk) -> Expects:
        """What the open question waits for."""
        ask = self._open_ask(talk)
        if ask is not None and ask.expects is not Expects.NOTHING:
            return ask.expects
        return Expects.CHOICE if talk.menu else Expects.NOTHING

    # --- one message ---------------------------------------------------------------------------

    def asks_before(self, turn: Turn, tapped: Offered | None) -> Reply | None:
        """The question that comes before every answer. Danger does not wait for it, nor does an answer to it."""
        if turn.parse is not None and (patterns.command(turn.said) or turn.parse.intent.name) == "emergency":
            return None
        for flow in (one for one in self.repertoire.flows if one.before and one.may_start(turn.actor.roles)):
            answering = tapped or (self._choice(turn) if turn.parse is not None else None)
            if answering is not None and answering.flow == flow.name:
                continue
            if turn.parse is not None and flow.claims is not None and flow.claims(turn):
                continue
            asked = flow.before(turn) if flow.before else None
            if asked is not None:
                return asked
        return None

    def tapped(self, turn: Turn, offered: Offered) -> Reply:
        """Answer a tapped button."""
        if offered.flow is not None:
            return self._start_with(turn, offered.flow, offered.value)
        return self._chosen(turn, offered)

    def heard(self, turn: Turn) -> Reply:
        """Answer a text. A stranger hears first of all that this is a machine (AI Act, Art. 50)."""
        assert turn.parse is not None
        command = patterns.command(turn.said)
        intent = command or turn.parse.intent.name
        asks_for_help = command == "help" and turn.said.count("!") < CRY
        if turn.parse.intent.name == "emergency" and not asks_for_help:
            command, intent = None, "emergency"
        reply = self._heard(turn, command, intent)
        return reply if intent == "emergency" or reply == REPEAT else self._introduced(turn, reply)

    def _introduced(self, turn: Turn, reply: Reply) -> Reply:
        """The same, with the introduction before it where a stranger has not been told yet who speaks."""
        if turn.actor.roles != {Role.GUEST} or turn.talk.introduced:
            return reply
        turn.talk.introduced = True
        return patterns.introduction(turn.info) + reply

    def _heard(self, turn: Turn, command: str | None, intent: str) -> Reply:
        assert turn.parse is not None
        helping = turn.talk.case_mine is not None  # an operator's "Rufen Sie 112" is for the person helped
        if not helping and intent in FIRST and (command or not turn.parse.unsure or intent == "emergency"):
            reported = self._reported(turn) if intent == "emergency" else None
            return reported if reported is not None else self._duty(turn, intent, command)
        carried = self._carry(turn, command)
        if carried is not None:
            return carried
        return self._heard_by_machine(turn, intent, command is not None)

    def _duty(self, turn: Turn, intent: str, command: str | None) -> Reply:
        """Danger and rights; "Widerruf bestätigen" in words is the button of that name, not a new beginning.

        A command word begins anew, even where a button is called like it.
        """
        fixed = intent == "emergency" or command is not None
        offered = None if fixed else patterns.choice_by_words(turn.said, None, turn.talk.standing())
        if offered is not None:
            return self.tapped(turn, offered)
        return self._start(turn, intent) or self._missed(turn)

    def _reported(self, turn: Turn) -> Reply | None:
        """What only sounds like danger and answers the open question is that answer: "niemand da" at a door.

        Words of danger always win. The label of a choice may be typed by anybody; freer words are believed of those
        who report about their work, for they speak of others.
        """
        if is_danger(turn.said) or patterns.command(turn.said) == "emergency":
            return None
        offered = patterns.choice_by_words(turn.said, None, turn.talk.standing())
        if offered is not None:
            return self.tapped(turn, offered)
        frame = turn.talk.frame
        at_work = frame is not None and not self.repertoire.by_name[frame.flow].for_roles & OF_HER_OWN
        return self._heard_by_question(turn) if at_work else None

    def cannot_read(self, turn: Turn, what: str) -> Reply:
        """Answer what is no text; the open question stands, unless words follow that may answer it."""
        question = NOTHING_SAID if what == "captioned" else self._question(turn)
        return self._introduced(turn, patterns.cannot_read(what) + question)

    def _heard_by_machine(self, turn: Turn, intent: str, is_command: bool) -> Reply:
        offered = None if is_command else self._choice(turn)
        if offered is not None:
            return self.tapped(turn, offered)
        claiming = None if is_command else self._claiming(turn)
        if claiming is not None:
            return self._begin(turn, claiming)
        if not is_command:
            step = self._heard_by_question(turn)
            if step is not None:
                return step
        sure = is_command or not turn.parse or not turn.parse.unsure
        manners = self._manners(turn, intent) if sure else None
        if manners is not None:
            return manners
        taken = self._taken(turn, intent) if not is_command else None
        if taken is not None:
            return taken
        if patterns.is_bare_number(turn.said) and not turn.talk.menu:
            return patterns.no_menu() + self._question(turn)
        started = self._start(turn, intent) if sure else None
        return started if started is not None else self._missed(turn)

    def _choice(self, turn: Turn) -> Offered | None:
        """The choice that is meant by the words; where an amount is asked, a bare number is no choice."""
        amount = self.expects(turn.talk) is Expects.AMOUNT
        found = patterns.choice_by_words(turn.said, turn.parse, turn.talk.standing(), by_number=not amount)
        return found or self._yes_or_no(turn)

    def _yes_or_no(self, turn: Turn) -> Offered | None:
        """The choice that a yes or no in other words means, where nothing else is asked: "nein, danke dir"."""
        ask = self._open_ask(turn.talk)
        if ask is None or ask.expects is not Expects.YES_NO or ask.hears is not None:
            return None
        assert turn.parse is not None
        meant = None if turn.parse.unsure else YES_NO.get(turn.parse.intent.name)
        alike = (offered for offered in turn.talk.standing() if offered.value is meant and not offered.strict)
        return next(alike, None) if meant is not None else None

    # --- the steps of a flow ---------------------------------------------------------------------

    def _chosen(self, turn: Turn, offered: Offered) -> Reply:
        frame = turn.talk.frame
        if frame is None or frame.id != offered.frame or frame.asked != offered.ask or offered.ask is None:
            return patterns.old_button(self._question(turn))
        flow = self.repertoire.by_name[frame.flow]
        ask = flow.ask(offered.ask)
        if ask is None:
            return patterns.old_button(self._question(turn))
        form = flow.adapter.validate_python(frame.form)
        return self._apply(turn, flow, frame, lambda: ask.take(turn, form, offered.value))

    def _heard_by_question(self, turn: Turn) -> Reply | None:
        frame, ask = turn.talk.frame, self._open_ask(turn.talk)
        if frame is None or ask is None or ask.hears is None:
            return None
        flow = self.repertoire.by_name[frame.flow]
        form = flow.adapter.validate_python(frame.form)
        hears = ask.hears

        def step() -> Step[Any]:
            found = hears(turn, form)
            if found is None:
                raise _NotHeard
            return found

        try:
            return self._apply(turn, flow, frame, step)
        except _NotHeard:
            return None

    def _taken(self, turn: Turn, intent: str) -> Reply | None:
        frame = turn.talk.frame
        if frame is None:
            return None
        flow = self.repertoire.by_name[frame.flow]
        take = flow.takes.get(intent)
        if take is None:
            return None
        form = flow.adapter.validate_python(frame.form)
        return self._apply(turn, flow, frame, lambda: take(turn, form))

    def _apply(self, turn: Turn, flow: Flow[Any], frame: Frame, make: Any) -> Reply:
        """Let a step happen and go on; a refusal is said kindly and the question stands."""
        before = {"form": frame.form, "asked": frame.asked, "outside": flow.snapshot(turn) if flow.snapshot else None}
        try:
            step = make()
        except DomainError as refusal:
            turn.refused = True
            return say(self.refusal(refusal)) + self._question(turn)
        frame.earlier.append(before)
        del frame.earlier[:-REMEMBERED_STEPS]
        return self._advance(turn, flow, frame, step)

    def _advance(self, turn: Turn, flow: Flow[Any], frame: Frame, step: Step[Any]) -> Reply:
        turn.talk.misses = 0
        frame.form = flow.adapter.dump_python(step.form, mode="json")
        gap = None if step.done or step.finished else flow.next_gap(turn, step.form)
        if gap is not None:
            frame.asked = gap.slot
            return step.reply if step.asks_itself else joined(step.reply, self._ask(turn, flow, gap, step.form))
        reply = step.reply
        if not step.done and flow.finish is not None:
            try:
                reply = joined(reply, flow.finish(turn, step.form))
            except DomainError as refusal:
                reply = reply + say(self.refusal(refusal))
        turn.talk.frames.remove(frame)
        if step.then is not None:
            name, value = step.then
            return joined(reply, self._start_with(turn, name, value))
        return reply if step.asks_itself else self._resume(turn, reply)

    def _resume(self, turn: Turn, reply: Reply) -> Reply:
        """After a side question the open one is asked again, unless the answer offers choices of its own."""
        if turn.talk.frame is None or any(saying.options for saying in reply.sayings):
            return reply
        return joined(reply, self._question(turn))

    # --- beginning ----------------------------------------------------------------------------------

    def _start(self, turn: Turn, intent: str) -> Reply | None:
        flows = self.repertoire.starting_on(intent, turn.actor.roles)
        if not flows:
            return None
        return self._begin(turn, flows[0])

    def _begin(self, turn: Turn, flow: Flow[Any]) -> Reply:
        assert flow.begin is not None
        begin = flow.begin
        return self._open(turn, flow, lambda: begin(turn))

    def _start_with(self, turn: Turn, name: str, value: Json) -> Reply:
        flow = self.repertoire.by_name.get(name)
        if flow is None or not flow.may_start(turn.actor.roles):
            return patterns.old_button(self._question(turn))
        if flow.start_with is not None:
            start_with = flow.start_with
            return self._open(turn, flow, lambda: start_with(turn, value))
        return self._begin(turn, flow)

    def _open(self, turn: Turn, flow: Flow[Any], make: Any) -> Reply:
        same = next((frame for frame in turn.talk.frames if frame.flow == flow.name), None)
        try:
            step: Step[Any] = make()
        except DomainError as refusal:
            turn.refused = True
            return say(self.refusal(refusal)) + self._question(turn)
        if same is not None:  # begun anew: the old form gives way
            turn.talk.frames.remove(same)
        frame = Frame(id=turn.talk.next_id(), flow=flow.name, form=None)
        turn.talk.frames.append(frame)
        del turn.talk.frames[:-DEEPEST]
        return self._advance(turn, flow, frame, step)

    # --- manners ---------------------------------------------------------------------------------------

    def _manners(self, turn: Turn, intent: str) -> Reply | None:
        if intent == "repeat":
            return self._repeat(turn)
        turn.talk.repeats = 0
        if intent == "go_back" and turn.talk.frame is not None:
            return self._go_back(turn, turn.talk.frame)
        if intent == "stop":
            turn.talk.frames.clear()
            turn.talk.later.clear()
            basket = turn.store.orders.basket_of(turn.person.id)
            return say(words("pattern-stopped" if basket is not None and basket.lines else "pattern-nothing-to-stop"))
        return None

    def _repeat(self, turn: Turn) -> Reply:
        """The same words once more; the second time only the question, in few words."""
        turn.talk.repeats += 1
        if turn.talk.repeats > 1 and turn.talk.frame is not None:
            return joined(say(words("pattern-repeat-short")), self._question(turn))
        return REPEAT if turn.talk.last else say(words("pattern-nothing-to-repeat"))

    def _go_back(self, turn: Turn, frame: Frame) -> Reply:
        flow = self.repertoire.by_name[frame.flow]
        if not frame.earlier:
            return joined(say(words("pattern-cannot-go-back")), self._question(turn))
        before = frame.earlier.pop()
        frame.form, frame.asked = before["form"], before["asked"]
        if flow.restore is not None and before["outside"] is not None:
            flow.restore(turn, before["outside"])
        return joined(say(words("pattern-went-back")), self._question(turn))

    def _missed(self, turn: Turn) -> Reply:
        knowing = self._knowing(turn)
        if knowing is not None:
            return self._begin(turn, knowing)
        turn.talk.misses += 1
        if turn.talk.misses >= MISSES_UNTIL_PERSON:
            turn.talk.misses = 0
            return self._start_with(turn, "human", {"missed": True})
        return patterns.not_understood(turn.talk.misses, self._question(turn), phone=turn.info["phone"])

    def _claiming(self, turn: Turn) -> Flow[Any] | None:
        """The flow to which these words can only belong."""
        may = (flow for flow in self.repertoire.flows if flow.claims and flow.may_start(turn.actor.roles))
        return next((flow for flow in may if flow.claims and flow.claims(turn)), None)

    def _knowing(self, turn: Turn) -> Flow[Any] | None:
        """The flow that knows these words when no intent fits."""
        may = (flow for flow in self.repertoire.flows if flow.knows and flow.may_start(turn.actor.roles))
        return next((flow for flow in may if flow.knows and flow.knows(turn)), None)

    def _carry(self, turn: Turn, command: str | None) -> Reply | None:
        """A chat in human hands goes to the human, except for the words that lead back to the machine."""
        if turn.talk.case_id is None and turn.talk.case_mine is None:
            return None
        if command == "stop":
            return self._start_with(turn, "end-talk", None)
        return self._start_with(turn, "talk-line", turn.said)

    # --- questions -------------------------------------------------------------------------------------

    def _question(self, turn: Turn) -> Reply:
        """The open question again, or nothing when none is open."""
        frame, ask = turn.talk.frame, self._open_ask(turn.talk)
        if frame is None:
            return NOTHING_SAID
        flow = self.repertoire.by_name[frame.flow]
        form = flow.adapter.validate_python(frame.form)
        gap = flow.next_gap(turn, form) or ask
        if gap is None:
            return NOTHING_SAID
        frame.asked = gap.slot
        return self._ask(turn, flow, gap, form)

    def _open_ask(self, talk: Talk) -> Ask[Any] | None:
        frame = talk.frame
        if frame is None or frame.asked is None:
            return None
        return self.repertoire.by_name[frame.flow].ask(frame.asked)

    def _ask(self, turn: Turn, flow: Flow[Any], ask: Ask[Any], form: Any) -> Reply:
        asked: Words | Reply = ask.words(turn, form) if ask.words else words(f"{flow.name}-ask-{ask.slot}")
        reply = say(asked) if isinstance(asked, Words) else asked
        options = tuple(ask.offers(turn, form))
        if not options or not reply.sayings:
            return reply
        last: Saying = replace(reply.sayings[-1], options=options)
        return Reply((*reply.sayings[:-1], last))

    @staticmethod
    def refusal(refusal: DomainError) -> Words:
        """A refusal as a sentence: its key from the class name, its details as arguments."""
        return Words(refusal.text_key(), refusal.details)


REPEAT = say(words("pattern-repeat"))  # stands for the last reply; whoever writes it down puts that in its place


class _NotHeard(Exception):
    """The open question was not answered by these words."""
