"""G1: what a fact costs when ten times as many orders are stored, for time-ordered and for random ids."""

import hashlib
import json
import os
import re
import shutil

from engines import Postgres, SQLite
from measuring import (
    Missing, first_line, goal, machine, number, probe_fsync, say, shown, spread, table, work_folder, write_result,
)

TAIL = number("BENCH_G1_TAIL", 20_000)
# What `--preset load` makes: a shop for every 250 orders, a promoter for every 2,500, and no fewer than so many.
ORDERS_A_SHOP, ORDERS_A_PROMOTER, FEWEST_SHOPS, FEWEST_PROMOTERS = 250, 2_500, 20, 10

SHOP = re.compile(rb'"shop":"shop-0*([0-9]+)"')
PROMOTER = re.compile(rb'"promoter":"promoter-0*([0-9]+)"')
ID = re.compile(rb'"(id|order|corrects|retracts)":"([0-9a-z]+)"')

NOTES = [
    "Of each marketplace all facts are stored but the last ones (`timed_facts`) that concern as many shops as the smaller "
    "marketplace has, so that both sizes do the same work on different amounts of stored data; those are timed, on a "
    "fresh copy each round.",
    "Random ids: the ids of facts and orders are replaced by a hash of themselves, in what is stored and in what is "
    "timed.",
    "Copies are in the page cache where memory allows it, as they would be on a server that has just written them.",
]


