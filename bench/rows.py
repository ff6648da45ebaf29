"""The rows of a finished import, commit by commit, for the bare loops (peers/rows.h reads them)."""

import bisect
import json
import sqlite3
import struct

FACTS_A_COMMIT = 4_096

# Rows that an import leaves, in the order in which it writes them, and whether a row may be there already.
TABLES = {
    "alias": False, "event": False, "fact": False, "shop": True, "product": True, "order": True, "promoter": True,
    "promoter_copy": True, "pane": True, "market": True, "counted": False, "chore": True, "label_change": False,
    "batch": False, "head": True,
}
TYPES = {"INTEGER": 0, "TEXT": 1, "BLOB": 2}


def write_rows(database, facts, path):
    """Writes the rows of an SQLite database that `surety import` filled from `facts`; answers what was written."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    finder = CommitFinder(connection, facts)
    tables, commits, counts = [], {}, {}
    for name, replaces in TABLES.items():
        columns = connection.execute(f'PRAGMA table_info("{name}")').fetchall()
        key = sum(1 for column in columns if column[5])
        tables.append((name, replaces, key, [(TYPES[column[2]], column[1]) for column in columns]))
        order = ", ".join(f'"{column[1]}"' for column in columns[:key])
        names = [column[1] for column in columns]
        for row in connection.execute(f'SELECT * FROM "{name}" ORDER BY {order}'):
            for commit, values in finder.commits_of(name, names, row):
                commits.setdefault(commit, {}).setdefault(name, []).append(values)
                counts[name] = counts.get(name, 0) + 1
    with open(path, "wb") as file:
        file.write(struct.pack("=I", len(tables)))
        for name, replaces, key, columns in tables:
            file.write(text(name) + struct.pack("=III", replaces, key, len(columns)))
            for kind, column in columns:
                file.write(struct.pack("=I", kind) + text(column))
        file.write(struct.pack("=I", len(commits)))
        for commit in sorted(commits):
            for name, _, _, _ in tables:
                rows = commits[commit].get(name, [])
                file.write(struct.pack("=I", len(rows)) + b"".join(value(v) for row in rows for v in row))
    connection.close()
    return {"commits": len(commits), "rows": sum(counts.values()), "by_table": counts, "guessed": finder.guessed}


class CommitFinder:
    """Which commit a row was last written in: by the number of its last event, or by what it is named after."""

    def __init__(self, connection, facts):
        of_fact, self.first_mention = {}, {}
        with open(facts, encoding="utf-8") as file:
            for line, written in enumerate(file):
                fact = json.loads(written)
                commit = line // FACTS_A_COMMIT
                of_fact[fact["id"]] = commit
                for name in ("id", "order", "consumer"):
                    if name in fact:
                        self.first_mention.setdefault(fact[name], commit)
        self.last = max(of_fact.values())
        ends = {}
        for partition, number, name in connection.execute(
            "SELECT partition, number, id FROM fact ORDER BY partition, number"
        ):
            ends.setdefault(partition, []).append((number, of_fact[name]))
        # A batch belongs to the commit of its facts.
        self.batches = {}
        for partition, first, last in connection.execute(
            "SELECT partition, first_number, last_number FROM batch ORDER BY partition, last_number"
        ):
            facts_here = ends.get(partition, [])
            place = bisect.bisect_left(facts_here, (first, -1))
            commit = facts_here[min(place, len(facts_here) - 1)][1] if facts_here else self.last
            self.batches.setdefault(partition, []).append((last, commit))
        self.guessed = 0

    def by_number(self, partition, number):
        batches = self.batches.get(partition, [])
        place = bisect.bisect_left(batches, (number, -1))
        return batches[place][1] if place < len(batches) else self.last

    def commits_of(self, table, names, row):
        if table == "head":
            # The head moves with every batch.
            partition, _, recorded_at, chain = row
            for last, commit in self.last_of_commit(partition):
                yield commit, (partition, last + 1, recorded_at, chain)
        elif table == "batch":
            yield self.by_number(row[0], row[1]), row
        elif "number" in names:
            yield self.by_number(row[0], row[names.index("number")]), row
        else:
            # A line of an order is named order#line.
            name = str(row[names.index("id")] if "id" in names else row[1]).split("#")[0]
            if name not in self.first_mention:
                self.guessed += 1
            yield self.first_mention.get(name, self.last), row

    def last_of_commit(self, partition):
        return [(last, commit) for commit, last in
                {commit: last for last, commit in self.batches.get(partition, [])}.items()]


def text(words):
    encoded = words.encode()
    return struct.pack("=I", len(encoded)) + encoded


def value(held):
    if held is None:
        return struct.pack("=i", -1)
    if isinstance(held, int):
        return struct.pack("=i", 8) + struct.pack(">q", held)
    encoded = held.encode() if isinstance(held, str) else held
    return struct.pack("=i", len(encoded)) + encoded
