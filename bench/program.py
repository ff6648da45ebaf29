"""SuretyBench, the small program that drives the engine where no command of `surety` does alone."""

import json
import os

from measuring import Missing, ROOT, run

RULEBOOKS = os.path.join(ROOT, "Rulebooks")


class BenchProgram:
    def __init__(self, surety):
        beside = os.path.join(os.path.dirname(surety.path), "SuretyBench")
        self.path = os.environ.get("SURETY_BENCH", beside)
        if not os.path.exists(self.path):
            raise Missing(f"{self.path} is not built: swift build -c release --product SuretyBench")

    def __call__(self, what, address, *numbers, rulebooks=RULEBOOKS):
        result = run([self.path, what, address, rulebooks, *map(str, numbers)])
        figures = json.loads(result["output"])
        if figures.get("left"):
            raise RuntimeError(f"{what} left {figures['left']:,.0f} deadlines that are due")
        return figures
