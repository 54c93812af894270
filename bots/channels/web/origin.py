"""Whether a request comes from one of our own pages. Other pages may not speak in the name of their visitors."""

from __future__ import annotations

from urllib.parse import urlsplit

from aiohttp import web


def from_own_page(request: web.Request, public_url: str | None) -> bool:
    """True when the browser says that one of our pages sent this. Browsers always say so for sockets and forms."""
    origin = request.headers.get("Origin")
    if origin is None and request.method == "POST":
        # Browsers of 2019 and older send no Origin with a form, but they say which page it stood on.
        origin = _origin(request.headers.get("Referer", ""))
    if not origin or origin == "null":
        return False
    if public_url and origin == _origin(public_url):
        return True
    return urlsplit(origin).netloc == request.host


def _origin(url: str) -> str:
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.netloc}" if parts.netloc else ""
