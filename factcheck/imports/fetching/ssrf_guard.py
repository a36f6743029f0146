"""From an address to the checked place to connect to."""

import re
import socket
import threading
from dataclasses import dataclass

import httpx
from django.conf import settings

from .addresses import is_loopback, is_public
from .deadline import Deadline
from .errors import FetchRefused

PORTS = {"http": 80, "https": 443}
LONGEST_ADDRESS = 2000
HOST = re.compile(r"[a-z0-9_-]+(\.[a-z0-9_-]+)*\.?|[0-9a-f:.]*:[0-9a-f:.]*")
NOT_PUBLIC = "{} does not lead to a public site. Give an address that anybody on the internet can open."

Place = tuple[socket.AddressFamily, tuple]


@dataclass(frozen=True)
class Target:
    """An address and the places, all of them checked, where its host was found."""

    url: httpx.URL
    places: list[Place]

    @property
    def origin(self) -> str:
        return f"{self.url.scheme}://{self.url.netloc.decode()}"

    @property
    def host(self) -> str:
        return self.url.raw_host.decode().rstrip(".")


def read(address: str) -> httpx.URL:
    """An address without its fragment. Raises FetchRefused for what no public page has."""
    if len(address) > LONGEST_ADDRESS:
        raise FetchRefused(
            f"The address is longer than {LONGEST_ADDRESS:,} characters. Give a shorter one."
        )
    try:
        url = httpx.URL(address).copy_with(fragment=None)
    except (httpx.InvalidURL, ValueError) as problem:
        raise FetchRefused(
            f"{address} cannot be read as an address. Correct it."
        ) from problem
    if url.scheme not in PORTS:
        raise FetchRefused(
            f"{address} is no web address. Give one that begins with https:// or http://."
        )
    if url.userinfo:
        raise FetchRefused(
            "The address contains a user name or password. Give the address without it."
        )
    if not HOST.fullmatch(url.raw_host.decode()):
        raise FetchRefused(f"{address} names no host. Correct it.")
    return url


def find(url: httpx.URL, deadline: Deadline) -> Target:
    """Look the host up, once, and check every place found. Raises FetchRefused; nothing has been sent by then."""
    may_be_loopback = settings.FETCH_ALLOW_LOOPBACK
    if url.port is not None and not may_be_loopback:
        raise refused_port(url)
    port = PORTS[url.scheme] if url.port is None else url.port
    places = look_up(url.raw_host.decode(), port, deadline)
    if may_be_loopback and all(is_loopback(place[0]) for _, place in places):
        return Target(url, places)
    if not all(is_reachable(place) for _, place in places):
        raise FetchRefused(NOT_PUBLIC.format(url.host))
    if url.port is not None:
        raise refused_port(url)
    return Target(url, places)


def is_reachable(place: tuple) -> bool:
    scope = place[3] if len(place) > 2 else 0
    return not scope and is_public(place[0])


def refused_port(url: httpx.URL) -> FetchRefused:
    return FetchRefused(
        f"Port {url.port} is not read, only the usual ones of http and https. Leave the port out."
    )


def look_up(host: str, port: int, deadline: Deadline) -> list[Place]:
    """Every place of a host. In a thread, because the system's resolver knows no deadline."""
    found: list[Place] = []
    problems: list[Exception] = []
    thread = threading.Thread(
        target=resolve, args=(host, port, found, problems), daemon=True
    )
    thread.start()
    thread.join(deadline.left())
    if problems:
        raise unknown(host, problems[0]) from problems[0]
    if not found:
        raise deadline.passed()
    return found


def resolve(
    host: str, port: int, found: list[Place], problems: list[Exception]
) -> None:
    try:
        answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError) as problem:
        problems.append(problem)
    else:
        found.extend((family, place) for family, _, _, _, place in answers)


def unknown(host: str, problem: Exception) -> FetchRefused:
    passing = (
        isinstance(problem, socket.gaierror) and problem.errno != socket.EAI_NONAME
    )
    remedy = "Try again later." if passing else "Check the spelling."
    return FetchRefused(
        f"No site was found under the name {host}. {remedy}", passing=passing
    )
