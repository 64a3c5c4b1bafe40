"""The shapes of what goes in and comes out."""

import os
from typing import Any, List, Mapping, Optional, Protocol, Sequence, TypedDict, Union


class ArrowTable(Protocol):
    """A table that knows Arrow's C interface: of PyArrow, Polars, pandas, DuckDB and others."""

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class ArrowArray(Protocol):
    """An array or a batch that knows Arrow's C interface."""

    def __arrow_c_array__(self, requested_schema: Any = None) -> Any: ...


Chart = Union[str, "os.PathLike[str]", ArrowTable, ArrowArray, Sequence[Mapping[str, Any]]]
"""A path, a data frame, an Arrow table or batch, or a list of dicts, one for each position."""


class Subject(TypedDict):
    """A position that a finding is about."""

    id: str
    name: str
    title: str


class _Place(TypedDict):
    path: str
    line: int
    column: int
    end_line: int
    end_column: int


class Location(_Place, total=False):
    """Where a finding is.

    ``sheet`` and ``cell`` are there in a workbook, ``column_name`` in Parquet and frames, ``row`` in frames alone: the
    row counts from 0 as in ``frame.iloc[row]``, and is ``None`` where the finding is about the columns.
    """

    sheet: str
    cell: str
    column_name: str
    row: Optional[int]


class Finding(TypedDict):
    """What a rule found: the same as in the JSON of ``orglint check``."""

    rule: str
    severity: str
    message: str
    help: Optional[str]
    sources: List[str]
    subjects: List[Subject]
    location: Location


class ChartSummary(TypedDict):
    """A chart that was checked."""

    path: str
    people: int
    roots: List[str]
    layers: int


class Summary(TypedDict):
    """How many findings there are of each severity."""

    error: int
    warning: int
    info: int


class Title(TypedDict):
    """How a title reads."""

    title: str
    level: str
    functions: List[str]
    manages_people: str
    qualifiers: List[str]


class Setting(TypedDict):
    """What can be set of a rule."""

    name: str
    default: int
    unit: str
    help: str


class Rule(TypedDict):
    """A rule."""

    name: str
    severity: str
    summary: str
    sources: List[str]
    settings: List[Setting]
