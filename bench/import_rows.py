"""W3: durable facts a second, against a hand-written loop that inserts the same rows, and against `pgbench -N`."""

import json
import os
import re
import shutil
import subprocess

import rows
from engines import SQLite, Postgres
from measuring import (
    ROOT, Missing, first_line, goal, machine, number, probe_fsync, run, say, shown, spread, table, work_folder,
    write_result,
)

FACTS_A_REQUEST, CONNECTIONS, PGBENCH_SCALE, PGBENCH_CLIENTS = 1_000, 4, 20, 4
COMPARED = ["event", "fact", "shop", "product", "order", "pane", "counted", "label_change", "alias"]

NOTES = [
    "A reads and checks JSON, keeps the journal's digests, loads what it decides on, and rewrites a state row in every "
    "commit that changes it. The bare loop B does none of this and writes each final state row once, in the commit of "
    "its last event: the comparison favours the peer.",
    "Times are of whole processes, their start and the last checkpoint of SQLite included; the schema is made before.",
    "CPU is of the program and, for PostgreSQL, of all the server's processes.",
    "Surety commits each partition of a chunk by itself on PostgreSQL; B is measured with one commit a chunk and with "
    "one a partition. SQLite takes a chunk in one commit, with one more before it for new consumers' aliases.",
]


