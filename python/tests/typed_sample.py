"""What a typed program does with the package; mypy checks it, and nothing runs it."""

from datetime import date
from pathlib import Path
from typing import Any, Dict, List, Optional

import orglint
import pandas
import polars
import pyarrow


def gravest(chart: orglint.Chart) -> Optional[str]:
    for finding in orglint.check(chart, select=["pattern/*"], as_of=date(2026, 3, 31)):
        if finding["severity"] == "error":
            return finding["rule"]
    return None


def inputs(table: pyarrow.Table, frame: pandas.DataFrame, other: polars.DataFrame) -> List[orglint.Findings]:
    records: List[Dict[str, Any]] = [{"id": "1", "manager_id": None}]
    return [orglint.check(chart) for chart in (Path("org.csv"), "org.csv", table, other, records)] + [orglint.check(frame)]


findings = orglint.check("org.csv", columns={"id": "Worker ID"}, severity={"pattern/coo": "off"})
line: int = findings[0]["location"]["line"]
row: Optional[int] = findings[0]["location"].get("row")
first: List[orglint.Finding] = findings[:10]
errors: int = findings.summary["error"]
people: int = findings.charts[0]["people"]
status: int = findings.exit_code("warning")
is_clean: bool = findings.ok
title: orglint.Title = orglint.read_title("VP, Sales")
levels: List[str] = [one["level"] for one in orglint.read_titles(polars.Series(["CEO", None]))]
moved: Any = orglint.diff("before.csv", "after.csv", match_by="email")["moved"]
names: List[str] = [rule["name"] for rule in orglint.rules()]

try:
    orglint.check("org.csv")
except orglint.OrglintError as error:
    where: Optional[int] = error.line
    mend: Optional[str] = error.help
