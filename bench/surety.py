"""The program that is measured."""

import json
import os
import re
import signal
import subprocess
import sys
import time

from measuring import ROOT, cpu_of_tree, run


class Surety:
    def __init__(self, path):
        self.path = path
        # Rules of the checkout; a database that is always named.
        self.environment = {**os.environ, "SURETY_RULEBOOKS": os.path.join(ROOT, "Rulebooks")}
        self.environment.pop("SURETY_DATABASE", None)

    def __call__(self, *arguments):
        return run([self.path, *arguments], env=self.environment)

    def version(self):
        return self("version")["output"].split("\n")[0]

    def simulate(self, orders, path):
        """Writes the facts of a simulated marketplace and answers how many there are."""
        with open(path, "wb") as file:
            subprocess.run(
                [self.path, "simulate", "--print", "--preset", "load", "--orders", str(orders), "--seed", "1"],
                env=self.environment, stdout=file, check=True)
        with open(path, "rb") as file:
            return sum(1 for _ in file)

    def record(self, address, facts, count):
        """Imports a file; answers time, CPU and what was counted. Every fact has to be taken."""
        result = self("import", "--database", address, "--format", "ndjson", "--json", facts)
        counts = json.loads(result.pop("output"))
        if counts["accepted"] != count:
            raise RuntimeError(f"{count} facts were to be recorded: {counts}")
        return result

    def serve(self, address):
        return Server(self, address)


class Server:
    """A server on a port of the system's choosing, for as long as the `with` lasts."""

    def __init__(self, surety, address):
        self.surety, self.address = surety, address

    def __enter__(self):
        self.key = self.surety("key", "create", "--database", self.address)["output"].strip()
        self.process = subprocess.Popen(
            [self.surety.path, "serve", "--database", self.address, "--port", "0"],
            env=self.surety.environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = self.process.stdout.readline()
        found = re.search(r":([0-9]+)$", said.strip())
        if not found:
            self.process.kill()
            raise RuntimeError(f"the server did not come up: {said}")
        self.port = int(found.group(1))
        return self

    def __exit__(self, *_):
        self.process.send_signal(signal.SIGTERM)
        try:
            self.process.wait(60)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def cpu(self):
        return cpu_of_tree(self.process.pid)

    def tell(self, facts, count, facts_a_request, connections):
        """Sends a file over HTTP; answers time and the server's CPU, without the client's."""
        before = self.cpu()
        client = run([
            sys.executable, os.path.join(ROOT, "bench", "load_http.py"), str(self.port), self.key, facts,
            str(facts_a_request), str(connections)])
        result = json.loads(client["output"])
        if result["accepted"] != count:
            raise RuntimeError(f"{count} facts were to be accepted: {result}")
        return {**result, "cpu": self.cpu() - before, "client_cpu": client["cpu"]}
