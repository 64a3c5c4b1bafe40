"""What one would write with polars instead: the structural faults of a chart, counted. Usage: polars_check.py FILE"""
import json
import sys

import polars as pl

text = {"employee_id": pl.String, "manager_id": pl.String}
people = pl.read_csv(sys.argv[1], columns=list(text), schema_overrides=text).with_columns(pl.col("manager_id").fill_null(""))
rows = people.height
people = people.unique("employee_id", keep="first", maintain_order=True)
managers = people.select(pl.col("employee_id").alias("manager_id"), known=pl.lit(True))
linked = people.join(managers, on="manager_id", how="left")
is_top = pl.col("manager_id") == ""
roots = people.filter(is_top).select("employee_id")
layers, reached, layer = 0, 0, roots
lines = people.filter(~is_top & (pl.col("manager_id") != pl.col("employee_id")))
while layer.height:
    layers, reached = layers + 1, reached + layer.height
    layer = lines.join(layer.rename({"employee_id": "manager_id"}), on="manager_id", how="semi").select("employee_id")
print(json.dumps({
    "people": people.height,
    "duplicate_ids": rows - people.height,
    "roots": roots.height,
    "unknown_managers": linked.filter(~is_top & pl.col("known").is_null()).height,
    "self_reports": people.filter(pl.col("manager_id") == pl.col("employee_id")).height,
    "layers": layers,
    "unreachable": people.height - reached,
    "widest_span": lines.group_by("manager_id").len()["len"].max(),
}))
