"""Values of every type read as what they are."""

import re
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal
from uuid import UUID

import numpy
import orglint
import pandas
import polars
import pyarrow
import pytest


def chart(**columns):
    """A head and two reports, with further columns."""
    return {"id": ["1", "2", "3"], "manager_id": [None, "1", "1"], "title": ["CEO", "COO", "CFO"], **columns}


LAST = date(2026, 3, 31)
BERLIN = datetime(2026, 3, 30, 22, tzinfo=timezone.utc)


@pytest.mark.parametrize(
    "ends",
    [
        pyarrow.array([None, None, LAST], pyarrow.date32()),
        pyarrow.array([None, None, LAST], pyarrow.date64()),
        *(pyarrow.array([None, None, datetime(2026, 3, 31)], pyarrow.timestamp(unit)) for unit in ("s", "ms", "us", "ns")),
        pyarrow.array([None, None, BERLIN], pyarrow.timestamp("us", "Europe/Berlin")),
        pyarrow.array([None, None, BERLIN], pyarrow.timestamp("ns", "+02:00")),
        pyarrow.array([None, None, LAST]).dictionary_encode(),
        pyarrow.array([None, None, "2026-03-31"]),
    ],
    ids=lambda ends: str(ends.type),
)
def test_a_day_is_the_day_that_clocks_show_there(ends):
    table = pyarrow.table(chart(end_date=ends))
    here = [orglint.stats(table, as_of=LAST + timedelta(days=days))["people"] for days in (0, 1)]
    assert here == [3, 2]


@pytest.mark.parametrize("zone", ["Mars/Olympus", "+2:xx"])
def test_an_unknown_time_zone_is_an_error(zone):
    ends = pyarrow.array([None, None, 0], pyarrow.int64()).cast(pyarrow.timestamp("s")).cast(pyarrow.timestamp("s", "UTC"))
    field = pyarrow.field("end_date", pyarrow.timestamp("s", zone))
    table = pyarrow.table(chart(end_date=ends.view(field.type)))
    with pytest.raises(orglint.OrglintError, match=f"column 'end_date': the time zone '{re.escape(zone)}'"):
        orglint.stats(table)


def test_ids_are_whole_however_they_are_kept():
    for ids, managers in [
        ([1001, 1002, 1003], [None, 1001.0, 1001.0]),
        ([1001.0, 1002.0, 1003.0], [numpy.nan, 1001, 1001]),
        ([Decimal("1001"), Decimal("1002.00"), Decimal("1003")], [None, Decimal("1001.0"), Decimal(1001)]),
        ([2**62, 2**62 + 1, 2**62 + 2], pandas.array([None, 2**62, 2**62], dtype="Int64")),
    ]:
        frame = pandas.DataFrame({"id": ids, "manager_id": managers, "title": ["CEO", "COO", "CFO"]})
        assert orglint.stats(frame)["roots"] == [str(int(ids[0]))]
        assert not any(one["rule"].startswith(("input/", "integrity/")) for one in orglint.check(frame))


def test_a_column_of_several_types_is_read_as_text():
    frame = pandas.DataFrame({"id": [1001, "A7", 3.0], "manager_id": [None, 1001, numpy.int64(1001)]})
    assert frame["id"].dtype == object
    found = orglint.stats(frame)
    assert (found["roots"], found["people"], found["unknown_managers"]) == (["1001"], 3, 0)


def test_a_named_index_is_a_column():
    frame = pandas.DataFrame({"id": ["1", "2"], "manager_id": [None, "1"]}).set_index("id")
    assert orglint.stats(frame)["roots"] == ["1"]
    found = orglint.check(frame.assign(manager_id=[None, "9"]))
    assert [one["location"]["row"] for one in found if one["rule"] == "integrity/unknown-manager"] == [1]


def test_two_columns_of_one_name_are_told():
    frame = pandas.DataFrame([["1", None, "x"]], columns=["id", "manager_id", "id"])
    with pytest.raises(orglint.OrglintError, match="2 columns are named 'id'"):
        orglint.check(frame)


def test_records_hold_what_python_programs_hold():
    head = {"id": UUID(int=7), "manager_id": None, "end_date": pandas.NaT, "start_date": date(2020, 1, 1)}
    report = {
        "id": numpy.int32(8),
        "manager_id": str(UUID(int=7)),
        "start_date": numpy.datetime64("2021-01-01T00:00:00.000000000"),
        "end_date": pandas.Timestamp("2026-03-31"),
        "base_pay": Decimal("50000.50"),
        "quota_carrying": numpy.bool_(True),
        "dotted_manager_ids": [str(UUID(int=7))],
        "extra": {"nested": 1},
    }
    found = orglint.check([head, report], as_of="2026-03-31")
    assert found.charts[0]["people"] == 2
    assert found.charts[0]["roots"] == [str(UUID(int=7))]
    assert not [one for one in found if one["rule"] == "input/invalid-value"]
    assert orglint.stats([head, report], as_of="2026-04-01")["people"] == 1


def test_a_type_that_no_field_has_is_an_error_that_names_the_column():
    structs = pyarrow.array([{"a": 1}] * 3)
    with pytest.raises(orglint.OrglintError, match="column 'title' is of type Struct"):
        orglint.check(pyarrow.table(chart(title=structs)))
    assert orglint.check(pyarrow.table(chart(payload=structs))).charts[0]["people"] == 3
    with pytest.raises(orglint.OrglintError, match="column 'title' holds a value of type dict"):
        orglint.check([{"id": "1", "manager_id": None, "title": {"a": 1}}])


def test_lists_are_several_values():
    dotted = [["3", "2"], [], None]
    expected = orglint.check(pyarrow.table(chart(dotted_manager_ids=['["3", "2"]', None, None])))
    for frame in [pyarrow.table(chart(dotted_manager_ids=dotted)), polars.DataFrame(chart(dotted_manager_ids=dotted))]:
        assert orglint.check(frame) == expected
    assert any("dotted" in one["rule"] for one in expected)


def test_rows_that_are_missing_and_slices_are_read_as_they_are():
    rows = [{"id": "0", "manager_id": "9"}, {"id": "1", "manager_id": None}, None, {"id": "2", "manager_id": "1"}]
    array = pyarrow.array(rows).slice(1)
    assert orglint.stats(array)["people"] == 2
    found = orglint.check(pyarrow.table(chart(manager_id=["x", "1", "7"])).slice(1))
    assert {one["location"]["row"] for one in found if one["rule"] == "integrity/unknown-manager"} == {0, 1}


def test_damaged_arrow_data_is_an_error():
    texts = pyarrow.Array.from_buffers(
        pyarrow.string(), 3, [None, pyarrow.py_buffer(b"\0\0\0\0\1\0\0\0\2\0\0\0\3\0\0\0"), pyarrow.py_buffer(b"a\xffb")]
    )
    with pytest.raises(orglint.OrglintError, match="column 'title': the Arrow data is damaged"):
        orglint.check(pyarrow.table(chart(title=texts)))


def test_what_a_producer_says_went_wrong_is_told():
    schema = pyarrow.schema([("id", pyarrow.string()), ("manager_id", pyarrow.string())])

    def batches():
        yield pyarrow.record_batch(chart(title=["a", "b", "c"])).select(["id", "manager_id"]).cast(schema)
        raise RuntimeError("the warehouse hung up")

    with pytest.raises(orglint.OrglintError, match="the warehouse hung up"):
        orglint.check(pyarrow.RecordBatchReader.from_batches(schema, batches()))