class GrowthBench:
    def __init__(self, surety):
        self.surety = surety
        self.rounds = number("BENCH_ROUNDS", 5)
        largest = number("BENCH_G1_ORDERS", 100_000)
        self.sizes = [largest // 10, largest]
        self.wanted = os.environ.get("BENCH_G1_ENGINES", "sqlite").replace(",", " ").split()
        self.folder = work_folder()
        self.engines, self.missing, self.figures, self.stored, self.probes = [], {}, {}, {}, []

    def path(self, name):
        return os.path.join(self.folder, name)

    def measure(self):
        try:
            self.start = machine(self.folder)
            for kind in (SQLite, Postgres):
                if kind.key in self.wanted:
                    try:
                        self.engines.append(kind(self.folder, self.surety))
                    except Missing as reason:
                        self.missing[kind.name] = str(reason)
            for size in self.sizes:
                self.fill(size)
            for index in range(self.rounds):
                self.round(index)
            self.report()
        finally:
            for engine in self.engines:
                engine.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def fill(self, size):
        every = self.path("every.ndjson")
        count = self.surety.simulate(size, every)
        for ids in ("ordered", "random"):
            stored, timed = self.path("stored.ndjson"), self.path(f"timed-{size}-{ids}.ndjson")
            kept = split(every, stored, timed, self.sizes[0], random_ids=ids == "random")
            for engine in self.engines:
                name = f"stored-{size}-{ids}"
                engine.make(name)
                result = self.surety.record(engine.address(name), stored, kept)
                self.stored[f"{engine.key}, {size} orders, {ids}"] = {
                    "facts": kept, "seconds": round(result["seconds"], 1), "bytes": engine.size(name),
                    "cpu_us_per_fact": round(result["cpu"] / kept * 1e6, 1)}
                say(f"{engine.name}: {kept:,} of {count:,} facts of {size:,} orders, {ids} ids, stored in "
                    f"{result['seconds']:.0f} s, {engine.size(name) / 1e6:,.0f} MB")
            os.unlink(stored)
        os.unlink(every)

    def round(self, index):
        probe = probe_fsync(self.folder)
        self.probes.append(probe)
        say(f"round {index + 1} of {self.rounds}: {probe['per_second']:,} fsyncs a second, "
            f"load {os.getloadavg()[0]:.1f}")
        for engine in self.engines:
            for ids in ("ordered", "random"):
                for size in self.sizes:
                    engine.copy(f"stored-{size}-{ids}", "tail")
                    engine.settle()
                    before = engine.server_cpu()
                    timed = self.path(f"timed-{size}-{ids}.ndjson")
                    result = self.surety.record(engine.address("tail"), timed, TAIL)
                    cpu = result["cpu"] + engine.server_cpu() - before
                    self.figures.setdefault(f"{engine.key}, {ids}", {}).setdefault(size, []).append({
                        "wall_us_per_fact": result["seconds"] / TAIL * 1e6, "cpu_us_per_fact": cpu / TAIL * 1e6})
                    say(f"  {engine.name}, {ids} ids, {size:,} orders stored: "
                        f"{result['seconds'] / TAIL * 1e6:.1f} µs a fact, {cpu / TAIL * 1e6:.1f} µs CPU")

    def ratio(self, of, measure):
        small, large = (self.figures[of][size] for size in self.sizes)
        return spread([b[measure] / a[measure] for a, b in zip(small, large)])

    def report(self):
        lines = [("", *(f"{size:,} orders: µs, CPU µs a fact" for size in self.sizes), "growth: wall", "CPU")]
        summary, goals = {}, []
        for of, sizes in self.figures.items():
            summary[of] = {
                str(size): {m: spread([r[m] for r in rounds], 1) for m in ("wall_us_per_fact", "cpu_us_per_fact")}
                for size, rounds in sizes.items()}
            wall, cpu = self.ratio(of, "wall_us_per_fact"), self.ratio(of, "cpu_us_per_fact")
            summary[of]["growth"] = {"wall": wall, "cpu": cpu}
            cells = (summary[of][str(size)] for size in self.sizes)
            lines.append((of, *(
                f"{shown(cell['wall_us_per_fact'])}, {shown(cell['cpu_us_per_fact'])}" for cell in cells),
                shown(wall), shown(cpu)))
            if of.endswith("ordered"):
                # Flat within 20 %: the goal is of the inverse, so that more is better as everywhere.
                inverse = spread([1 / (b["wall_us_per_fact"] / a["wall_us_per_fact"]) for a, b in zip(
                    *(self.figures[of][size] for size in self.sizes))])
                goals.append(goal("G1", f"{of}: cost at {self.sizes[0]:,} ÷ cost at {self.sizes[1]:,}", 1 / 1.2, inverse))
        print()
        table(lines)
        print()
        for met in goals:
            print(f"{met['measure']}: {shown(met['ratio'])}, at least {met['goal']:.2f}: "
                  f"{'met' if met['met'] else 'missed'}")
        for name, reason in self.missing.items():
            print(f"missing: {name}: {reason}")
        write_result(f"growth-{self.sizes[1]}", {
            "machine": self.start, "notes": NOTES, "sizes": self.sizes, "timed_facts": TAIL,
            "versions": {"surety": self.surety.version(), "sqlite": first_line(["sqlite3", "--version"])},
            "fsync": {"per_second": spread([p["per_second"] for p in self.probes], 0)},
            "load_average": spread([p["load_average"] for p in self.probes], 1),
            "stored": self.stored, "missing": self.missing, "summary": summary, "goals": goals,
            "rounds": self.figures})


def split(every, stored, timed, smaller_size, random_ids):
    """Writes what is stored first and what is timed; answers how many facts are stored."""
    shops = max(FEWEST_SHOPS, smaller_size // ORDERS_A_SHOP)
    promoters = max(FEWEST_PROMOTERS, smaller_size // ORDERS_A_PROMOTER)
    chosen = []
    with open(every, "rb") as file:
        for line, fact in enumerate(file):
            if concerns(fact, shops, promoters):
                chosen.append(line)
    tail = set(chosen[-TAIL:])
    first = chosen[-TAIL]
    kept = 0
    with open(every, "rb") as file, open(stored, "wb") as before, open(timed, "wb") as after:
        for line, fact in enumerate(file):
            if line >= first and line not in tail:
                continue
            if random_ids:
                fact = scatter(fact)
            if line < first:
                kept += 1
                before.write(fact)
            else:
                after.write(fact)
    return kept


def concerns(fact, shops, promoters):
    shop = SHOP.search(fact)
    if shop:
        return int(shop.group(1)) <= shops
    promoter = PROMOTER.search(fact)
    return bool(promoter) and int(promoter.group(1)) <= promoters


def scatter(fact):
    return ID.sub(
        lambda found: b'"%s":"%s"' % (
            found.group(1), hashlib.blake2b(found.group(2), digest_size=10).hexdigest().encode()), fact)
