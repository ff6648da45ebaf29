"""T1: deadlines carried out on PostgreSQL, their effects durable, against a batch with SKIP LOCKED that writes the same."""

import json
import os
import shutil
import time

from engines import Postgres
from measuring import (
    Missing, build_peer, first_line, goal, machine, number, probe_fsync, run, say, shown, spread, table, work_folder,
    write_result,
)
from orders import DAY, ORDERS_A_SHOP, caught_up, put_in_the_way, write_group
from program import BenchProgram

PENDING = number("BENCH_PENDING", 5_000_000)
FIRED = number("BENCH_T1_FIRED", 20_000)
CONNECTIONS = 4
# The peer is measured with Surety's number of deadlines a transaction, and with one that suits it.
LARGE_BATCH = 512
WRITTEN = ("deadline", "event", "batch", "head", "order", "account")

NOTES = [
    "Carried out are receipt checks ten days after dispatch of orders that were paid and signed for: the order counts as "
    "received and its escrow goes to the shop. All of a round fall due at one midnight.",
    "Rows of a firing, on both sides: a deadline deleted, an order and its escrow rewritten, two events; and of a batch: "
    "the batch, the head, and what is payable to each shop.",
    "`rows` counts what PostgreSQL says was inserted, updated and deleted in these tables, per round.",
    "The peer reads nothing and decides nothing: one statement a transaction finds, deletes and writes, with filling in "
    "place of events and of what is new in an order. The comparison favours it.",
    "Pending deadlines are bare rows of later instants in both databases, the peer's being a copy of the other.",
]


