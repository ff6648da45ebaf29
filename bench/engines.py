"""The two engines as the measurements see them: databases that come, are copied, are filled, and go."""

import glob
import os
import shutil
import subprocess

from measuring import Missing, cpu_of_tree, run, tool

EXTRA = ("-wal", "-shm", ".lock", ".sock")


class SQLite:
    name = "SQLite"
    key = "sqlite"

    def __init__(self, folder, surety):
        self.folder, self.surety = folder, surety

    def path(self, name):
        return os.path.join(self.folder, f"{name}.sqlite")

    address = path

    def drop(self, name):
        for extra in ("", *EXTRA):
            if os.path.exists(self.path(name) + extra):
                os.unlink(self.path(name) + extra)

    def make(self, name):
        """An empty database with Surety's schema."""
        self.drop(name)
        self.surety("migrate", "--database", self.path(name))

    def make_bare(self, name, like):
        """The schema of another database and none of its rows."""
        import sqlite3

        self.drop(name)
        source = sqlite3.connect(self.path(like))
        target = sqlite3.connect(self.path(name))
        target.execute("PRAGMA page_size = 4096")
        for (text,) in source.execute("SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"):
            target.execute(text)
        target.commit()
        target.close()
        source.close()

    def copy(self, name, new):
        self.drop(new)
        shutil.copyfile(self.path(name), self.path(new))
        descriptor = os.open(self.path(new), os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)

    def settle(self):
        """Nothing goes on behind the scenes of an embedded database."""

    def count(self, name, table):
        import sqlite3

        connection = sqlite3.connect(self.path(name))
        (rows,) = connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        connection.close()
        return rows

    def size(self, name):
        return os.path.getsize(self.path(name))

    def server_cpu(self):
        return 0.0

    def stop(self):
        pass


class Postgres:
    """A cluster of its own that keeps its promises: fsync and synchronous_commit are on."""

    name = "PostgreSQL"
    key = "postgres"
    settings = {
        "fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "shared_buffers": "1GB",
        "max_wal_size": "8GB", "checkpoint_timeout": "30min", "wal_level": "replica", "autovacuum": "on",
    }

    def __init__(self, folder, surety):
        self.surety = surety
        self.data, self.socket = os.path.join(folder, "cluster"), os.path.join(folder, "socket")
        self.bin = Postgres.find_programs()
        os.makedirs(self.socket)
        os.makedirs(self.data, mode=0o700)
        if os.geteuid() == 0:
            tool("runuser")
            for path in (self.data, self.socket):
                shutil.chown(path, "postgres", "postgres")
        options = " ".join(f"-c {name}={value}" for name, value in self.settings.items())
        self.admin("initdb", "-D", self.data, "-A", "trust", "-E", "UTF8", "--locale=C", "-U", "postgres")
        self.admin(
            "pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.data, "log"), "-o",
            f"-k {self.socket} -c listen_addresses= -p 5432 {options}", "start")
        with open(os.path.join(self.data, "postmaster.pid")) as file:
            self.pid = int(file.readline())

    @staticmethod
    def find_programs():
        found = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"), key=lambda path: float(path.split("/")[4]))
        if found:
            return os.path.dirname(found[-1])
        return os.path.dirname(os.path.realpath(tool("initdb")))

    def admin(self, program, *arguments):
        command = [os.path.join(self.bin, program), *arguments]
        if os.geteuid() == 0:
            command = ["runuser", "-u", "postgres", "--", *command]
        # pg_ctl leaves the server its descriptors, so nothing may wait for them to close.
        with open(os.devnull, "w") as nowhere:
            code = subprocess.call(command, stdout=nowhere, stderr=nowhere, cwd="/")
        if code != 0:
            raise Missing(f"{program} ended with {code}: there is no PostgreSQL to measure")

    def address(self, name):
        return f"postgresql:///{name}?host={self.socket}&user=postgres"

    def query(self, name, text):
        command = [os.path.join(self.bin, "psql"), "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-c", text]
        return subprocess.run(
            [*command, self.address(name)], check=True, capture_output=True, text=True).stdout.strip()

    def drop(self, name):
        self.query("postgres", f'DROP DATABASE IF EXISTS "{name}"')

    def make(self, name):
        self.drop(name)
        self.query("postgres", f'CREATE DATABASE "{name}" TEMPLATE template0')
        self.surety("migrate", "--database", self.address(name))

    def make_bare(self, name, like):
        self.drop(name)
        self.query("postgres", f'CREATE DATABASE "{name}" TEMPLATE template0')
        schema = subprocess.run(
            [os.path.join(self.bin, "pg_dump"), "--schema-only", self.address(like)],
            check=True, capture_output=True).stdout
        subprocess.run(
            [os.path.join(self.bin, "psql"), "-X", "-q", "-v", "ON_ERROR_STOP=1", self.address(name)],
            input=schema, check=True, stdout=subprocess.DEVNULL)

    def copy(self, name, new):
        self.drop(new)
        # As files, where PostgreSQL has the choice: through the log a copy of gigabytes takes minutes.
        strategy = " STRATEGY FILE_COPY" if int(self.version().split(".")[0]) >= 15 else ""
        self.query("postgres", f'CREATE DATABASE "{new}" TEMPLATE "{name}"{strategy}')

    def settle(self):
        """What one side has left to be written is not written in the other's time."""
        self.query("postgres", "CHECKPOINT")

    def count(self, name, table):
        return int(self.query(name, f'SELECT count(*) FROM "{table}"'))

    def size(self, name):
        return int(self.query("postgres", f"SELECT pg_database_size('{name}')"))

    def server_cpu(self):
        return cpu_of_tree(self.pid)

    def version(self):
        return self.query("postgres", "SHOW server_version")

    def pgbench_fill(self, scale):
        self.make_pgbench()
        run([self.pgbench, "-i", "-q", "-s", str(scale), *self.pgbench_place])

    def make_pgbench(self):
        self.pgbench = shutil.which("pgbench") or os.path.join(self.bin, "pgbench")
        if not os.path.exists(self.pgbench):
            raise Missing("pgbench is not installed")
        self.drop("pgbench")
        self.query("postgres", 'CREATE DATABASE "pgbench" TEMPLATE template0')
        self.pgbench_place = ["-h", self.socket, "-U", "postgres", "pgbench"]

    def stop(self):
        self.admin("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")