class ImportBench:
    def __init__(self, surety):
        self.surety = surety
        self.rounds = number("BENCH_ROUNDS", 5)
        self.orders = number("BENCH_ORDERS", 20_000)
        self.pgbench_seconds = number("BENCH_PGBENCH_SECONDS", 5)
        self.folder = work_folder()
        self.missing, self.engines, self.figures, self.probes = {}, [], {}, []

    def path(self, name):
        return os.path.join(self.folder, name)

    def measure(self):
        try:
            self.prepare()
            for index in range(self.rounds):
                self.round(index)
            self.report()
        finally:
            for engine in self.engines:
                engine.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def prepare(self):
        self.start = machine(self.folder)
        self.facts = self.path("facts.ndjson")
        self.count = self.surety.simulate(self.orders, self.facts)
        say(f"{self.count:,} facts of {self.orders:,} orders")
        self.add_engine(SQLite, "bare_sqlite", ["-lsqlite3"])
        self.add_engine(Postgres, "bare_postgres", ["-I", first_line(["pg_config", "--includedir"]) or ".", "-lpq"])
        sqlite = SQLite(self.folder, self.surety)
        sqlite.make("finished")
        self.surety.record(sqlite.address("finished"), self.facts, self.count)
        self.rows = rows.write_rows(sqlite.path("finished"), self.facts, self.path("rows"))
        sqlite.drop("finished")
        say(f"{self.rows['rows']:,} rows in {self.rows['commits']} commits for the bare loops")
        self.pgbench = None
        for engine in self.engines:
            if isinstance(engine, Postgres):
                try:
                    engine.pgbench_fill(PGBENCH_SCALE)
                    self.pgbench = engine
                except Missing as reason:
                    self.missing["pgbench"] = str(reason)

    def add_engine(self, kind, peer, flags):
        try:
            engine = kind(self.folder, self.surety)
        except Missing as reason:
            self.missing[kind.name] = str(reason)
            return
        self.engines.append(engine)
        source = os.path.join(ROOT, "bench", "peers", f"{peer}.c")
        command = ["cc", "-O2", "-o", self.path(peer), source, *flags]
        try:
            built = subprocess.run(command, capture_output=True, text=True)
        except OSError as error:
            self.missing[peer] = str(error)
            return
        if built.returncode != 0:
            self.missing[peer] = built.stderr[-500:]

    def round(self, index):
        probe = probe_fsync(self.folder)
        self.probes.append(probe)
        say(f"round {index + 1} of {self.rounds}: {probe['per_second']:,} fsyncs a second, "
            f"load {os.getloadavg()[0]:.1f}")
        for engine in self.engines:
            self.record(engine)
            for peer, arguments in self.peers(engine):
                self.bare(engine, peer, arguments)
            self.http(engine)
        if self.pgbench:
            self.run_pgbench()

    def peers(self, engine):
        if f"bare_{engine.key}" in self.missing:
            return []
        return [("bare", [])] if engine.key == "sqlite" else [("bare", ["chunk"]), ("bare by partition", ["partition"])]

    def note(self, engine, what, seconds, cpu, **more):
        self.figures.setdefault(engine.key, {}).setdefault(what, []).append({
            "facts_per_second": self.count / seconds, "seconds": seconds, "cpu_us_per_fact": cpu / self.count * 1e6,
            **more})
        say(f"  {engine.name}, {what}: {self.count / seconds:,.0f} facts/s, {cpu / self.count * 1e6:.1f} µs CPU a fact")

    def record(self, engine):
        engine.make("ours")
        engine.settle()
        before = engine.server_cpu()
        result = self.surety.record(engine.address("ours"), self.facts, self.count)
        self.note(engine, "import", result["seconds"], result["cpu"] + engine.server_cpu() - before,
                  program_cpu_us_per_fact=result["cpu"] / self.count * 1e6)

    def bare(self, engine, name, arguments):
        engine.make_bare("bare", like="ours")
        engine.settle()
        before = engine.server_cpu()
        place = engine.address("bare")
        result = run([self.path(f"bare_{engine.key}"), place, self.path("rows"), *arguments])
        self.note(engine, name, result["seconds"], result["cpu"] + engine.server_cpu() - before,
                  commits=json.loads(result["output"])["commits"])
        for counted in COMPARED:
            if engine.count("bare", counted) != engine.count("ours", counted):
                raise RuntimeError(f"{engine.name}: the peer has not written the same rows of {counted}")

    def http(self, engine):
        engine.make("ours")
        engine.settle()
        with self.surety.serve(engine.address("ours")) as server:
            before = engine.server_cpu()
            result = server.tell(self.facts, self.count, FACTS_A_REQUEST, CONNECTIONS)
            self.note(engine, "http", result["seconds"], result["cpu"] + engine.server_cpu() - before,
                      client_cpu_us_per_fact=result["client_cpu"] / self.count * 1e6, request_ms=result["request_ms"])

    def run_pgbench(self):
        engine = self.pgbench
        engine.settle()
        before = engine.server_cpu()
        result = run([
            engine.pgbench, "-N", "-M", "prepared", "-c", str(PGBENCH_CLIENTS), "-j", "2", "-n",
            "-T", str(self.pgbench_seconds), *engine.pgbench_place])
        tps = float(re.search(r"tps = ([0-9.]+)", result["output"]).group(1))
        cpu = (result["cpu"] + engine.server_cpu() - before) / (tps * self.pgbench_seconds)
        self.figures.setdefault("pgbench", []).append({"tps": tps, "cpu_us_per_transaction": cpu * 1e6})
        say(f"  pgbench -N: {tps:,.0f} tps")

    # What it comes to

    def rates(self, engine, what):
        return [round["facts_per_second"] for round in self.figures.get(engine, {}).get(what, [])]

    def ratio(self, ours, theirs):
        """Round by round, so that what disturbs a round disturbs both sides."""
        return spread([a / b for a, b in zip(ours, theirs)]) if ours and theirs else None

    def goals(self):
        tps = [round["tps"] for round in self.figures.get("pgbench", [])]
        for kind in (SQLite, Postgres):
            key, name = kind.key, kind.name
            for what in ("import", "http"):
                yield goal("W3", f"{name}: {what} ÷ bare loop", 0.5,
                           self.ratio(self.rates(key, what), self.rates(key, "bare")))
                if key == "postgres":
                    yield goal("W3", f"{name}: {what} ÷ bare loop, one commit a partition", 0.5,
                               self.ratio(self.rates(key, what), self.rates(key, "bare by partition")))
                yield goal("W3", f"{name}: {what} ÷ pgbench -N", 5, self.ratio(self.rates(key, what), tps))

    def report(self):
        goals = list(self.goals())
        lines = [("", "facts/s", "CPU µs a fact")]
        summary = {}
        for kind in (SQLite, Postgres):
            for what, rounds in self.figures.get(kind.key, {}).items():
                rate = spread([r["facts_per_second"] for r in rounds], 0)
                cpu = spread([r["cpu_us_per_fact"] for r in rounds], 1)
                summary[f"{kind.key}, {what}"] = {"facts_per_second": rate, "cpu_us_per_fact": cpu}
                lines.append((f"{kind.name}, {what}", shown(rate), shown(cpu)))
        if "pgbench" in self.figures:
            tps = spread([r["tps"] for r in self.figures["pgbench"]], 0)
            cpu = spread([r["cpu_us_per_transaction"] for r in self.figures["pgbench"]], 1)
            summary["pgbench -N"] = {"tps": tps, "cpu_us_per_transaction": cpu}
            lines.append(("pgbench -N", shown(tps, " tps"), shown(cpu) + " a transaction"))
        print()
        table(lines)
        print()
        table([("goal", "at least", "ratio, median (min–max)", "")] + [
            (g["measure"], g["goal"], shown(g["ratio"]), {None: "not measured", True: "met", False: "missed"}[g["met"]])
            for g in goals])
        for name, reason in self.missing.items():
            print(f"missing: {name}: {reason}")
        write_result("import", {
            "machine": self.start, "versions": self.versions(), "settings": self.settings(), "notes": NOTES,
            "fsync": {"per_second": spread([p["per_second"] for p in self.probes], 0),
                      "median_ms": spread([p["median_ms"] for p in self.probes])},
            "load_average": spread([p["load_average"] for p in self.probes], 1),
            "facts": self.count, "orders": self.orders, "rows": self.rows, "missing": self.missing,
            "summary": summary, "goals": goals, "rounds": self.figures})

    def versions(self):
        postgres = next((e for e in self.engines if isinstance(e, Postgres)), None)
        return {"surety": self.surety.version(), "sqlite": first_line(["sqlite3", "--version"]),
                "postgres": postgres and postgres.version(), "cc": first_line(["cc", "--version"])}

    def settings(self):
        return {
            "facts_a_commit": rows.FACTS_A_COMMIT, "facts_a_request": FACTS_A_REQUEST, "connections": CONNECTIONS,
            "sqlite": "WAL, synchronous=FULL, 4 KiB pages, 64 MiB cache, checkpoint every 1,000 frames",
            "postgres": Postgres.settings,
            "pgbench": f"-N -M prepared, scale {PGBENCH_SCALE}, {PGBENCH_CLIENTS} clients, {self.pgbench_seconds} s"}
