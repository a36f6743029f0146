"""The checked address is connected to, but the certificate must be that of the name."""

import shutil
import ssl
import subprocess

import certifi
import pytest
from fetching.internet import PUBLIC, moved, page

from factcheck.imports.fetching import FetchRefused, Limits, Redirect, fetch, request

pytestmark = pytest.mark.skipif(
    not shutil.which("openssl"), reason="openssl makes the certificate"
)


@pytest.fixture(scope="session")
def certificate(tmp_path_factory):
    """A file with key and certificate of news.example, made for this run."""
    file = tmp_path_factory.mktemp("tls") / "news.pem"
    subject = [
        "-subj",
        "/CN=news.example",
        "-addext",
        "subjectAltName=DNS:news.example",
    ]
    key = [
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-keyout",
        file,
    ]
    made = subprocess.run(
        ["openssl", "req", "-x509", *key, *subject, "-days", "2"],
        capture_output=True,
        check=True,
    )
    file.write_bytes(file.read_bytes() + made.stdout)
    return file


@pytest.fixture
def tls(certificate):
    """The server's side; `names` lists what it was called by."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    context.names = []
    context.sni_callback = lambda _, name, __: context.names.append(name)
    return context


@pytest.fixture
def trusted(certificate, monkeypatch):
    """The certificate is among those that the client trusts."""
    monkeypatch.setattr(certifi, "where", lambda: str(certificate))
    request.tls.cache_clear()
    yield
    request.tls.cache_clear()


def test_the_name_is_what_is_proved(internet, serve, tls, trusted):
    server = serve({"/": page(b"secret")}, tls)
    internet.serve("news.example", server, port=443)

    assert fetch("https://news.example/").data == b"secret"

    assert set(tls.names) == {"news.example"}
    assert set(internet.connections) == {(PUBLIC, 443)}
    assert "Host: news.example\n" in server.requests[-1]


@pytest.mark.parametrize("name", ["other.example", PUBLIC])
def test_another_name_is_refused(internet, serve, tls, trusted, name):
    server = serve({"/": page()}, tls)
    internet.serve(name, server, port=443)

    with pytest.raises(FetchRefused, match=f"{name} cannot prove who it is") as refusal:
        fetch(f"https://{name}/")

    assert not refusal.value.passing
    assert server.requests == []


def test_a_certificate_that_nobody_signed_is_refused(internet, serve, tls):
    internet.serve("news.example", serve({"/": page()}, tls), port=443)

    with pytest.raises(FetchRefused, match="cannot prove who it is"):
        fetch("https://news.example/")


def test_a_site_without_encryption_is_not_read_as_if_it_had(internet, serve):
    server = serve({"/": page()})
    internet.serve("news.example", server, port=443)

    with pytest.raises(FetchRefused, match="did not answer in time"):
        fetch("https://news.example/", limits=Limits(seconds=0.3))

    assert server.requests == []


def test_a_redirect_out_of_encryption_is_followed_and_noted(
    internet, serve, tls, trusted
):
    internet.serve(
        "news.example", serve({"/": moved("http://news.example/open")}, tls), port=443
    )
    internet.serve("news.example", serve({"/open": page(b"open")}), port=80)

    fetched = fetch("https://news.example/")

    assert fetched.data == b"open"
    assert fetched.redirects == [
        Redirect(302, "http://news.example/open", insecure=True)
    ]
