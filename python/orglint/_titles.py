"""How job titles read."""

import os
from typing import Iterable, Optional, Union

from . import _native
from ._table import Table
from ._types import ArrowArray, ArrowTable, Title


class Titles(Table[Title]):
    """How each of some titles reads: dicts in a row, and a table for whatever takes Arrow."""

    __slots__ = ()

    def __repr__(self) -> str:
        shown = [f"  {one['title']!r}: {one['level']}, {' + '.join(one['functions'])}" for one in self[:10]]
        if len(self) > len(shown):
            shown.append(f"  … and {len(self) - len(shown)} more")
        return "\n".join([f"<Titles: {len(self)}>", *shown])


def read_titles(
    titles: Union[Iterable[Optional[str]], ArrowArray, ArrowTable],
    *,
    config: Optional[Union[str, "os.PathLike[str]"]] = None,
) -> Titles:
    """How titles read: level, functions, whether they manage people, qualifiers.

    Each distinct title is read once. A title that is missing reads as an empty one does.

    :param titles: strings, or an Arrow array or column of them, such as a series of Polars.
    :param config: the ``orglint.toml`` whose words are known, too.
    """
    is_arrow = hasattr(titles, "__arrow_c_stream__") or hasattr(titles, "__arrow_c_array__")
    if is_arrow and type(titles).__module__.partition(".")[0] != "pandas":
        given = titles
    else:
        if isinstance(titles, str) or not isinstance(titles, Iterable):
            raise TypeError(f"titles are an iterable of str or an Arrow array, and not of type {type(titles).__name__}")
        # What pandas holds for a gap is no str.
        given = [title if isinstance(title, str) else None for title in titles]
    return Titles(_native.read_titles(given, None if config is None else os.fsdecode(config)))


def read_title(title: str, *, config: Optional[Union[str, "os.PathLike[str]"]] = None) -> Title:
    """How one title reads; for many :func:`read_titles` is faster."""
    return read_titles([title], config=config)[0]
