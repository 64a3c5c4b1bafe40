#!/usr/bin/env python3
"""Makes charts with faults and asks networkx about them: writes networkx.jsonl, the same on every run.

Each line is a chart: `rows` as pairs of id and manager, and the answers, one a row, null for a row that is no position.
"""

import json
import random
from pathlib import Path

import networkx as nx

CHARTS = 200
SEED = 20261123


def shape(kind, count, at, pick):
    """Whom the position `at` of `count` reports to; None at the top."""
    if kind == "tree":
        return pick.randrange(at) if at else None
    if kind == "chain":
        return at - 1 if at else None
    if kind == "star":
        return 0 if at else None
    if kind == "loop":
        return (at + 1) % count
    if kind == "forest":
        return pick.randrange(at) if at and pick.random() < 0.8 else None
    return pick.randrange(count)


def spelled(style, number):
    return {
        "prefix": f"E{number}",
        "gaps": str(number * 7 + 3),
        "zeros": f"{number:05}",
        "long": f"employee/{number:06}",
    }[style]


def chart(pick):
    """Rows of ids and managers, with whatever can be wrong with these."""
    kind = pick.choice(["tree", "tree", "forest", "chain", "star", "loop", "any", "any"])
    style = pick.choice(["prefix", "gaps", "zeros", "long"])
    count = pick.choice([1, 2, 3, 5, 8, 12, 20, 30])
    faults = pick.choice([0.0, 0.1, 0.3])
    rows = []
    for at in range(count):
        manager = shape(kind, count, at, pick)
        row = [spelled(style, at), "" if manager is None else spelled(style, manager)]
        if pick.random() < faults:
            fault = pick.choice(["dangling", "duplicate", "itself", "top", "no id", "elsewhere"])
            if fault == "dangling":
                row[1] = spelled(style, count + 50 + pick.randrange(3))
            elif fault == "duplicate" and rows:
                row[0] = pick.choice(rows)[0] or row[0]
            elif fault == "itself":
                row[1] = row[0]
            elif fault == "top":
                row[1] = ""
            elif fault == "no id" and at:
                row[0] = ""
            elif fault == "elsewhere":
                row[1] = spelled(style, pick.randrange(count))
        rows.append(row)
    pick.shuffle(rows)
    return rows


def answers(rows):
    """What networkx says of the graph of the first record of each id, with an edge to its manager."""
    record_of = {}
    for record, (own, _) in enumerate(rows):
        if own:
            record_of.setdefault(own, record)
    lines = nx.DiGraph()
    lines.add_nodes_from(record_of.values())
    for record in record_of.values():
        manager = record_of.get(rows[record][1])
        if manager is not None and manager != record:
            lines.add_edge(record, manager)
    tops = sorted(record for record in record_of.values() if not rows[record][1])
    layers = {}
    downward = lines.reverse()
    for top in tops:
        for record, steps in nx.single_source_shortest_path_length(downward, top).items():
            layers[record] = steps + 1
    loops = [list(loop) for loop in nx.simple_cycles(lines)]
    in_loops = lines.copy()
    # The members of a loop lead each other; what is counted is who hangs from each.
    in_loops.remove_edges_from(
        (one, other) for loop in nx.strongly_connected_components(lines) if len(loop) > 1 for one, other in lines.subgraph(loop).edges
    )
    direct = dict(lines.in_degree())
    of_each = lambda answer: [answer(record) if record in lines else None for record in range(len(rows))]
    widest = min(lines, key=lambda record: (-direct[record], rows[record][0]))
    return {
        "roots": tops,
        "loops": sorted(loop[loop.index(min(loop)):] + loop[:loop.index(min(loop))] for loop in loops),
        "layers": of_each(lambda record: layers.get(record, 0)),
        "direct": of_each(lambda record: direct[record]),
        "total": of_each(lambda record: len(nx.ancestors(in_loops, record))),
        "widest": rows[widest][0] if direct[widest] else None,
        "trees": nx.number_weakly_connected_components(lines),
    }


pick = random.Random(SEED)
lines = []
for _ in range(CHARTS):
    rows = chart(pick)
    if any(own for own, _ in rows):
        lines.append(json.dumps({"rows": rows, **answers(rows)}, separators=(",", ":")))
Path(__file__).with_name("networkx.jsonl").write_text("\n".join(lines) + "\n")
