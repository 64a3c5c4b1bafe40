"""What findings and readings of titles have in common: a sequence that is a table as well."""

from typing import Any, Generic, Iterator, List, Protocol, TypeVar, Union, overload

T = TypeVar("T", covariant=True)


class _Rows(Protocol[T]):
    def __len__(self) -> int: ...
    def get(self, number: int) -> T: ...
    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any: ...


class Table(Generic[T]):
    """Rows that become dicts when they are asked for, one by one, and Arrow batches in a stream.

    It does what a sequence does without being a ``collections.abc.Sequence``: of one of those Polars takes every row for
    itself, and does not ask for the table.
    """

    __slots__ = ("_rows",)

    def __init__(self, rows: "_Rows[T]") -> None:
        self._rows = rows

    def __len__(self) -> int:
        return len(self._rows)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> List[T]: ...
    def __getitem__(self, at: Union[int, slice]) -> Union[T, List[T]]:
        if isinstance(at, slice):
            return [self._rows.get(number) for number in range(len(self))[at]]
        return self._rows.get(range(len(self))[at])

    def __iter__(self) -> Iterator[T]:
        return map(self._rows.get, range(len(self)))

    def __reversed__(self) -> Iterator[T]:
        return map(self._rows.get, reversed(range(len(self))))

    def __contains__(self, row: object) -> bool:
        return any(row == one for one in self)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, (Table, list)):
            return NotImplemented
        return len(self) == len(other) and all(one == another for one, another in zip(self, other))

    __hash__ = None  # type: ignore[assignment]

    def __arrow_c_stream__(self, requested_schema: Any = None) -> Any:
        """The rows as a table, for whatever takes Arrow: ``pyarrow.table(…)``, ``polars.DataFrame(…)``, DuckDB."""
        return self._rows.__arrow_c_stream__(requested_schema)

    def to_arrow(self) -> Any:
        """The rows as a ``pyarrow.Table``; PyArrow has to be installed."""
        import pyarrow

        return pyarrow.table(self)

    def to_pandas(self) -> Any:
        """The rows as a ``pandas.DataFrame``; pandas and PyArrow have to be installed."""
        return self.to_arrow().to_pandas()

    def to_polars(self) -> Any:
        """The rows as a ``polars.DataFrame``; Polars has to be installed."""
        import polars

        return polars.DataFrame(self)
