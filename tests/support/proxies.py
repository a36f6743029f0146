"""nginx as the documentation's example runs it, in a folder and on ports of a test's own."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from django.conf import settings

from support.services import missing

EXAMPLE = Path(settings.BASE_DIR) / "docs" / "operators" / "nginx.conf"
FRAME = """
{user}
daemon off;
worker_processes 1;
pid {folder}/nginx.pid;
error_log {folder}/nginx.log;
events {{ worker_connections 512; }}
http {{
    access_log off;
    client_body_temp_path {folder}/body;
    proxy_temp_path {folder}/proxy;
    fastcgi_temp_path {folder}/fastcgi;
    uwsgi_temp_path {folder}/uwsgi;
    scgi_temp_path {folder}/scgi;
    include {folder}/site.conf;
}}
"""
HOST = "record.example"


def require_nginx() -> str:
    """The path of nginx's program."""
    found = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    if not found:
        missing(
            "REQUIRE_SERVICES", "no nginx; get it with: apt-get install nginx-light"
        )
    return found or ""


def write_config(
    folder: Path, socket_file: Path, http: int, https: int, example: Path = EXAMPLE
) -> Path:
    """The example as it stands, but for its socket, ports and certificate, with what nginx needs around it."""
    make_certificate(folder)
    text = example.read_text()
    text = replaced(text, "unix:/run/record/site.sock", f"unix:{socket_file}")
    text = replaced(
        text, "listen 80;\n    listen [::]:80;", f"listen 127.0.0.1:{http};"
    )
    text = replaced(
        text,
        "listen 443 ssl http2;\n    listen [::]:443 ssl http2;",
        f"listen 127.0.0.1:{https} ssl http2;",
    )
    text = re.sub(r"ssl_certificate \S+;", f"ssl_certificate {folder}/cert.pem;", text)
    text = re.sub(
        r"ssl_certificate_key \S+;", f"ssl_certificate_key {folder}/key.pem;", text
    )
    (folder / "site.conf").write_text(text)
    whole = folder / "nginx.conf"
    whole.write_text(
        FRAME.format(folder=folder, user="" if os.geteuid() else "user root;")
    )
    return whole


def replaced(text: str, old: str, new: str) -> str:
    assert old in text, f"docs/operators/nginx.conf no longer has “{old}”"
    return text.replace(old, new)


def make_certificate(folder: Path) -> None:
    asked = [
        "openssl",
        "req",
        "-x509",
        "-newkey",
        "rsa:2048",
        "-nodes",
        "-days",
        "2",
        "-subj",
        f"/CN={HOST}",
    ]
    files = ["-keyout", str(folder / "key.pem"), "-out", str(folder / "cert.pem")]
    subprocess.run([*asked, *files], check=True, capture_output=True)
