"""Checks the chart of every tenant of a table with Spark, each as a chart of its own.

    spark-submit check_tenants.py tenants.parquet -o findings.parquet

The table has a column `tenant_id`, the columns of a chart, and one that numbers its rows, `row_number`. The findings are
rows with the tenant, and `source_row`: the number of the row that is wrong.
"""

import argparse
from typing import Any, Dict, List, Optional

import orglint
import pyarrow
from pyspark.sql import DataFrame, SparkSession

#: The columns of the findings.
FINDINGS = """
    tenant_id string, rule string, severity string, message string, help string,
    subjects array<struct<id: string, name: string, title: string>>, source_row bigint, column_name string
"""

_SUBJECT = pyarrow.struct([("id", pyarrow.string()), ("name", pyarrow.string()), ("title", pyarrow.string())])
_SCHEMA = pyarrow.schema(
    [
        ("tenant_id", pyarrow.string()),
        ("rule", pyarrow.string()),
        ("severity", pyarrow.string()),
        ("message", pyarrow.string()),
        ("help", pyarrow.string()),
        ("subjects", pyarrow.list_(_SUBJECT)),
        ("source_row", pyarrow.int64()),
        ("column_name", pyarrow.string()),
    ]
)


def check_tenant(chart: pyarrow.Table, options: Optional[Dict[str, Any]] = None) -> pyarrow.Table:
    """The findings of one tenant. A chart that cannot be read is one row without a rule, and stops nobody else's check."""
    # A shuffle leaves the rows of a group in any order; in their own, findings come in the same order on every run.
    chart = chart.sort_by("row_number")
    tenant = chart["tenant_id"][0]
    try:
        found = orglint.check(chart.drop_columns(["tenant_id", "row_number"]), **(options or {})).to_arrow()
    except orglint.OrglintError as error:
        unread = {"tenant_id": tenant.as_py(), "severity": "error", "message": str(error)}
        return pyarrow.Table.from_pylist([unread], _SCHEMA)
    columns = {name: found[name] for name in _SCHEMA.names if name in found.column_names}
    columns["tenant_id"] = pyarrow.repeat(tenant, found.num_rows)
    columns["source_row"] = chart["row_number"].take(found["row"])
    return pyarrow.table([columns[name].cast(_SCHEMA.field(name).type) for name in _SCHEMA.names], schema=_SCHEMA)


def check_tenants(charts: DataFrame, options: Optional[Dict[str, Any]] = None) -> DataFrame:
    """The findings of every tenant; `options` are those of `orglint.check`."""
    return charts.groupBy("tenant_id").applyInArrow(lambda chart: check_tenant(chart, options), FINDINGS)


def main(arguments: Optional[List[str]] = None) -> None:
    parser = argparse.ArgumentParser(description="Checks the chart of every tenant of a table.")
    parser.add_argument("input", help="the table, as Parquet")
    parser.add_argument("-o", "--output", required=True, help="where the findings are written, as Parquet")
    parser.add_argument("--as-of", help="the day of the check, the same on every worker")
    given = parser.parse_args(arguments)
    spark = SparkSession.builder.appName("orglint").getOrCreate()
    findings = check_tenants(spark.read.parquet(given.input), {"as_of": given.as_of}).cache()
    findings.write.mode("overwrite").parquet(given.output)
    findings.groupBy("severity").count().orderBy("severity").show()
    spark.stop()


if __name__ == "__main__":
    main()
