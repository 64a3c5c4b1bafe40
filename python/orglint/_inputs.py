"""From what Python programs hold to what the extension reads."""

import json
import math
import os
import uuid
from collections.abc import Mapping, Set
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, List, Optional


def prepared(chart: Any) -> Any:
    """A path as ``str``, a table of Arrow's C interface, or a list of dicts; anything else as it is."""
    if isinstance(chart, (str, os.PathLike)):
        return os.fsdecode(chart)
    if type(chart).__module__.partition(".")[0] == "pandas":
        return _of_pandas(chart)
    if isinstance(chart, (list, tuple)):
        return [dict(record) if isinstance(record, Mapping) else record for record in chart]
    return chart


def _of_pandas(frame: Any) -> Any:
    """A data frame as an Arrow table, column by column: of one with values of several types each becomes a text."""
    if not hasattr(frame, "columns"):
        return frame
    # An index that has a name is a column that was chosen for it.
    named = [name for name in frame.index.names if name is not None and name not in frame.columns]
    if named:
        frame = frame.reset_index(level=named)
    names = [str(name) for name in frame.columns]
    columns = [frame.iloc[:, at] for at in range(len(names))]
    try:
        import pyarrow
    except ImportError:
        lists = [[_text(value) for value in column] for column in columns]
        return [dict(zip(names, row)) for row in zip(*lists)]
    arrays = []
    for column in columns:
        try:
            arrays.append(pyarrow.array(column, from_pandas=True))
        except pyarrow.ArrowException:
            arrays.append(pyarrow.array([_text(value) for value in column], pyarrow.string()))
    return pyarrow.Table.from_arrays(arrays, names)


def _text(value: Any) -> Optional[str]:
    """A value of a column that holds values of several types."""
    value = plain(value)
    if value is None or value is NotImplemented:
        return None
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float):
        if math.isnan(value):
            return None
        return str(int(value)) if value.is_integer() else str(value)
    return str(value)


def plain(value: Any) -> Any:
    """A value as ``str``, ``int``, ``float``, ``bool`` or ``None``; ``NotImplemented`` where it is nothing of the kind."""
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, datetime):
        # What is missing in a column of moments is a moment that equals none, itself included.
        if value != value:
            return None
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        if not value.is_finite():
            return None
        return str(int(value)) if value == value.to_integral_value() else format(value.normalize(), "f")
    if isinstance(value, uuid.UUID):
        return str(value)
    if isinstance(value, (list, tuple, Set)):
        return _list(value)
    name = type(value).__name__
    if name == "NAType":
        return None
    if name == "datetime64":
        text = str(value)
        return None if text == "NaT" else text.partition("T00:00:00")[0]
    # A scalar of NumPy, or an array.
    if hasattr(value, "tolist"):
        own = value.tolist()
        return NotImplemented if type(own) is type(value) else plain(own)
    return NotImplemented


def _list(values: Any) -> Any:
    """Several values as JSON, as which a cell holds them in every format."""
    texts: List[Optional[str]] = []
    for value in sorted(values, key=str) if isinstance(values, Set) else values:
        value = plain(value)
        if value is NotImplemented:
            return NotImplemented
        texts.append(_text(value))
    return json.dumps(texts, ensure_ascii=False) if texts else None
