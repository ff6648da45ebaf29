"""T2: how late deadlines are, at a midnight at which very many are due and when they come one by one; and how long it
takes from a kill until the first is carried out again."""

import os
import shutil
import signal
import sqlite3
import subprocess
import time

from engines import Postgres, SQLite
from measuring import (
    Missing, first_line, goal, machine, number, probe_fsync, say, shown, spread, table, work_folder, write_result,
)
from orders import DAY, caught_up, put_in_the_way, write_group
from program import RULEBOOKS, BenchProgram

PENDING = number("BENCH_PENDING", 5_000_000)
CLIFF = number("BENCH_T2_CLIFF", 200_000)
STEADY = number("BENCH_T2_STEADY", 6_000)
KILLED = number("BENCH_T2_KILLED", 30_000)
KILLS = number("BENCH_T2_KILLS", 1)
MINUTE = 60_000

# Shipped checks of receipt fall due at midnights. For deadlines spread over a minute an edition of the benchmark's own
# counts hours instead.
HOURLY = """edition: {key}
title: {{ zh: 按小时, en: By the hour }}
from: {begins}
summary:
  zh: 仅供测量。
  en: For a measurement only.
source: [ours]
"""
HOURLY_ORDERS = """receipt:
  checked-after: [240h, 480h, 720h]
  source: [ours]
undispatched:
  closed-after: 30 calendar-days
  payers: [escrow, payable, deposit, platform-advance]
  source: [ours]
"""

NOTES = [
    "Lateness is from the instant a deadline was due to the return of the COMMIT that carried it out, by the clock of the "
    "process that fires, which runs as clocks do. The cliff is a real midnight of the calendar: the day turns with it.",
    "Nothing that goes against somebody is carried out before the marketplace has told everything up to its due instant; "
    "here it says so every 200 ms, and the wait for that is part of the lateness.",
    "The server is killed with SIGKILL while it carries out overdue deadlines and started again at once; the time is from "
    "the start of the new process to the first deadline gone, seen by asking the database every 20 ms. "
    "PostgreSQL itself is not killed. Afterwards every order has been received exactly once.",
    "Pending deadlines are bare rows of later instants.",
]


