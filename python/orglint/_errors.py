"""What is raised."""

import re
from typing import Optional

from ._text import safe


class OrglintError(ValueError):
    """A chart, a configuration or an option that cannot be read: the message says what is wrong, and how to mend it.

    What is wrong *in* a chart is no error, but a finding.
    """

    path: Optional[str]
    """The file, or ``<frame>``."""
    line: Optional[int]
    """The line, from 1; of a table its row."""
    column: Optional[int]
    """The column, from 1, in characters; of a table the number of its column."""
    help: Optional[str]
    """How to mend it."""

    def __init__(
        self,
        message: str,
        path: Optional[str] = None,
        line: Optional[int] = None,
        column: Optional[int] = None,
        help: Optional[str] = None,
    ) -> None:
        super().__init__(message, path, line, column, help)
        self.message = _in_python(message)
        self.path = path
        self.line = line
        self.column = column
        self.help = None if help is None else _in_python(help)

    def __str__(self) -> str:
        message = safe(self.message)
        return message if self.help is None else f"{message}\n  help: {safe(self.help)}"


def _in_python(text: str) -> str:
    """Options of the command line as arguments of the functions here."""
    text = re.sub(r'--map (\w+)=("[^"]*"|\w+)', lambda m: f"columns={{'{m[1]}': '{m[2].strip(chr(34))}'}}", text)
    return re.sub(r"--(map|[a-z]+(?:-[a-z]+)*)\b", lambda m: _OPTIONS.get(m[1], m[0]), text)


_OPTIONS = {
    "as-of": "as_of=",
    "baseline": "baseline=",
    "config": "config=",
    "encoding": "encoding=",
    "ignore": "ignore=",
    "input-format": "input_format=",
    "map": "columns=",
    "select": "select=",
    "severity": "severity=",
    "sheet": "sheet=",
}
