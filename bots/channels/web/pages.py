"""The pages around the chat: one frame, plain templates with $names, the static files, and the headers of all."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import sha256
from html import escape
from pathlib import Path
from string import Template

from aiohttp import web

_HERE = Path(__file__).parent
_TYPES = {".js": "text/javascript", ".css": "text/css", ".svg": "image/svg+xml", ".woff2": "font/woff2"}
_HOST = re.compile(r"[A-Za-z0-9.\-]+(:\d{1,5})?|\[[0-9A-Fa-f:.]+\](:\d{1,5})?")

DEMO_BANNER = "Vorführung, es wird nichts verkauft; Personen, Firmen und Standorte sind Beispiele"


@dataclass(frozen=True, slots=True)
class OperatorCard:
    """Who runs this service, in the words that the legal pages print. The defaults are visibly examples."""

    name: str = "Smarte Nahversorgung Beispielkreis (Beispielbetreiber)"
    represented_by: str = "Erika Beispiel"
    street: str = "Beispielstraße 1"
    town: str = "00000 Beispielstadt"
    phone: str = "05271 000 000"
    phone_hours: str = "Montag bis Freitag von 8 bis 17 Uhr"
    email: str = "hilfe@dorfbote.example"
    register: str = "keine Eintragung (Beispiel)"
    vat_id: str = "keine (Beispiel)"
    privacy_contact: str = "datenschutz@dorfbote.example"
    privacy_authority: str = "Landesbeauftragte für Datenschutz und Informationsfreiheit Nordrhein-Westfalen"
    accessibility_contact: str = "barrierefrei@dorfbote.example"
    accessibility_authority: str = "Überwachungsstelle für barrierefreie Informationstechnik Nordrhein-Westfalen"
    chat_log_days: int = 90

    @property
    def phone_link(self) -> str:
        """The phone number as a telephone dials it."""
        return re.sub(r"[^\d+]", "", self.phone)


class Pages:
    """Fills templates and answers with them. Every value is escaped; only `body` is HTML."""

    def __init__(self, operator: OperatorCard, *, demo: bool) -> None:
        self.operator = operator
        self.demo = demo
        self._card = {name: str(value) for name, value in asdict(operator).items()}
        self._card["phone_link"] = operator.phone_link

    def render(
        self,
        template: str | Path,
        title: str,
        words: Mapping[str, str] | None = None,
        *,
        kind: str = "reading",
        top: str | None = None,
        **html: str,
    ) -> str:
        """A whole page, of one of our templates or of somebody else's file.

        `words` are escaped; `top` (the line above, where it is not the usual one) and the other keyword arguments
        are HTML that was escaped by its maker.
        """
        values = self._values(words or {})
        body = _template(template).substitute(values, **html)
        square = "" if top is not None else ' <a href="/">Zum Dorfplatz</a>'
        banner = f'<aside class="banner" aria-label="Hinweis">{DEMO_BANNER}{square}</aside>' if self.demo else ""
        parts = {"banner": banner, "top": self.part("top.html") if top is None else top, "body": body}
        return _template("frame.html").substitute(values, title=escape(title), kind=kind, **parts)

    def part(self, template: str | Path) -> str:
        """A piece of a page, with the operator's details in it."""
        return _template(template).substitute(self._values({}))

    def _values(self, words: Mapping[str, str]) -> dict[str, str]:
        return {name: escape(value) for name, value in {**self._card, **words}.items()}

    def answer(self, request: web.Request, html: str, *, status: int = 200) -> web.Response:
        """The page with the headers that keep foreign scripts, frames and caches out."""
        response = web.Response(text=html, status=status, content_type="text/html", charset="utf-8")
        response.headers.update(self._headers(request))
        return response

    def _headers(self, request: web.Request) -> dict[str, str]:
        # Browsers of 2021 and older do not take 'self' to cover a websocket, so the host is named as well.
        host = request.host if _HOST.fullmatch(request.host) else ""
        socket = f" ws://{host} wss://{host}" if host else ""
        policy = (
            "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
            f"connect-src 'self'{socket}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
        )
        return {
            "Content-Security-Policy": policy,
            "X-Content-Type-Options": "nosniff",
            # Not "no-referrer": browsers then hide from our forms that they come from our own page.
            "Referrer-Policy": "same-origin",
            "Cache-Control": "no-store",
            "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
        }


def add_static_route(app: web.Application, under: str, folder: Path = _HERE / "static") -> None:
    """Serve scripts and styles. They are few and small, so they live in memory with their fingerprint."""
    files = {path.name: _StaticFile.read(path) for path in folder.iterdir() if path.suffix in _TYPES}

    async def static(request: web.Request) -> web.Response:
        file = files.get(request.match_info["name"])
        if file is None:
            raise web.HTTPNotFound(text="Diese Datei gibt es hier nicht.")
        headers = {"ETag": file.etag, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff"}
        if request.headers.get("If-None-Match") == file.etag:
            return web.Response(status=304, headers=headers)
        return web.Response(body=file.body, content_type=file.type, charset="utf-8", headers=headers)

    app.router.add_get(f"{under}/{{name}}", static)


@dataclass(frozen=True, slots=True)
class _StaticFile:
    body: bytes
    type: str
    etag: str

    @classmethod
    def read(cls, path: Path) -> _StaticFile:
        body = path.read_bytes()
        return cls(body, _TYPES[path.suffix], f'"{sha256(body).hexdigest()[:20]}"')


@cache
def _template(name: str | Path) -> Template:
    return Template((_HERE / "templates" / name).read_text(encoding="utf-8"))
