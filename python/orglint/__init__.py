"""The linter for org charts.

``check`` takes a chart from a file, a data frame, an Arrow table or a list of dicts, and says what is wrong in it and
where. See docs/python.md in the repository, or ``help`` of each function.
"""

from ._check import check, diff, rules, stats
from ._errors import OrglintError
from ._findings import Findings
from ._native import VERSION as __version__
from ._titles import Titles, read_title, read_titles
from ._types import Chart, ChartSummary, Finding, Location, Rule, Setting, Subject, Summary, Title

__all__ = [
    "Chart",
    "ChartSummary",
    "Finding",
    "Findings",
    "Location",
    "OrglintError",
    "Rule",
    "Setting",
    "Subject",
    "Summary",
    "Title",
    "Titles",
    "__version__",
    "check",
    "diff",
    "read_title",
    "read_titles",
    "rules",
    "stats",
]
