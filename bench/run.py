"""Runs the measurements that are named, or those of `make bench`. Scripts/bench.sh calls it."""

import os
import sys

from surety import Surety


def main():
    wanted = sys.argv[1:] or ["import", "growth"] + (["start"] if os.environ.get("BENCH_S1") else [])
    for name in wanted:
        print(f"\n== {name}", flush=True)
        if name == "import":
            from import_rows import ImportBench as Bench
        elif name == "growth":
            from growth import GrowthBench as Bench
        elif name == "start":
            from start import StartBench as Bench
        elif name == "firing":
            from firing import FiringBench as Bench
        elif name == "lateness":
            from lateness import LatenessBench as Bench
        elif name == "transfers":
            from transfers import TransferBench as Bench
        else:
            sys.exit(f"there is no measurement named {name}: import, growth, start, firing, lateness, transfers")
        Bench(Surety(os.environ["SURETY"])).measure()


main()