class LatenessBench:
    def __init__(self, surety):
        self.surety, self.folder = surety, work_folder()
        self.wanted = os.environ.get("BENCH_T2_ENGINES", "sqlite postgres").replace(",", " ").split()
        self.engines, self.missing, self.figures, self.probes = [], {}, {}, []

    def path(self, name):
        return os.path.join(self.folder, name)

    def measure(self):
        try:
            self.program = BenchProgram(self.surety)
            self.start = machine(self.folder)
            self.write_rulebooks()
            for kind in (SQLite, Postgres):
                if kind.key in self.wanted:
                    try:
                        self.engines.append(kind(self.folder, self.surety))
                    except Missing as reason:
                        self.missing[kind.name] = str(reason)
            for engine in self.engines:
                self.probes.append(probe_fsync(self.folder))
                self.one_engine(engine)
            self.report()
        except Missing as reason:
            print(f"missing: {reason}")
        finally:
            for engine in self.engines:
                engine.stop()
            shutil.rmtree(self.folder, ignore_errors=True)

    def write_rulebooks(self):
        self.now = int(time.time() * 1000)
        # The next midnight of UTC+8, and the day whose dispatches are checked there.
        self.midnight = ((self.now + DAY // 3) // DAY + 1) * DAY - DAY // 3
        begins = self.midnight - 9 * DAY
        self.steady_start = self.midnight + 2 * DAY + DAY // 4
        self.rulebooks = self.path("rulebooks")
        shutil.copytree(RULEBOOKS, self.rulebooks)
        day = time.strftime("%Y-%m-%d", time.gmtime((begins + DAY // 3) // 1000))
        edition = os.path.join(self.rulebooks, f"{day[:7]}-hourly")
        os.makedirs(edition)
        for name, text in (("edition", HOURLY), ("orders", HOURLY_ORDERS)):
            with open(os.path.join(edition, f"{name}.yaml"), "w", encoding="utf-8") as file:
                file.write(text.format(key=f"{day[:7]}-hourly", begins=f"{day}T00:00+08:00") if name == "edition" else text)
        # The program measured reads the same rules.
        self.surety.environment["SURETY_RULEBOOKS"] = self.rulebooks

    def one_engine(self, engine):
        facts, count = self.path("facts.ndjson"), 0
        with open(facts, "w") as file:
            count += write_group(file, "killed", KILLED, lambda i: self.midnight - 14 * DAY + i % 3_600 * 1_000)
            count += write_group(file, "cliff", CLIFF, lambda i: self.midnight - 11 * DAY + DAY // 2 + i % 3_600 * 1_000)
            count += write_group(
                file, "steady", STEADY, lambda i: self.steady_start - 10 * DAY + i * MINUTE // max(1, STEADY))
            count += caught_up(file, self.now - 1_000)
        engine.make("late")
        begun = time.monotonic()
        self.surety.record(engine.address("late"), facts, count)
        self.program("settle", engine.address("late"), rulebooks=self.rulebooks)
        put_in_the_way(engine, "late", PENDING, self.midnight + 30 * DAY)
        say(f"{engine.name}: {count:,} facts and {PENDING:,} pending deadlines in {time.monotonic() - begun:.0f} s")
        figures = self.figures[engine.key] = {}
        if KILLED:
            figures["recovery"] = self.kill(engine)
        for name, start, through, wanted in (
            ("cliff", self.midnight - 3_000, self.midnight, CLIFF),
            ("steady", self.steady_start - 3_000, self.steady_start + MINUTE, STEADY),
        ):
            if not wanted:
                continue
            figure = self.program("live", engine.address("late"), start, through, rulebooks=self.rulebooks)
            if figure["left"] or figure["fired"] != wanted:
                raise RuntimeError(f"{engine.name}, {name}: {figure} instead of {wanted}")
            figure["load_average"] = os.getloadavg()[0]
            figures[name] = figure
            say(f"  {name}: p50 {figure['p50_ms']:,.0f} ms, p99 {figure['p99_ms']:,.0f}, most {figure['max_ms']:,.0f}")
        engine.drop("late")

    # Kill and recovery

    def kill(self, engine):
        (times, last), (ask, close) = ([], None), self.asker(engine)
        for index in range(KILLS):
            process, _ = self.serve(engine)
            # Killed in the middle of its work: some are carried out, others wait.
            self.wait_for(ask, ask() * 4 // 5, process)
            process.send_signal(signal.SIGKILL)
            process.wait()
            # What was under way on the database's side comes to its end first.
            time.sleep(0.5)
            left = ask()
            if left == 0:
                if times:
                    break
                raise RuntimeError("all was carried out before the kill; set BENCH_T2_KILLED higher")
            process, begun = self.serve(engine)
            self.wait_for(ask, left - 1, process)
            times.append(time.monotonic() - begun)
            say(f"  killed with {left:,} due: first carried out {times[-1]:.2f} s after the start")
            if index == KILLS - 1:
                self.wait_for(ask, 0, process)
                last = time.monotonic() - begun
                say(f"  the last of them {last:.2f} s after it")
            process.send_signal(signal.SIGKILL)
            process.wait()
        close()
        self.check(engine)
        return {"seconds": times, "until_none_is_due": last, "due": KILLED}

    def serve(self, engine):
        begun = time.monotonic()
        process = subprocess.Popen(
            [self.surety.path, "serve", "--database", engine.address("late"), "--port", "0"],
            env=self.surety.environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return process, begun

    def wait_for(self, ask, most, process):
        end = time.monotonic() + 300
        while ask() > most:
            if process.poll() is not None or time.monotonic() > end:
                raise RuntimeError("the server does not carry out what is due")
            time.sleep(0.02)

    def asker(self, engine):
        """Functions that count what is due and that end the counting."""
        text = ("SELECT count(*) FROM head, deadline WHERE deadline.partition = head.partition "
                f"AND deadline.due_at <= {self.now}")
        if engine.key == "sqlite":
            def ask():
                connection = sqlite3.connect(f"file:{engine.path('late')}?mode=ro", uri=True, timeout=10)
                (count,) = connection.execute(text).fetchone()
                connection.close()
                return count
            return ask, lambda: None
        client = subprocess.Popen(
            [os.path.join(engine.bin, "psql"), "-X", "-q", "-A", "-t", engine.address("late")],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, bufsize=1)

        def ask_client():
            client.stdin.write(text + ";\n")
            client.stdin.flush()
            return int(client.stdout.readline())

        def close():
            client.stdin.close()
            client.wait()
        return ask_client, close

    def check(self, engine):
        """Every order that was due has been received once, and nothing else has."""
        text = "SELECT count(*) FROM event WHERE kind = 12"
        if engine.key == "sqlite":
            connection = sqlite3.connect(f"file:{engine.path('late')}?mode=ro", uri=True)
            (moved,) = connection.execute(text).fetchone()
            connection.close()
        else:
            moved = int(engine.query("late", text))
        if moved != KILLED:
            raise RuntimeError(f"{engine.name}: {moved} orders were moved on instead of {KILLED}")

    def report(self):
        lines, goals = [("", "p50 ms", "p99 ms", "max ms", "a second")], []
        for kind in (SQLite, Postgres):
            figures = self.figures.get(kind.key, {})
            for name in ("cliff", "steady"):
                if name not in figures:
                    continue
                figure = figures[name]
                drained = figure["last_after_start_ms"] - 3_000
                figure["fired_per_second"] = figure["fired"] / drained * 1_000
                lines.append((f"{kind.name}, {name} of {figure['fired']:,.0f}", *(
                    f"{figure[m]:,.0f}" for m in ("p50_ms", "p99_ms", "max_ms", "fired_per_second"))))
            if "steady" in figures:
                late = figures["steady"]["p99_ms"]
                # More is better, as everywhere: the goal is of the inverse.
                goals.append(goal("T2", f"{kind.name}: 1 s ÷ p99 of lateness, steady", 1, spread([1_000 / late])))
            if "recovery" in figures:
                times = figures["recovery"]["seconds"]
                goals.append(goal("T2", f"{kind.name}: 10 s ÷ kill to first firing", 1, spread([10 / t for t in times])))
        print()
        table(lines)
        print()
        for met in goals:
            print(f"{met['measure']}: {shown(met['ratio'])}, at least 1: {'met' if met['met'] else 'missed'}")
        for name, reason in self.missing.items():
            print(f"missing: {name}: {reason}")
        postgres = next((e for e in self.engines if isinstance(e, Postgres)), None)
        write_result("lateness", {
            "machine": self.start, "notes": NOTES,
            "versions": {"surety": self.surety.version(), "sqlite": first_line(["sqlite3", "--version"]),
                         "postgres": postgres and postgres.version()},
            "settings": {"pending": PENDING, "cliff": CLIFF, "steady_a_minute": STEADY, "overdue_at_kill": KILLED,
                         "postgres": Postgres.settings},
            "fsync": {"per_second": spread([p["per_second"] for p in self.probes], 0)},
            "load_average": spread([p["load_average"] for p in self.probes], 1),
            "missing": self.missing, "goals": goals, "engines": self.figures})
