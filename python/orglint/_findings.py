"""What a check found."""

from html import escape
from typing import List

from . import _native
from ._table import Table
from ._text import safe
from ._types import ChartSummary, Finding, Summary

_SEVERITIES = ("error", "warning", "info")

#: So many findings are shown where a notebook shows them by itself.
_SHOWN = 50


class Findings(Table[Finding]):
    """The findings of a chart, ordered by place and rule: dicts in a row, and a table for whatever takes Arrow.

    A finding becomes a dict when it is asked for. As of a list, the truth of it is whether there is any finding: ``if
    findings:``. Whether a pipeline should go on is :attr:`ok`, or :meth:`exit_code` with another limit.
    """

    __slots__ = ()
    _rows: _native.Findings

    @property
    def charts(self) -> List[ChartSummary]:
        """The charts that were checked: path, people, roots, layers."""
        return [self._rows.chart()]

    @property
    def summary(self) -> Summary:
        """How many findings there are of each severity."""
        return {"error": self._count("error"), "warning": self._count("warning"), "info": self._count("info")}

    @property
    def ok(self) -> bool:
        """Whether no finding is an error."""
        return self.exit_code() == 0

    def exit_code(self, fail_on: str = "error") -> int:
        """The status with which ``orglint check --fail-on`` exits: 1 where a finding is as grave as that, or graver.

        :param fail_on: ``"error"``, ``"warning"``, ``"info"``, or ``"never"``.
        """
        if fail_on == "never":
            return 0
        if fail_on not in _SEVERITIES:
            raise ValueError(f"there is no severity '{fail_on}'; known are: {', '.join(_SEVERITIES)}, never")
        grave = _SEVERITIES[: _SEVERITIES.index(fail_on) + 1]
        return 1 if any(self._count(severity) for severity in grave) else 0

    def _count(self, severity: str) -> int:
        return self._rows.count(severity)

    def _told(self) -> str:
        counts = ((severity, self._count(severity)) for severity in _SEVERITIES)
        plural = {"error": "errors", "warning": "warnings", "info": "infos"}
        told = [f"{count} {severity if count == 1 else plural[severity]}" for severity, count in counts if count]
        chart = self._rows.chart()
        people = f"{chart['people']} {'person' if chart['people'] == 1 else 'people'}"
        return f"{', '.join(told) or 'no findings'} in {safe(chart['path'])}, {people}"

    def __repr__(self) -> str:
        shown = [safe(f"  {_place(one)}: {one['severity']}[{one['rule']}] {one['message']}") for one in self[:10]]
        if len(self) > len(shown):
            shown.append(f"  … and {len(self) - len(shown)} more")
        return "\n".join([f"<Findings: {self._told()}>", *shown])

    def _repr_html_(self) -> str:
        rows = [
            "<tr>" + "".join(f"<td style='text-align:left'>{escape(safe(cell))}</td>" for cell in _cells(one)) + "</tr>"
            for one in self[:_SHOWN]
        ]
        more = f"<p>… and {len(self) - _SHOWN} more</p>" if len(self) > _SHOWN else ""
        head = "".join(f"<th style='text-align:left'>{name}</th>" for name in ("severity", "rule", "place", "message"))
        table = f"<table><thead><tr>{head}</tr></thead><tbody>{''.join(rows)}</tbody></table>" if rows else ""
        return f"<div><p>{escape(self._told())}</p>{table}{more}</div>"


def _cells(finding: Finding) -> List[str]:
    message = finding["message"] if finding["help"] is None else f"{finding['message']} ({finding['help']})"
    return [finding["severity"], finding["rule"], _place(finding), message]


def _place(finding: Finding) -> str:
    """Where a finding is, in short."""
    at = finding["location"]
    if "row" in at:
        return f"row {at['row']}, {at['column_name']}" if at["row"] is not None else "columns"
    if "cell" in at:
        return f"{at['path']}:{at['sheet']}!{at['cell']}"
    if "column_name" in at:
        return f"{at['path']}:{at['line']}:{at['column_name']}"
    return f"{at['path']}:{at['line']}:{at['column']}"
