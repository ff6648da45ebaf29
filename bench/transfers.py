"""L1: acknowledged durable transfers a second on PostgreSQL, against PostgreSQL's own batched procedure."""

import json
import os
import shutil
import subprocess
import time

from engines import Postgres
from measuring import (
    Missing, ROOT, build_peer, first_line, goal, machine, number, probe_fsync, run, say, shown, spread, table,
    work_folder, write_result,
)
from orders import AMOUNT, DAY, caught_up, write_group
from program import BenchProgram

MOST = number("BENCH_L1_TRANSFERS", 20_000)
# Callers at once, and the share of the transfers that a round makes with so many.
IN_FLIGHT = {1: 0.05, 16: 0.25, 64: 0.5, 256: 1, 1024: 1}
CONNECTIONS = (1, 4)
PEERS = os.path.join(ROOT, "bench", "peers")

NOTES = [
    "A transfer of Surety's is the provider's word that a pending instruction was paid: it moves what was set aside for "
    "the instruction to the shop's buyers, two events and three rows, and is acknowledged through the batcher after "
    "COMMIT. It is the command closest to a bare transfer; it also reads and rewrites the instruction and digests the "
    "journal.",
    "PostgreSQL's batched procedure (bench/peers/transfer.sql) locks the accounts, checks their bounds, inserts the "
    "transfer and two postings, and updates the balances, all that waits in one call. It keeps no journal. It is measured "
    "with one connection and with four, and the faster of the two counts, concurrency by concurrency.",
    "Both sides move equal amounts from accounts of their own to those of as many shops.",
]


