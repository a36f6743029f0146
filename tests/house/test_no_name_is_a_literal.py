"""The name of the site is data: only the settings give one, for as long as its record says none."""

from django.conf import settings

FOLDERS = (("factcheck", "*.py"), ("timeline", "*.py"), ("templates", "*.html"))
NAME = "The Record"
SETTINGS = settings.BASE_DIR / "factcheck" / "config" / "settings.py"


def test_no_code_and_no_template_names_the_site():
    naming = []
    for folder, pattern in FOLDERS:
        for path in (settings.BASE_DIR / folder).rglob(pattern):
            if NAME in path.read_text(encoding="utf-8"):
                naming.append(path)

    assert naming == [SETTINGS]
