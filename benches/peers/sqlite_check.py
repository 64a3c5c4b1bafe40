"""What one would write with SQLite instead: the structural faults of a chart, counted. Usage: sqlite_check.py FILE"""
import csv
import json
import sqlite3
import sys

db = sqlite3.connect(":memory:")
db.execute("create table people (id text primary key, manager text) without rowid")
with open(sys.argv[1], newline="", encoding="utf-8") as file:
    lines = csv.reader(file)
    header = next(lines)
    own, above = header.index("employee_id"), header.index("manager_id")
    rows = 0

    def cells():
        global rows
        for line in lines:
            rows += 1
            yield line[own], line[above]

    db.executemany("insert or ignore into people values (?, ?)", cells())
db.execute("create index by_manager on people (manager)")
one = lambda query: db.execute(query).fetchone()[0]
db.execute("""
    create table layers as with recursive up_to(id, layer) as (
        select id, 1 from people where manager = ''
        union all
        select people.id, layer + 1 from up_to join people on people.manager = up_to.id)
    select * from up_to""")
people = one("select count(*) from people")
print(json.dumps({
    "people": people,
    "duplicate_ids": rows - people,
    "roots": one("select count(*) from people where manager = ''"),
    "unknown_managers": one("select count(*) from people p where manager <> ''"
                            " and not exists (select 1 from people m where m.id = p.manager)"),
    "self_reports": one("select count(*) from people where manager = id"),
    "layers": one("select max(layer) from layers"),
    "unreachable": people - one("select count(*) from layers"),
    "widest_span": one("select max(n) from (select count(*) n from people p where manager not in ('', id)"
                       " and exists (select 1 from people m where m.id = p.manager) group by manager)"),
}))