class TransferBench:
    def __init__(self, surety):
        self.surety, self.rounds = surety, number("BENCH_ROUNDS", 5)
        self.folder = work_folder()
        self.engine, self.figures, self.probes = None, {}, []
        self.counts = {flight: max(flight, int(MOST * share)) for flight, share in IN_FLIGHT.items()}

    def measure(self):
        try:
            self.program = BenchProgram(self.surety)
            self.start = machine(self.folder)
            self.engine = Postgres(self.folder, self.surety)
            self.peer = os.path.join(self.folder, "transfer_postgres")
            build_peer("transfer_postgres", self.peer)
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
        """Orders that were paid and never dispatched: time closes them and sets their money aside for the buyers."""
        engine, now, all_of_them = self.engine, int(time.time() * 1000), sum(self.counts.values())
        self.shops = max(1, all_of_them // 50)
        facts = os.path.join(self.folder, "facts.ndjson")
        with open(facts, "w") as file:
            count = write_group(
                file, "paid", all_of_them, lambda i: now - 40 * DAY + i % 3_600 * 1_000, dispatched=False)
            count += caught_up(file, now - 1_000)
        engine.make("stored")
        begun = time.monotonic()
        self.surety.record(engine.address("stored"), facts, count)
        self.program("fire", engine.address("stored"), now)
        engine.query("stored", "VACUUM ANALYZE")
        engine.drop("bare-stored")
        engine.query("postgres", 'CREATE DATABASE "bare-stored" TEMPLATE template0')
        with open(os.path.join(PEERS, "transfer.sql")) as script:
            subprocess.run(
                [os.path.join(engine.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", engine.address("bare-stored")],
                stdin=script, check=True)
        engine.query("bare-stored", f"""
            INSERT INTO account SELECT i, CASE WHEN i < {self.shops} THEN 0 ELSE {AMOUNT} END, 0
            FROM generate_series(0, {self.shops + all_of_them - 1}) AS i""")
        engine.query("bare-stored", "VACUUM ANALYZE")
        say(f"{all_of_them:,} instructions prepared in {time.monotonic() - begun:.0f} s")

    def round(self, index):
        self.probes.append(probe_fsync(self.folder))
        say(f"round {index + 1} of {self.rounds}: {self.probes[-1]['per_second']:,} fsyncs a second, "
            f"load {os.getloadavg()[0]:.1f}")
        self.engine.copy("stored", "ours")
        for width in CONNECTIONS:
            self.engine.copy("bare-stored", f"bare{width}")
        first = 0
        for flight, count in self.counts.items():
            self.side("ours", flight, count, lambda: self.program(
                "transfer", self.engine.address("ours"), flight, count))
            for width in CONNECTIONS:
                self.side(f"procedure, {width}", flight, count, lambda: self.run_peer(width, flight, first, count))
            first += count
        paid = int(self.engine.query("ours", "SELECT count(*) FROM instruction WHERE next_at IS NULL"))
        posted = [self.engine.count(f"bare{width}", "transfer") for width in CONNECTIONS]
        if {paid, *posted} != {first}:
            raise RuntimeError(f"{first} transfers were to be made: {paid} were by Surety, {posted} by the procedure")

    def run_peer(self, width, flight, first, count):
        result = run([self.peer, self.engine.address(f"bare{width}"), *map(
            str, (flight, first, count, width, self.shops))])
        return {**json.loads(result["output"]), "cpu": result["cpu"]}

    def side(self, name, flight, count, transfer):
        self.engine.settle()
        cpu = self.engine.server_cpu()
        result = transfer()
        cpu = self.engine.server_cpu() - cpu + result["cpu"]
        figure = {"transfers_per_second": count / result["seconds"], "seconds": result["seconds"],
                  "cpu_us_per_transfer": cpu / count * 1e6}
        figure.update({m: result[m] for m in ("p50_ms", "p99_ms") if m in result})
        self.figures.setdefault(name, {}).setdefault(flight, []).append(figure)
        say(f"  {flight} in flight, {name}: {figure['transfers_per_second']:,.0f} a second, "
            f"{figure['cpu_us_per_transfer']:.0f} µs CPU")

    def rates(self, name, flight):
        return [r["transfers_per_second"] for r in self.figures[name][flight]]

    def report(self):
        lines = [("in flight", "Surety, transfers/s", *(f"procedure, {width} conn." for width in CONNECTIONS), "ratio")]
        goals, summary = [], {}
        for flight in self.counts:
            names = [f"procedure, {width}" for width in CONNECTIONS]
            best = max(names, key=lambda name: spread(self.rates(name, flight))["median"])
            ratio = spread([a / b for a, b in zip(self.rates("ours", flight), self.rates(best, flight))])
            measure = f"{flight} in flight: Surety ÷ batched procedure"
            if flight == 16:
                goals.append({"id": "L1", "measure": measure, "goal": None, "ratio": ratio, "met": None})
            else:
                goals.append(goal("L1", measure, 1 if flight == 1 else 2, ratio))
            cells = {}
            for name in ("ours", *names):
                cells[name] = {m: spread([r[m] for r in self.figures[name][flight]], 1) for m in (
                    "transfers_per_second", "cpu_us_per_transfer")}
            summary[flight] = cells
            lines.append((flight, *(shown(cells[name]["transfers_per_second"]) for name in ("ours", *names)),
                          shown(ratio)))
        print()
        table(lines)
        print()
        for met in goals:
            verdict = {None: "no goal", True: "met", False: "missed"}[met["met"]]
            print(f"{met['measure']}: {shown(met['ratio'])}, at least {met['goal']}: {verdict}")
        write_result("transfers", {
            "machine": self.start, "notes": NOTES,
            "versions": {"surety": self.surety.version(), "postgres": self.engine.version(),
                         "cc": first_line(["cc", "--version"])},
            "settings": {"postgres": Postgres.settings, "transfers_a_round": self.counts, "shops": self.shops},
            "fsync": {"per_second": spread([p["per_second"] for p in self.probes], 0),
                      "median_ms": spread([p["median_ms"] for p in self.probes])},
            "load_average": spread([p["load_average"] for p in self.probes], 1),
            "summary": summary, "goals": goals, "rounds": self.figures})
