"""The electronic withdrawal function of § 356a BGB: declare, confirm, receipt. No log-in, no JavaScript."""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from html import escape

from aiohttp import web
from babel.dates import format_datetime

from bots.channels.hearing import storable
from bots.channels.web.origin import from_own_page
from bots.channels.web.pages import Pages
from bots.channels.web.signing import Signer, fresh_id
from domain.clock import Clock, local
from domain.ids import Chance

_log = logging.getLogger(__name__)

# A summary left open longer is shown once more before it counts.
_SUMMARY_HOLDS = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class WithdrawalForm:
    """What somebody declares. `request_id` is the same when the last button is pressed twice."""

    request_id: str
    name: str
    order: str
    contact: str
    parts: str = ""


@dataclass(frozen=True, slots=True)
class WithdrawalReceipt:
    """That a withdrawal has arrived, and when. `sent_to` is where the receipt also went, if anywhere."""

    reference: str
    at: datetime
    sent_to: str | None = None


Withdraw = Callable[[WithdrawalForm], Awaitable[WithdrawalReceipt]]


@dataclass(frozen=True, slots=True)
class _Field:
    """One line of the form: its name, its question, what is said when it is empty, its longest answer."""

    name: str
    label: str
    missing: str
    longest: int
    autocomplete: str = "off"
    hint: str = ""


_FIELDS = (
    _Field("name", "Ihr Name", "Bitte schreiben Sie Ihren Namen.", 200, "name"),
    _Field(
        "order",
        "Bestellnummer",
        "Bitte schreiben Sie die Bestellnummer oder den Tag der Bestellung.",
        200,
        hint="Sie steht in Ihrer Bestätigung. Sonst genügt der Tag der Bestellung.",
    ),
    _Field(
        "contact",
        "E-Mail-Adresse oder Telefonnummer",
        "Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer.",
        200,
        "email",
        hint="Dorthin geht unsere Bestätigung.",
    ),
    _Field("parts", "Nur ein Teil der Waren?", "", 1000, hint="Bleibt das Feld leer, gilt der Widerruf für alles."),
)


def add_withdrawal_routes(
    app: web.Application,
    pages: Pages,
    *,
    withdraw: Withdraw,
    key: bytes,
    clock: Clock,
    chance: Chance,
    public_url: str | None = None,
) -> None:
    """Serve /widerruf and what follows from it."""
    steps = _Steps(pages, withdraw, Signer(key, "withdrawal"), clock, chance, public_url)
    app.router.add_get("/widerruf", steps.ask)
    app.router.add_post("/widerruf", steps.summarise)
    app.router.add_post("/widerruf/bestaetigen", steps.confirm)


