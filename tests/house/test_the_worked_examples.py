"""The worked examples of CONTRIBUTING.md, performed as they stand there on a copy of the project."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

ROOT = Path(settings.BASE_DIR)
EDIT = re.compile(
    r"^In `(?P<file>[^`]+)`, (?P<side>before|after) `(?P<line>[^`]+)`[^\n]*\n"
    r"(?:(?!```)[^\n]*\n)*?\n```\w+\n(?P<text>.*?)^```$",
    re.M | re.S,
)
NEW_FILE = re.compile(r"as\s`([^`]+)`:\n\n```\w+\n(.*?)^```$", re.M | re.S)
EMPTY_FILE = re.compile(r"`([\w/]+/__init__\.py)`")
TRANSLATION = re.compile(r"^\| (?!---)(.+?) \| (.+?) \| (.+?) \|$", re.M)
GENERATED = {"docs/dossier.schema.json"}


class Copy:
    """A copy of the project's own files, under a git of its own."""

    def __init__(self, folder: Path):
        self.folder = folder
        listing = subprocess.run(
            ["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True
        )
        for name in listing.stdout.splitlines():
            if (ROOT / name).exists():
                (folder / name).parent.mkdir(parents=True, exist_ok=True)
                shutil.copy2(ROOT / name, folder / name)
        self.git("init", "--quiet")
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", "The project as it is")

    def git(self, *arguments: str) -> str:
        who = ["-c", "user.name=Test", "-c", "user.email=test@example.org"]
        return self.run("git", *who, *arguments)

    def manage(self, *arguments: str) -> str:
        return self.run(sys.executable, "manage.py", *arguments)

    def pytest(self, *arguments: str, **environment: str) -> str:
        command = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]
        return self.run(*command, *arguments, **environment)

    def run(self, *command: str, **environment: str) -> str:
        """What it prints. What ends with an error fails the test."""
        names = ("PYTEST_VERSION", "PYTEST_CURRENT_TEST", "PYTEST_XDIST_WORKER")
        inherited = {k: v for k, v in os.environ.items() if k not in names}
        inherited["VAR_ROOT"] = str(self.folder / "var")
        done = subprocess.run(
            command,
            cwd=self.folder,
            env=inherited | environment,
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, f"{command}\n{done.stdout[-6000:]}\n{done.stderr}"
        return done.stdout

    def write(self, file: str, text: str) -> None:
        (self.folder / file).parent.mkdir(parents=True, exist_ok=True)
        (self.folder / file).write_text(text)

    def insert(self, file: str, side: str, line: str, text: str) -> None:
        """Put a block before or after the only line that begins so."""
        path = self.folder / file
        lines = path.read_text().splitlines(keepends=True)
        places = [n for n, one in enumerate(lines) if one.startswith(line)]
        assert len(places) == 1 or side == "after", (file, line, places)
        place = self._place(path.read_text(), lines, places, file)
        lines.insert(place + (side == "after"), text)
        path.write_text("".join(lines))

    @staticmethod
    def _place(text: str, lines: list[str], places: list[int], file: str) -> int:
        """Of several such lines the one in the class or function of claims."""
        assert places, file
        if len(places) == 1:
            return places[0]
        start = next(n for n, one in enumerate(lines) if one.startswith("class Claim"))
        return next(place for place in places if place > start)

    def changed_files(self) -> set[str]:
        status = self.git("status", "--porcelain", "--untracked-files=all")
        return {line[3:] for line in status.splitlines()}

    def translate(self, texts: dict[str, tuple[str, str]]) -> None:
        for number, language in enumerate(("da", "de")):
            path = self.folder / f"factcheck/locale/{language}/LC_MESSAGES/django.po"
            catalogue = path.read_text()
            for text, translations in texts.items():
                empty = f'msgid "{text}"\nmsgstr ""\n'
                assert empty in catalogue, f"{text} is not in {path}"
                filled = f'msgid "{text}"\nmsgstr "{translations[number]}"\n'
                catalogue = catalogue.replace(empty, filled)
            path.write_text(catalogue)


def section(title: str) -> str:
    text = (ROOT / "CONTRIBUTING.md").read_text()
    start = text.index(f"## {title}\n")
    return text[start : text.index("\n## ", start + 1)]


@pytest.mark.slow
def test_a_field_is_added_in_nine_files_at_most(tmp_path):
    guide = section("Add a field")
    copy = Copy(tmp_path)

    for edit in EDIT.finditer(guide):
        copy.insert(edit["file"], edit["side"], edit["line"], edit["text"])
    copy.manage("makemigrations", "factcheck", "--name", "claims_have_an_importance")
    copy.manage("messages")
    copy.translate({t[0]: (t[1], t[2]) for t in TRANSLATION.findall(guide) if t[0]})
    copy.manage("messages")
    schema = copy.manage("dossier_schema")
    (copy.folder / "docs/dossier.schema.json").write_text(schema)
    copy.insert(
        "tests/support/record_contents.py",
        "after",
        '            "claim_kind": ',
        '            "importance": "high",\n',
    )
    ((name, test),) = NEW_FILE.findall(guide)
    (copy.folder / name).write_text(test)
    copy.pytest("tests/forms/test_frozen_forms.py", FREEZE="1")

    changed = {n for n in copy.changed_files() if not n.startswith("tests/")}
    assert len(changed - GENERATED) <= 9, changed
    assert "factcheck/migrations" in " ".join(changed)
    guards = [
        "tests/forms/test_frozen_forms.py",
        "tests/pages/test_translations.py",
        "tests/workflow/test_every_table_has_its_rule.py",
        "tests/imports/test_a_dossier_goes_out_and_comes_back.py",
    ]
    copy.pytest(name, *guards)


@pytest.mark.slow
def test_a_kind_is_added_by_one_line_of_an_existing_file(tmp_path):
    guide = section("Add a kind")
    copy = Copy(tmp_path)

    for name in EMPTY_FILE.findall(guide):
        copy.write(name, "")
    for name, text in NEW_FILE.findall(guide):
        copy.write(name, text)
    (edit,) = EDIT.finditer(guide)
    copy.insert(edit["file"], edit["side"], edit["line"], edit["text"])
    copy.manage("makemigrations", "petitions", "--name", "first_petitions")

    changed = copy.git("diff", "--numstat")
    assert changed == "1\t0\tfactcheck/config/settings.py\n"
    assert "petitions/migrations/0001_first_petitions.py" in copy.changed_files()
    copy.pytest("tests/api/test_petitions.py")
