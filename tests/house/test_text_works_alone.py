"""Text work is done where no Django is: in the process that reads files, in a script, in a notebook."""

import subprocess
import sys

LOADING = """
import importlib, pkgutil, sys
import factcheck.text
for module in pkgutil.walk_packages(factcheck.text.__path__, "factcheck.text."):
    importlib.import_module(module.name)
loaded = {name.partition(".")[0] for name in sys.modules}
print(sum(name.startswith("factcheck.text.") for name in sys.modules))
print(*sorted(loaded & {"django", "rest_framework", "celery", "kombu"}))
"""


def test_every_module_of_text_is_loaded_without_django():
    done = subprocess.run(
        [sys.executable, "-c", LOADING], capture_output=True, text=True, check=True
    )

    count, frameworks = done.stdout.split("\n")[:2]
    assert int(count) > 90
    assert frameworks == ""