class _Steps:
    def __init__(
        self,
        pages: Pages,
        withdraw: Withdraw,
        signer: Signer,
        clock: Clock,
        chance: Chance,
        public_url: str | None,
    ) -> None:
        self._pages = pages
        self._withdraw = withdraw
        self._signer = signer
        self._clock = clock
        self._chance = chance
        self._public_url = public_url

    async def ask(self, request: web.Request) -> web.StreamResponse:
        """Step 1: who withdraws from which order."""
        return self._form(request, {"order": request.query.get("bestellung", "")[:200]})

    async def summarise(self, request: web.Request) -> web.StreamResponse:
        """Step 2: what was understood, with the button that makes it count."""
        answers = await self._answers(request)
        if answers.get("change"):
            return self._form(request, answers)
        wrong = _wrong(answers)
        if wrong:
            return self._form(request, answers, wrong, status=422)
        return self._summary(request, answers)

    async def confirm(self, request: web.Request) -> web.StreamResponse:
        """Step 3: it counts; the receipt with day and time."""
        answers = await self._answers(request)
        if wrong := _wrong(answers):
            return self._form(request, answers, wrong, status=422)
        request_id = self._confirmed(answers)
        if request_id is None:
            return self._summary(request, answers, again="Bitte prüfen und bestätigen Sie noch einmal.")
        form = WithdrawalForm(request_id, *(answers[field.name] for field in _FIELDS))
        try:
            receipt = await self._withdraw(form)
        except Exception:
            _log.exception("a withdrawal could not be stored")
            again = "Ihr Widerruf ist noch nicht angekommen. Bitte bestätigen Sie gleich noch einmal oder rufen Sie an."
            return self._summary(request, answers, again=again, token=answers["token"], status=503)
        return self._receipt(request, form, receipt)

    async def _answers(self, request: web.Request) -> dict[str, str]:
        if not from_own_page(request, self._public_url):
            sentence = "Dieses Formular kam nicht von unserer Seite. Bitte öffnen Sie die Seite „Vertrag widerrufen“."
            raise web.HTTPForbidden(text=sentence)
        data = await request.post()
        given = {name: value for name, value in data.items() if isinstance(value, str)}
        answers = {f.name: " ".join(storable(given.get(f.name, "")).split())[: f.longest] for f in _FIELDS}
        return answers | {"token": given.get("token", "")[:300], "change": given.get("change", "")[:10]}

    def _form(
        self,
        request: web.Request,
        answers: Mapping[str, str],
        wrong: Mapping[str, str] | None = None,
        *,
        status: int = 200,
    ) -> web.Response:
        fields = "".join(
            _field_html(field, answers.get(field.name, ""), (wrong or {}).get(field.name)) for field in _FIELDS
        )
        alert = ""
        if wrong:
            lines = "".join(f'<li><a href="#{name}">{escape(text)}</a></li>' for name, text in wrong.items())
            alert = f'<div class="notice warn" role="alert"><p>Es fehlt noch etwas:</p><ul>{lines}</ul></div>'
        title = "Es fehlt noch etwas: Vertrag widerrufen" if wrong else "Vertrag widerrufen"
        html = self._pages.render("widerruf.html", title, fields=fields, alert=alert)
        return self._pages.answer(request, html, status=status)

    def _summary(
        self,
        request: web.Request,
        answers: Mapping[str, str],
        *,
        again: str = "",
        token: str = "",
        status: int = 200,
    ) -> web.Response:
        token = token or self._token(answers)
        hidden = "".join(_hidden(field.name, answers[field.name]) for field in _FIELDS)
        html = self._pages.render(
            "widerruf-pruefen.html",
            "Widerruf bestätigen",
            alert=f'<p class="notice warn" role="alert">{escape(again)}</p>' if again else "",
            summary=_summary_html(answers),
            hidden=hidden,
            token=_hidden("token", token),
        )
        return self._pages.answer(request, html, status=status)

    def _receipt(self, request: web.Request, form: WithdrawalForm, receipt: WithdrawalReceipt) -> web.Response:
        sent = f"Diese Bestätigung haben wir auch an {receipt.sent_to} geschickt." if receipt.sent_to else ""
        when = format_datetime(local(receipt.at), "EEEE, d. MMMM y 'um' HH:mm:ss 'Uhr'", locale="de")
        html = self._pages.render(
            "widerruf-erhalten.html",
            "Ihr Widerruf ist angekommen",
            {"when": when, "reference": receipt.reference, "sent": sent},
            summary=_summary_html(asdict(form)),
        )
        return self._pages.answer(request, html)

    def _token(self, answers: Mapping[str, str]) -> str:
        issued = int(self._clock.now().timestamp())
        return self._signer.signed(f"{fresh_id(self._chance)}.{issued}.{_fingerprint(answers)}")

    def _confirmed(self, answers: Mapping[str, str]) -> str | None:
        """The id of this request when exactly these answers were shown for confirmation, not too long ago."""
        shown = self._signer.read(answers["token"])
        if shown is None:
            return None
        request_id, issued, fingerprint = shown.split(".")
        age = self._clock.now().timestamp() - int(issued)
        return request_id if fingerprint == _fingerprint(answers) and age <= _SUMMARY_HOLDS.total_seconds() else None


def _wrong(answers: Mapping[str, str]) -> dict[str, str]:
    wrong = {field.name: field.missing for field in _FIELDS if field.missing and not answers[field.name]}
    contact = answers["contact"]
    if contact and "@" not in contact and sum(letter.isdigit() for letter in contact) < 5:
        wrong["contact"] = "Bitte schreiben Sie eine E-Mail-Adresse oder eine Telefonnummer."
    return wrong


def _fingerprint(answers: Mapping[str, str]) -> str:
    text = "\x00".join(answers[field.name] for field in _FIELDS)
    return sha256(text.encode()).hexdigest()[:32]


def _field_html(field: _Field, value: str, wrong: str | None) -> str:
    described = " ".join(
        name for name, there in ((f"{field.name}-hint", field.hint), (f"{field.name}-wrong", wrong)) if there
    )
    parts = [f'<div class="field"><label for="{field.name}">{escape(field.label)}</label>']
    if field.hint:
        parts.append(f'<p class="hint" id="{field.name}-hint">{escape(field.hint)}</p>')
    if wrong:
        parts.append(f'<p class="wrong" id="{field.name}-wrong">{escape(wrong)}</p>')
    attributes = (
        f'id="{field.name}" name="{field.name}" maxlength="{field.longest}" autocomplete="{field.autocomplete}"'
    )
    attributes += f' value="{escape(value)}"'
    # `required` stays away: the browser's own balloon is small and gone after seconds, our sentence stays.
    attributes += ' aria-required="true"' if field.missing else ""
    attributes += f' aria-describedby="{described}"' if described else ""
    attributes += ' aria-invalid="true"' if wrong else ""
    parts.append(f'<input type="text" {attributes}></div>')
    return "".join(parts)


def _summary_html(answers: Mapping[str, str]) -> str:
    parts = answers["parts"] or "alle Waren dieser Bestellung"
    lines = (
        ("Name", answers["name"]),
        ("Bestellung", answers["order"]),
        ("Widerruf für", parts),
        ("Erreichbar unter", answers["contact"]),
    )
    return "<dl>" + "".join(f"<dt>{escape(a)}</dt><dd>{escape(b)}</dd>" for a, b in lines) + "</dl>"


def _hidden(name: str, value: str) -> str:
    return f'<input type="hidden" name="{name}" value="{escape(value)}">'
