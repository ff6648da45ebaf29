"""S1: from a clone to the first answered look-up."""

import os
import re
import shutil
import signal
import subprocess
import time
import urllib.error
import urllib.request

from measuring import ROOT, goal, machine, say, work_folder, write_result

NOTES = [
    "The clone is of the files of this checkout, as git lists them; then Scripts/run.sh builds a release, fills the "
    "demo marketplace and serves it.",
    "Packages that the machine has fetched before are taken from its cache: `packages_cached` says whether there were "
    "any.",
]
QUESTION = b'{"products":[{"shop":"shop-0001","product":"p-0001-01"}]}'
LONGEST = 3_600


class StartBench:
    def __init__(self, _):
        self.folder = work_folder()

    def measure(self):
        try:
            self.run()
        finally:
            shutil.rmtree(self.folder, ignore_errors=True)

    def run(self):
        start = machine(self.folder)
        cached = os.path.isdir(os.path.expanduser("~/.cache/org.swift.swiftpm/repositories"))
        clone, log_path = os.path.join(self.folder, "clone"), os.path.join(self.folder, "log")
        begun = time.monotonic()
        os.makedirs(clone)
        subprocess.run(
            f"git -C '{ROOT}' ls-files -co --exclude-standard -z | tar -C '{ROOT}' --null -T - -c | tar -x -C '{clone}'",
            shell=True, check=True, executable="/bin/bash")
        cores = sorted(os.sched_getaffinity(0))[:2]
        environment = {**os.environ, "SURETY_PORT": "0"}
        environment.pop("SURETY_DATABASE", None)
        with open(log_path, "w") as log:
            process = subprocess.Popen(
                ["taskset", "-c", ",".join(map(str, cores)), "Scripts/run.sh"], cwd=clone, stdout=log,
                stderr=subprocess.STDOUT, env=environment, start_new_session=True)
        try:
            url = self.wait_for_address(process, log_path)
            serving = time.monotonic() - begun
            with open(os.path.join(clone, "var", "demo-key")) as file:
                key = file.read().strip()
            self.look_up(url, key)
            seconds = time.monotonic() - begun
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGTERM)
                process.wait()
        say(f"clone to first answered look-up: {seconds / 60:.1f} minutes (serving after {serving / 60:.1f})")
        figure = {"median": 10 / (seconds / 60), "min": 10 / (seconds / 60), "max": 10 / (seconds / 60), "rounds": 1}
        write_result("start", {
            "machine": start, "notes": NOTES, "cores": len(cores), "packages_cached": cached,
            "minutes": round(seconds / 60, 2), "minutes_until_serving": round(serving / 60, 2),
            "goals": [goal("S1", "ten minutes ÷ clone to first answered look-up", 1, figure)]})

    @staticmethod
    def wait_for_address(process, log_path):
        for _ in range(LONGEST):
            with open(log_path) as log:
                text = log.read()
            found = re.search(r"serving on (http://127\.0\.0\.1:[1-9][0-9]*)", text)
            if found:
                return found.group(1)
            if process.poll() is not None:
                raise RuntimeError(f"Scripts/run.sh ended: {text[-2000:]}")
            time.sleep(1)
        raise RuntimeError("Scripts/run.sh did not come to serve within an hour")

    @staticmethod
    def look_up(url, key):
        request = urllib.request.Request(
            f"{url}/v1/labels/lookup", QUESTION,
            {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
        for _ in range(60):
            try:
                with urllib.request.urlopen(request) as response:
                    if b"trust-buy" in response.read():
                        return
            except (urllib.error.URLError, ConnectionError):
                pass
            time.sleep(0.2)
        raise RuntimeError("the first look-up was not answered")
