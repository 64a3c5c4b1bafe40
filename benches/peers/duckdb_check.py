"""What one would write in SQL instead: the structural faults of a chart, counted. Usage: duckdb_check.py FILE"""
import json
import sys

import duckdb

db = duckdb.connect()
db.execute(
    "create temp table rows as select row_number() over () as n, employee_id as id, coalesce(manager_id, '') as manager"
    " from read_csv(?, header = true, all_varchar = true)", [sys.argv[1]])
db.execute("create temp table people as select id, arg_min(manager, n) as manager from rows group by id")
one = lambda query: db.execute(query).fetchone()[0]
db.execute("""
    create temp table layers as with recursive up_to(id, layer) as (
        select id, 1 from people where manager = ''
        union all
        select people.id, layer + 1 from people join up_to on people.manager = up_to.id)
    select * from up_to""")
people = one("select count(*) from people")
print(json.dumps({
    "people": people,
    "duplicate_ids": one("select count(*) from rows") - people,
    "roots": one("select count(*) from people where manager = ''"),
    "unknown_managers": one("select count(*) from people p anti join people m on p.manager = m.id where p.manager <> ''"),
    "self_reports": one("select count(*) from people where manager = id"),
    "layers": one("select max(layer) from layers"),
    "unreachable": people - one("select count(*) from layers"),
    "widest_span": one("select max(n) from (select count(*) n from people where manager not in ('', id) group by manager)"),
}))
