"""What one would write with pandas and networkx instead: the structural faults of a chart, counted. Usage: pandas_check.py FILE"""
import json
import sys

import networkx as nx
import pandas as pd

rows = pd.read_csv(sys.argv[1], dtype=str, keep_default_na=False, usecols=["employee_id", "manager_id"])
people = rows.drop_duplicates("employee_id")
is_top = people["manager_id"] == ""
is_self = people["manager_id"] == people["employee_id"]
is_known = people["manager_id"].isin(people["employee_id"])
lines = people[is_known & ~is_self]
chart = nx.DiGraph()
chart.add_nodes_from(people["employee_id"])
chart.add_edges_from(zip(lines["manager_id"], lines["employee_id"]))
roots = list(people.loc[is_top, "employee_id"])
layers = list(nx.bfs_layers(chart, roots))
print(json.dumps({
    "people": len(people),
    "duplicate_ids": len(rows) - len(people),
    "roots": len(roots),
    "unknown_managers": int((~is_top & ~is_known).sum()),
    "self_reports": int(is_self.sum()),
    "layers": len(layers),
    "unreachable": len(people) - sum(map(len, layers)),
    "widest_span": max(degree for _, degree in chart.out_degree()),
}))
