"""What the tests share."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
FIXTURES = ROOT / "fixtures"


@pytest.fixture(autouse=True)
def _at_root(monkeypatch):
    """Paths are those of the command line at the root of the repository."""
    monkeypatch.chdir(ROOT)


def command(*arguments, **options):
    """Runs the command that is installed beside this Python."""
    program = Path(sys.executable).with_name("orglint")
    return subprocess.run([program, *map(str, arguments)], capture_output=True, text=True, encoding="utf-8", **options)


def command_json(*arguments):
    """What the command writes as JSON."""
    ran = command(*arguments)
    assert ran.returncode in (0, 1), ran.stderr
    return json.loads(ran.stdout)


def charts():
    """A chart that fails each rule that looks at one chart, and others as they come from systems."""
    failing = sorted(path for path in FIXTURES.glob("rules/*/*/fail.csv") if not path.with_name("orglint.toml").exists())
    others = ["techcorp.csv", "growthgen.csv", "hostile.csv", "repair.csv", "formats/quoted-breaks.csv"]
    return [*failing, *(FIXTURES / name for name in others)]
