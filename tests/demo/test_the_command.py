"""What the demonstration says when it cannot be started as it was asked to."""

import pytest
from django.core.management import CommandError, call_command


@pytest.mark.parametrize(
    "port", ["abc", "0", "99999", "-1", "8000.5", "\N{SUPERSCRIPT TWO}", "9" * 5000]
)
def test_what_is_no_port_gets_one_line(port):
    with pytest.raises(CommandError) as refusal:
        call_command("demo", f"--port={port}")

    assert str(refusal.value).startswith(
        f"{port} is not a port. Choose one from 1 to 65535"
    )
    assert "\n" not in str(refusal.value)
