"""Makes the charts of many tenants as one Parquet file, with faults in some of them: plainly generated, nobody is in it.

    python generate_tenants.py --tenants 2000 -o tenants.parquet
"""

import argparse
import random
from typing import Any, Dict, Iterator, List

import pyarrow
import pyarrow.parquet

SCHEMA = pyarrow.schema(
    [
        ("tenant_id", pyarrow.string()),
        ("row_number", pyarrow.int64()),
        ("id", pyarrow.string()),
        ("name", pyarrow.string()),
        ("title", pyarrow.string()),
        ("manager_id", pyarrow.string()),
        ("start_date", pyarrow.date32()),
    ]
)

LEADERS = ["Chief Executive Officer", "Chief Operating Officer", "Chief Revenue Officer", "VP of Sales", "VP of Engineering"]
STAFF = ["Account Executive", "Software Engineer", "Sales Operations Analyst", "Accountant", "Recruiter", "Support Agent"]

#: So many tenants have a fault, and one of so many has a chart that cannot be read at all.
FAULTY = 0.4
UNREADABLE = 500


def tenants(count: int, seed: int, smallest: int = 10, largest: int = 60) -> Iterator[List[Dict[str, Any]]]:
    """The records of each tenant."""
    chance = random.Random(seed)
    for number in range(count):
        people = chart(chance, f"T{number:05}", chance.randint(smallest, largest))
        if chance.random() < FAULTY:
            chance.choice(FAULTS)(chance, people)
        if number % UNREADABLE == UNREADABLE - 1:
            for person in people:
                person["id"] = None
        yield people


def chart(chance: random.Random, tenant: str, size: int) -> List[Dict[str, Any]]:
    """A sound chart: leaders first, and everybody below somebody who came before."""
    people = []
    for number in range(size):
        is_leader = number < len(LEADERS)
        manager = None if number == 0 else 0 if is_leader else chance.randrange(1, max(2, min(number, size // 4)))
        people.append(
            {
                "tenant_id": tenant,
                "id": f"{tenant}-{number}",
                "name": f"Person {number}",
                "title": LEADERS[number] if is_leader else "Sales Manager" if number < size // 4 else chance.choice(STAFF),
                "manager_id": None if manager is None else f"{tenant}-{manager}",
                "start_date": 18_000 + chance.randrange(2_000),
            }
        )
    return people


def unknown_manager(chance: random.Random, people: List[Dict[str, Any]]) -> None:
    chance.choice(people[1:])["manager_id"] = "nobody-there"


def self_report(chance: random.Random, people: List[Dict[str, Any]]) -> None:
    person = chance.choice(people[1:])
    person["manager_id"] = person["id"]


def loop(chance: random.Random, people: List[Dict[str, Any]]) -> None:
    one, other = chance.sample(people[1:], 2)
    one["manager_id"], other["manager_id"] = other["id"], one["id"]


def duplicate_id(chance: random.Random, people: List[Dict[str, Any]]) -> None:
    one, other = chance.sample(people[1:], 2)
    other["id"] = one["id"]


def second_top(chance: random.Random, people: List[Dict[str, Any]]) -> None:
    chance.choice(people[1:])["manager_id"] = None


FAULTS = [unknown_manager, self_report, loop, duplicate_id, second_top]


def write(path: str, count: int, seed: int) -> int:
    """Writes the charts of so many tenants, and says how many rows they have."""
    rows = 0
    with pyarrow.parquet.ParquetWriter(path, SCHEMA) as file:
        batch: List[Dict[str, Any]] = []
        for people in tenants(count, seed):
            batch.extend({**person, "row_number": rows + at} for at, person in enumerate(people))
            rows += len(people)
            if len(batch) >= 50_000:
                file.write_table(pyarrow.Table.from_pylist(batch, SCHEMA))
                batch = []
        file.write_table(pyarrow.Table.from_pylist(batch, SCHEMA))
    return rows


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description="Makes the charts of many tenants, with faults in some of them.")
    arguments.add_argument("--tenants", type=int, default=2000)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("-o", "--output", required=True)
    given = arguments.parse_args()
    print(f"{write(given.output, given.tenants, given.seed):,} rows of {given.tenants:,} tenants")