class FiringBench:
    def __init__(self, surety):
        self.surety, self.rounds = surety, number("BENCH_ROUNDS", 5)
        self.folder = work_folder()
        self.engine, self.missing, self.figures, self.probes = None, {}, {}, []

    def measure(self):
        try:
            self.program = BenchProgram(self.surety)
            self.start = machine(self.folder)
            self.engine = Postgres(self.folder, self.surety)
            self.peer = os.path.join(self.folder, "fire_postgres")
            build_peer("fire_postgres", self.peer)
            self.fill()
            for index in range(self.rounds):
                self.round(index)
            self.report()
        except Missing as reason:
            print(f"missing: {reason}")
        finally:
            if self.engine:
                self.engine.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self):
        now = int(time.time() * 1000)
        facts, count = os.path.join(self.folder, "facts.ndjson"), 0
        # A group for each round, whose checks were due at a midnight of its own some days ago.
        with open(facts, "w") as file:
            # Each partition asks once how far the marketplace has told. That is not measured.
            count += write_group(file, "first", 1_000, lambda i: (now // DAY - 20 - self.rounds) * DAY, a_shop=1)
            for index in range(self.rounds):
                left = (now // DAY - 12 - self.rounds + index) * DAY + DAY // 6
                count += write_group(file, f"r{index}", FIRED, lambda i, left=left: left + i % 3_600 * 1_000)
            count += caught_up(file, now - 1_000)
        engine = self.engine
        engine.make("ours")
        begun = time.monotonic()
        self.surety.record(engine.address("ours"), facts, count)
        self.program("settle", engine.address("ours"))
        self.throughs = [int(due) for due in engine.query(
            "ours", "SELECT DISTINCT due_at FROM deadline ORDER BY due_at").split("\n")]
        if len(self.throughs) != self.rounds + 1:
            raise RuntimeError(f"{len(self.throughs)} due instants instead of {self.rounds + 1}")
        self.program("fire", engine.address("ours"), self.throughs.pop(0))
        put_in_the_way(engine, "ours", PENDING, now + 30 * DAY)
        # Each side has a database of its own with the same rows.
        engine.copy("ours", "same")
        engine.copy("ours", "large")
        say(f"{count:,} facts and {PENDING:,} pending deadlines in {time.monotonic() - begun:.0f} s, "
            f"{engine.size('ours') / 1e6:,.0f} MB a side")

    def round(self, index):
        self.probes.append(probe_fsync(self.folder))
        say(f"round {index + 1} of {self.rounds}: {self.probes[-1]['per_second']:,} fsyncs a second, "
            f"load {os.getloadavg()[0]:.1f}")
        through = self.throughs[index]
        due = self.due_by_partition(through)
        if index == 0:
            before = self.state_bytes()
        ours = self.side("ours", lambda: self.program("fire", self.engine.address("ours"), through))
        if index == 0:
            query = "SELECT round(avg(length(payload))) FROM event WHERE kind = "
            self.bytes = [int(self.engine.query("ours", query + kind)) for kind in ("12", "13")]
            self.bytes.append(max(0, self.state_bytes() - before))
        # As many a transaction as it takes for as many commits.
        batch = next(size for size in range(1, max(due) + 1) if sum(-(-n // size) for n in due) <= ours["commits"])
        for name, size in (("same", batch), ("large", LARGE_BATCH)):
            self.side(name, lambda name=name, size=size: self.run_peer(name, through, size), batch=size)

    def due_by_partition(self, through):
        return [int(n) for n in self.engine.query("ours", f"""
            SELECT count(*) FROM head, deadline WHERE deadline.partition = head.partition AND due_at <= {through}
            GROUP BY head.partition""").split("\n")]

    def state_bytes(self):
        return int(self.engine.query("ours", "SELECT round(avg(length(state))) FROM \"order\" WHERE id LIKE 'r0-%'"))

    def run_peer(self, name, through, size):
        result = run([self.peer, self.engine.address(name), *map(str, (through, size, CONNECTIONS, *self.bytes))])
        return {**json.loads(result["output"]), "cpu": result["cpu"]}

    def side(self, name, fire, **more):
        engine = self.engine
        engine.settle()
        batches, rows, cpu = engine.count(name, "batch"), self.written(name), engine.server_cpu()
        result = fire()
        cpu = engine.server_cpu() - cpu + result["cpu"]
        rows = {t: after - rows[t] for t, after in self.written(name).items()}
        fired = int(result["fired"])
        if fired != FIRED or rows["event"] != 2 * fired:
            raise RuntimeError(f"{name}: {fired} fired instead of {FIRED}; rows {rows}")
        figure = {
            "fired": fired, "fired_per_second": fired / result["seconds"], "seconds": result["seconds"],
            "cpu_us_per_firing": cpu / fired * 1e6, "program_cpu_us_per_firing": result["cpu"] / fired * 1e6,
            "commits": engine.count(name, "batch") - batches, "rows": rows,
            **more}
        figure["fired_per_commit"] = fired / max(1, figure["commits"])
        self.figures.setdefault(name, []).append(figure)
        say(f"  {name}: {figure['fired_per_second']:,.0f} a second, {figure['cpu_us_per_firing']:.0f} µs CPU each, "
            f"{figure['fired_per_commit']:.0f} a commit")
        return figure

    def written(self, name):
        names = ", ".join(f"'{t}'" for t in WRITTEN)
        lines = self.engine.query(
            name, "SELECT relname, n_tup_ins + n_tup_upd + n_tup_del FROM pg_stat_user_tables "
            f"WHERE relname IN ({names})").split("\n")
        return {name: int(count) for name, count in (line.split("|") for line in lines)}

    def report(self):
        words = {"ours": "Surety", "same": "SKIP LOCKED, as many a commit", "large": f"SKIP LOCKED, {LARGE_BATCH} a commit"}
        summary, lines = {}, [("", "fired/s", "CPU µs each", "a commit")]
        for name, rounds in self.figures.items():
            cells = {m: spread([r[m] for r in rounds], 1) for m in (
                "fired_per_second", "cpu_us_per_firing", "fired_per_commit")}
            summary[name] = cells
            lines.append((words[name], *map(shown, cells.values())))
        goals = [goal("T1", f"Surety ÷ {words[name]}", 1, spread([
            a["fired_per_second"] / b["fired_per_second"] for a, b in zip(self.figures["ours"], self.figures[name])]))
            for name in ("same", "large")]
        # Beside a hand-written batch of as many; the larger one is told for comparison.
        goals[1].update(goal=None, met=None)
        print()
        table(lines)
        print()
        for met in goals:
            print(f"{met['measure']}: {shown(met['ratio'])}")
        write_result("firing", {
            "machine": self.start, "notes": NOTES,
            "versions": {"surety": self.surety.version(), "postgres": self.engine.version(),
                         "cc": first_line(["cc", "--version"])},
            "settings": {"postgres": Postgres.settings, "connections": CONNECTIONS, "pending": PENDING,
                         "fired_a_round": FIRED, "orders_a_shop": ORDERS_A_SHOP,
                         "bytes": dict(zip(("moved", "transferred", "order_growth"), self.bytes))},
            "fsync": {"per_second": spread([p["per_second"] for p in self.probes], 0),
                      "median_ms": spread([p["median_ms"] for p in self.probes])},
            "load_average": spread([p["load_average"] for p in self.probes], 1),
            "missing": self.missing, "summary": summary, "goals": goals, "rounds": self.figures})
