"""The commands of docs/operators.md, run as they stand there, but in a folder of a test's own.

What differs is named in `replacements`: folders, the user that processes run as, names in PostgreSQL, ports. Packages,
the system user and systemd are left out; of its units the very lines are run that systemd would.
"""

import os
import re
import shlex
import subprocess
import tarfile
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from urllib.parse import urlsplit

import psycopg
from django.conf import settings

from factcheck.management import processes
from support.proxies import HOST, require_nginx, write_config
from support.services import POSTGRES_URL

PAGE = Path(settings.BASE_DIR) / "docs" / "operators.md"
BLOCK = re.compile(r"^```sh (\w+)\n(.*?)^```$", re.M | re.S)
LEFT_OUT = {
    ".git",
    ".venv",
    "node_modules",
    "var",
    "staticfiles",
    ".hypothesis",
    ".pytest_cache",
    ".ruff_cache",
}
ORDER = (
    "packages",
    "user",
    "folders",
    "code",
    "settings",
    "key",
    "database",
    "processes",
    "nginx",
    "ready",
    "administrator",
)


def blocks() -> dict[str, str]:
    """The page's commands by the name of each block, in their order."""
    return dict(BLOCK.findall(PAGE.read_text()))


class Machine:
    """A folder that stands for a fresh machine; what is started on it ends with `close`."""

    def __init__(self, root: Path, redis_url: str):
        self.root, self.ends = root, ExitStack()
        self.http, self.https = processes.free_port(), processes.free_port()
        self.database = f"record_{os.getpid()}"
        self.redis_url = redis_url
        for folder in ("etc", "bin", "run", "units", "nginx"):
            (root / folder).mkdir()
        self._drop()
        self.ends.callback(self._drop)

    def replacements(self) -> Iterator[tuple[str, str]]:
        """What of the page is written differently here: a pattern, and what stands in its place."""
        server = urlsplit(POSTGRES_URL)
        place = f"{server.hostname}:{server.port or 5432}"
        yield r"^(chown|systemctl|nginx|ln) .*\n", ""
        yield r" -o record| -g record", ""
        yield r"/root/record\.tar\.gz", f"{self.root}/record.tar.gz"
        yield r"/usr/local/sbin", f"{self.root}/bin"
        yield r"/etc/systemd/system", f"{self.root}/units"
        yield r"/etc/nginx/sites-available", f"{self.root}/nginx"
        yield r"/etc/record", f"{self.root}/etc"
        yield r"/srv/record", f"{self.root}/srv"
        yield r"/run/record", f"{self.root}/run"
        yield r"runuser -u postgres -- psql", f"psql '{POSTGRES_URL}'"
        yield (
            r"runuser -u postgres -- createdb",
            f"createdb --maintenance-db='{POSTGRES_URL}'",
        )
        yield r"runuser -u record -- ", ""
        yield r"ROLE record ", f"ROLE {self.database} "
        yield r"--owner record record", f"--owner {self.database} {self.database}"
        yield (
            r"//record:\$password@127\.0\.0\.1:5432/record",
            f"//{self.database}:$password@{place}/{self.database}",
        )
        yield r"redis://127\.0\.0\.1:6379/0", self.redis_url
        yield (
            r"curl (.*)https://record\.example",
            rf"curl --insecure --resolve {self.site}:127.0.0.1 \1https://{self.site}",
        )

    @property
    def site(self) -> str:
        return f"{HOST}:{self.https}"

    def here(self, text: str) -> str:
        for pattern, instead in self.replacements():
            text = re.sub(pattern, instead, text, flags=re.M)
        return text

    def run(self, commands: str) -> str:
        """What the commands print. The first that fails is an error."""
        environment = {
            "PATH": f"{self.root}/bin:{os.environ['PATH']}",
            "HOME": os.environ.get("HOME", "/root"),
            "LANG": "C.UTF-8",
        }
        environment |= {
            name: value
            for name, value in os.environ.items()
            if name.lower().startswith(("pip_", "http"))
        }
        done = subprocess.run(
            ["bash", "-euo", "pipefail", "-c", self.here(commands)],
            cwd=self.root,
            env=environment,
            capture_output=True,
            text=True,
            check=False,
        )
        assert done.returncode == 0, (
            f"{self.here(commands)}\n{done.stdout}\n{done.stderr}"
        )
        return done.stdout

    def unpack_release(self) -> None:
        """The release as it is handed out: the project without what is made on the way."""
        with tarfile.open(
            self.root / "record.tar.gz", "w:gz", compresslevel=1
        ) as archive:
            for path in sorted(Path(settings.BASE_DIR).iterdir()):
                if path.name not in LEFT_OUT:
                    archive.add(path, path.name)

    def adapt_installed(self) -> None:
        """The script and the units that were installed, with this machine's folders."""
        for path in [
            self.root / "bin" / "record-manage",
            *(self.root / "units").iterdir(),
        ]:
            path.write_text(self.here(path.read_text()))

    def start_units(self, *names: str) -> None:
        """Run what systemd would: each unit's command, in its folder, with its settings."""
        for name in names:
            unit = dict(
                line.split("=", 1)
                for line in (self.root / "units" / f"{name}.service")
                .read_text()
                .splitlines()
                if re.match(r"\w+=", line)
            )
            lines = Path(unit["EnvironmentFile"]).read_text().splitlines()
            environment = dict(line.split("=", 1) for line in lines)
            self.start(
                name,
                shlex.split(unit["ExecStart"]),
                unit["WorkingDirectory"],
                environment,
            )

    def start_nginx(self) -> None:
        folder = self.root / "nginx"
        config = write_config(
            folder,
            self.root / "run" / "site.sock",
            self.http,
            self.https,
            folder / "record",
        )
        command = [
            require_nginx(),
            "-p",
            str(folder),
            "-e",
            str(folder / "error.log"),
            "-c",
            str(config),
        ]
        self.start("nginx", command, str(folder), {})

    def start(
        self, name: str, command: list[str], folder: str, environment: dict[str, str]
    ) -> None:
        log = self.ends.enter_context((self.root / f"{name}.log").open("ab"))
        path = {"PATH": os.environ["PATH"], "HOME": str(self.root)}
        process = subprocess.Popen(
            command, cwd=folder, env=path | environment, stdout=log, stderr=log
        )
        self.ends.callback(process.wait)
        self.ends.callback(process.terminate)

    def close(self) -> None:
        self.ends.close()

    def _drop(self) -> None:
        with closing(psycopg.connect(POSTGRES_URL, autocommit=True)) as connection:
            connection.execute(f"DROP DATABASE IF EXISTS {self.database} WITH (FORCE)")
            connection.execute(f"DROP ROLE IF EXISTS {self.database}")
