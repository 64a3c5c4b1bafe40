"""The checks."""

import json
import os
from datetime import date, datetime
from typing import Any, Dict, List, Mapping, Optional, Sequence, Union, cast

from . import _native
from ._findings import Findings
from ._inputs import prepared
from ._types import Chart, Rule

Path = Union[str, "os.PathLike[str]"]
Rules = Union[str, Sequence[str]]


def check(
    chart: Chart,
    *,
    config: Optional[Path] = None,
    select: Optional[Rules] = None,
    ignore: Optional[Rules] = None,
    severity: Optional[Mapping[str, str]] = None,
    columns: Optional[Mapping[str, str]] = None,
    as_of: Optional[Union[str, date]] = None,
    baseline: Optional[Path] = None,
    input_format: Optional[str] = None,
    sheet: Optional[str] = None,
    encoding: Optional[str] = None,
) -> Findings:
    """Checks a chart, and says what is wrong in it and where.

    :param chart: a path; a data frame of pandas, Polars, DuckDB or PyArrow, or whatever else knows Arrow's C interface;
        or a list of dicts, one for each position.
    :param config: the ``orglint.toml`` that applies. Without it, the one beside a file or in a folder above it applies,
        and to what is in no file none.
    :param select: only these rules: names, categories such as ``"pattern/*"``, or ``"all"``.
    :param ignore: without these rules.
    :param severity: other severities: ``{"pattern/director": "info", "input/untidy-id": "off"}``.
    :param columns: which column holds which field, where the headings do not tell: ``{"id": "Worker ID"}``.
    :param as_of: the day of the check; today without it.
    :param baseline: what ``orglint baseline`` wrote: only what it does not know is found.
    :param input_format: of a file ``csv``, ``json``, ``jsonl``, ``yaml`` or ``ldif``, where it does not tell itself.
    :param sheet: the sheet of a workbook.
    :param encoding: the encoding of a text, such as ``windows-1252``.
    :raises OrglintError: where the chart, the configuration or an option cannot be read.
    """
    given = _options(config, select, ignore, severity, columns, as_of, baseline, input_format, sheet, encoding)
    return Findings(_native.check(prepared(chart), given))


def diff(
    before: Chart,
    after: Chart,
    *,
    match_by: str = "id",
    config: Optional[Path] = None,
    select: Optional[Rules] = None,
    ignore: Optional[Rules] = None,
    severity: Optional[Mapping[str, str]] = None,
    columns: Optional[Mapping[str, str]] = None,
    as_of: Optional[Union[str, date]] = None,
    input_format: Optional[str] = None,
    sheet: Optional[str] = None,
    encoding: Optional[str] = None,
) -> Dict[str, Any]:
    """Compares two charts: who joined, left, moved, was retitled; which leading roles were vacated; which findings are new.

    The result is what ``orglint diff --format json`` prints. ``match_by`` says what people are known again by, ``"id"``,
    ``"email"`` or ``"name"``; the other parameters are those of :func:`check`. What holds for the later chart judges both.
    """
    given = _options(config, select, ignore, severity, columns, as_of, None, input_format, sheet, encoding)
    change = json.loads(_native.diff_json(prepared(before), prepared(after), match_by, given))
    for finding in change["findings"]["introduced"] + change["findings"]["resolved"]:
        location = finding["location"]
        if location["path"] in ("<before>", "<after>"):
            location["row"] = location["line"] - 1 if location["line"] > 0 else None
    return cast(Dict[str, Any], change)


def stats(
    chart: Chart,
    *,
    config: Optional[Path] = None,
    columns: Optional[Mapping[str, str]] = None,
    as_of: Optional[Union[str, date]] = None,
    input_format: Optional[str] = None,
    sheet: Optional[str] = None,
    encoding: Optional[str] = None,
) -> Dict[str, Any]:
    """The figures of a chart, as ``orglint stats --format json`` prints them: headcount, layers, spans, levels, functions."""
    given = _options(config, None, None, None, columns, as_of, None, input_format, sheet, encoding)
    return cast(Dict[str, Any], json.loads(_native.stats_json(prepared(chart), given)))


def rules(*, config: Optional[Path] = None) -> List[Rule]:
    """The rules, by name; with a configuration also a company's own."""
    return _native.rules(_path(config))


def _options(
    config: Optional[Path],
    select: Optional[Rules],
    ignore: Optional[Rules],
    severity: Optional[Mapping[str, str]],
    columns: Optional[Mapping[str, str]],
    as_of: Optional[Union[str, date]],
    baseline: Optional[Path],
    input_format: Optional[str],
    sheet: Optional[str],
    encoding: Optional[str],
) -> "_native.Options":
    if isinstance(as_of, datetime):
        as_of = as_of.date()
    return {
        "config": _path(config),
        "select": _names(select),
        "ignore": _names(ignore),
        "severity": dict(severity or {}),
        "columns": dict(columns or {}),
        "as_of": as_of.isoformat() if isinstance(as_of, date) else as_of,
        "baseline": _path(baseline),
        "input_format": input_format,
        "sheet": sheet,
        "encoding": encoding,
    }


def _names(rules: Optional[Rules]) -> List[str]:
    if rules is None:
        return []
    return [name.strip() for name in rules.split(",")] if isinstance(rules, str) else list(rules)


def _path(path: Optional[Path]) -> Optional[str]:
    return None if path is None else os.fsdecode(path)
