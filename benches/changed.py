"""Makes of a sample chart what a nightly export may say the next day.

    python3 benches/changed.py BEFORE.csv AFTER.csv [--shuffle]

Of every thousand people without reports five leave and five take the manager of somebody with their title; as many join.
With --shuffle the rows come in another order.
"""
import csv
import random
import sys

SHARE = 0.005


def main(before, after, *options):
    choice = random.Random(5)
    with open(before, encoding="utf-8", newline="") as file:
        heading, *rows = csv.reader(file)
    id_of, title_of, manager_of, mail_of = (heading.index(name) for name in ("employee_id", "title", "manager_id", "email"))
    managers = {row[manager_of] for row in rows}
    peers = {}
    for row in rows:
        peers.setdefault(row[title_of], []).append(row[manager_of])
    kept = []
    for row in rows:
        chance = choice.random()
        if row[id_of] in managers or chance > 2 * SHARE:
            kept.append(row)
        elif chance > SHARE:
            row[manager_of] = choice.choice(peers[row[title_of]])
            kept.append(row)
    for number in range(int(len(rows) * SHARE)):
        model = choice.choice(rows)
        if model[id_of] not in managers:
            row = list(model)
            row[id_of], row[mail_of] = f"N{number:07}", f"new.{number}@example.com"
            kept.append(row)
    if "--shuffle" in options:
        choice.shuffle(kept)
    with open(after, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(heading)
        writer.writerows(kept)


main(*sys.argv[1:])
