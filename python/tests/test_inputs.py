"""Every way in says the same of the same chart."""

import csv
import io

import duckdb
import orglint
import pandas
import polars
import pyarrow
import pyarrow.csv
import pytest
from conftest import ROOT, charts, command_json
from hypothesis import given, settings
from hypothesis import strategies as st


def records(path):
    """The records of a file, and the lines where they start."""
    text = path.read_bytes().decode("utf-8-sig")
    reader = csv.reader(io.StringIO(text, newline=""))
    header = next(reader)
    rows, lines, line = [], [], reader.line_num
    for row in reader:
        if any(row):
            rows.append(dict(zip(header, row)))
            lines.append(line + 1)
        line = reader.line_num
    return rows, lines


def frames(rows):
    """The same table in every library."""
    header = list(rows[0])
    columns = {name: [row[name] for row in rows] for name in header}
    gaps = {name: [value or None for value in values] for name, values in columns.items()}
    arrow = pyarrow.table({name: pyarrow.array(values, pyarrow.string()) for name, values in gaps.items()})
    return {
        "records": rows,
        "pandas": pandas.DataFrame(columns),
        "pandas with gaps": pandas.DataFrame(gaps, dtype=object),
        "polars": polars.DataFrame(gaps, schema={name: polars.String for name in header}),
        "pyarrow": arrow,
        "batches": pyarrow.Table.from_batches(arrow.to_batches(max_chunksize=3)),
        "batch": arrow.combine_chunks().to_batches()[0],
        "duckdb": duckdb.from_arrow(arrow),
        "dictionary": pyarrow.table({name: arrow[name].dictionary_encode() for name in header}),
        "views": arrow.cast(pyarrow.schema([(name, pyarrow.string_view()) for name in header])),
        "large": arrow.cast(pyarrow.schema([(name, pyarrow.large_string()) for name in header])),
    }


def without_place(finding):
    return {key: value for key, value in finding.items() if key != "location"}


@pytest.mark.parametrize("path", charts(), ids=lambda path: "/".join(path.relative_to(ROOT).parts[1:]))
def test_a_frame_is_judged_as_its_file_is(path):
    chart = path.relative_to(ROOT)
    of_file = orglint.check(chart)
    told = command_json("check", "--format", "json", chart)
    assert list(of_file) == told["findings"]
    assert of_file.charts == told["charts"]
    assert of_file.summary == told["summary"]

    rows, lines = records(path)
    text = path.read_text("utf-8-sig").splitlines()
    ways = frames(rows)
    findings = {way: orglint.check(frame) for way, frame in ways.items()}
    expected = list(findings["records"])
    for way, found in findings.items():
        assert list(found) == expected, way
    assert [without_place(one) for one in expected] == [without_place(one) for one in of_file]
    for in_file, in_frame in zip(of_file, expected):
        at, cell = in_file["location"], in_frame["location"]
        if cell["row"] is None:
            continue
        assert lines[cell["row"]] <= at["line"] < (lines + [len(text) + 1])[cell["row"] + 1]
        if at["line"] == at["end_line"]:
            written = text[at["line"] - 1][at["column"] - 1 : at["end_column"] - 1]
            says = (next(csv.reader([written])) or [""])[0]
            assert says == rows[cell["row"]][cell["column_name"]]


def test_every_format_that_the_program_reads_is_read():
    for name in ["chart.json", "chart.yaml", "chart.ldif", "utf16.csv", "windows-1252.csv", "nested.json"]:
        chart = f"fixtures/formats/{name}"
        told = command_json("check", "--format", "json", chart)
        found = orglint.check(chart)
        assert list(found) == told["findings"] and found.charts == told["charts"], name


def test_parquet_is_read(tmp_path):
    rows, _ = records(ROOT / "fixtures/growthgen.csv")
    path = tmp_path / "chart.parquet"
    pandas.DataFrame(rows).to_parquet(path)
    in_file, in_frame = orglint.check(path), orglint.check(pandas.DataFrame(rows))
    assert len(in_file) > 0
    for one, other in zip(in_file, in_frame):
        assert one["location"]["line"] == other["location"]["row"] + 1
        assert one["location"]["column_name"] == other["location"]["column_name"]


IDS = st.integers(1, 8)
PEOPLE = st.lists(
    st.tuples(IDS, st.one_of(st.none(), IDS), st.sampled_from(["CEO", "COO", "VP of Sales", "Sales Rep", "", "x, \"y\""])),
    min_size=1,
    max_size=12,
)


@settings(max_examples=40, deadline=None)
@given(PEOPLE)
def test_any_frame_is_judged_alike_whatever_its_types(people):
    ids, managers, titles = zip(*people)
    as_text = lambda values: [None if value is None else str(value) for value in values]  # noqa: E731
    texts = {"id": as_text(ids), "manager_id": as_text(managers), "title": list(titles)}
    expected = list(orglint.check([dict(zip(texts, row)) for row in zip(*texts.values())]))
    # A column of whole numbers with a gap is one of floats in pandas, 7.0, and an id is 7 all the same.
    numbers = {"id": list(ids), "manager_id": list(managers), "title": list(titles)}
    schema = {"id": polars.Int16, "manager_id": polars.Int64, "title": polars.Categorical}
    for frame in [
        pandas.DataFrame(texts),
        pandas.DataFrame(numbers),
        pandas.DataFrame(numbers, dtype=object),
        pandas.DataFrame(numbers).convert_dtypes(),
        polars.DataFrame(texts, schema_overrides={"manager_id": polars.String}),
        polars.DataFrame(numbers, schema=schema),
        pyarrow.table({**numbers, "manager_id": pyarrow.array(managers, pyarrow.decimal128(10, 2))}),
        pyarrow.table({**numbers, "manager_id": pyarrow.array(managers, pyarrow.float32())}),
    ]:
        assert list(orglint.check(frame)) == expected
