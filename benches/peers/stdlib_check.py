"""What one would write in plain Python instead: the structural faults of a chart, counted. Usage: stdlib_check.py FILE"""
import collections
import csv
import json
import sys

rows, manager = 0, {}
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    lines = csv.reader(file)
    header = next(lines)
    own, above = header.index("employee_id"), header.index("manager_id")
    for line in lines:
        rows += 1
        manager.setdefault(line[own], line[above])
spans = collections.Counter(boss for person, boss in manager.items() if boss in manager and boss != person)
layer = {}
for person in manager:
    line = []
    while person not in layer:
        layer[person] = 0
        line.append(person)
        boss = manager[person]
        if boss == person or boss and boss not in manager:
            break
        if not boss:
            layer[person] = 1
            line.pop()
            break
        person = boss
    # A line that meets itself, or somebody without a top, has none.
    distance = layer[person]
    for person in reversed(line):
        distance += distance > 0
        layer[person] = distance
print(json.dumps({
    "people": len(manager),
    "duplicate_ids": rows - len(manager),
    "roots": sum(not boss for boss in manager.values()),
    "unknown_managers": sum(bool(boss) and boss not in manager for boss in manager.values()),
    "self_reports": sum(boss == person for person, boss in manager.items()),
    "layers": max(layer.values()),
    "unreachable": sum(not distance for distance in layer.values()),
    "widest_span": max(spans.values()),
}))
