"""What every measurement needs: running a program and counting its CPU, a clock, a probe of the disk, the result."""

import datetime
import json
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TICKS = os.sysconf("SC_CLK_TCK")


def number(name, default):
    return int(os.environ.get(name, default))


def say(words):
    print(f"[{time.strftime('%H:%M:%S')}] {words}", flush=True)


class Missing(Exception):
    """A peer that cannot be had here: reported as missing, never as beaten."""


def tool(name):
    path = shutil.which(name)
    if not path:
        raise Missing(f"{name} is not installed")
    return path


def run(arguments, **options):
    """Runs a program to its end; answers its wall time, its CPU time (children included) and what it printed."""
    log = tempfile.TemporaryFile()
    begun = time.monotonic()
    process = subprocess.Popen(arguments, stdout=log, stderr=subprocess.PIPE, **options)
    errors = process.stderr.read()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.monotonic() - begun
    process.returncode = os.waitstatus_to_exitcode(status)
    log.seek(0)
    output = log.read().decode()
    if process.returncode != 0:
        raise RuntimeError(f"{' '.join(map(str, arguments))} ended with {process.returncode}: {errors.decode()[-2000:]}")
    return {"seconds": seconds, "cpu": usage.ru_utime + usage.ru_stime, "memory_kib": usage.ru_maxrss,
            "output": output}


def build_peer(name, path, *flags):
    """Compiles bench/peers/`name`.c for PostgreSQL."""
    source = os.path.join(ROOT, "bench", "peers", f"{name}.c")
    include = first_line(["pg_config", "--includedir"]) or "/usr/include/postgresql"
    try:
        built = subprocess.run(
            ["cc", "-O2", f"-I{include}", "-o", path, source, "-lpq", "-lpthread", *flags], capture_output=True, text=True)
    except OSError as error:
        raise Missing(f"{name}: {error}") from error
    if built.returncode != 0:
        raise Missing(f"{name}: {built.stderr[-500:]}")


def cpu_of_tree(pid):
    """CPU seconds of a process, its living descendants and those it has waited for."""
    parents, spent = {}, {}
    for name in filter(str.isdigit, os.listdir("/proc")):
        try:
            with open(f"/proc/{name}/stat") as file:
                fields = file.read().rpartition(")")[2].split()
        except OSError:
            continue
        parents[int(name)] = int(fields[1])
        spent[int(name)] = sum(map(int, fields[11:15])) / TICKS
    total = 0
    for process in spent:
        above = process
        while above in parents and above != pid:
            above = parents[above]
        if above == pid:
            total += spent[process]
    return total


def probe_fsync(folder, seconds=1.0):
    """4-KiB appends made durable one by one: how many a second, and the median of one."""
    path = os.path.join(folder, "fsync-probe")
    descriptor = os.open(path, os.O_CREAT | os.O_WRONLY | os.O_TRUNC)
    block, times, end = b"x" * 4_096, [], time.monotonic() + seconds
    while time.monotonic() < end:
        begun = time.monotonic()
        os.pwrite(descriptor, block, len(times) * len(block))
        os.fdatasync(descriptor)
        times.append(time.monotonic() - begun)
    os.close(descriptor)
    os.unlink(path)
    return {"per_second": round(len(times) / sum(times)), "median_ms": round(statistics.median(times) * 1e3, 3),
            "load_average": os.getloadavg()[0]}


def spread(values, digits=3):
    values = [value for value in values if value is not None]
    if not values:
        return None
    keep = (lambda value: round(value)) if digits == 0 else (lambda value: round(value, digits))
    return {"median": keep(statistics.median(values)), "min": keep(min(values)), "max": keep(max(values)),
            "rounds": len(values)}


def shown(figure, unit=""):
    if figure is None:
        return "missing"
    form = (lambda v: f"{v:,.0f}") if figure["median"] >= 1000 else (lambda v: f"{v:.3g}")
    return f"{form(figure['median'])} ({form(figure['min'])}–{form(figure['max'])}){unit}"


def first_line(arguments):
    try:
        return subprocess.run(arguments, capture_output=True, text=True, check=True).stdout.strip().split("\n")[0]
    except (OSError, subprocess.CalledProcessError):
        return None


def machine(folder):
    model = memory = None
    with open("/proc/cpuinfo") as file:
        model = next((line.split(":")[1].strip() for line in file if line.startswith("model name")), None)
    with open("/proc/meminfo") as file:
        memory = round(int(file.readline().split()[1]) / 1024 / 1024)
    return {
        "cpu": model, "cores": len(os.sched_getaffinity(0)), "memory_gib": memory, "kernel": platform.release().split("-")[0],
        "file_system": file_system(folder), "load_average_at_start": round(os.getloadavg()[0], 1),
    }


def file_system(folder):
    return first_line(["stat", "--file-system", "--format=%T", folder])


def work_folder():
    """A folder of its own on a real disk. On tmpfs there is no durability to measure."""
    base = os.environ.get("BENCH_DIR", "/var/tmp")
    folder = tempfile.mkdtemp(prefix="surety-bench-", dir=base)
    os.chmod(folder, 0o755)
    if file_system(folder) in ("tmpfs", "ramfs"):
        os.rmdir(folder)
        sys.exit(f"{base} is not on a disk; name a folder that is with BENCH_DIR")
    return folder


def commit():
    """What the measured program was built from."""
    if "BENCH_COMMIT" in os.environ:
        return os.environ["BENCH_COMMIT"]
    name = first_line(["git", "-C", ROOT, "rev-parse", "--short", "HEAD"])
    if name is None:
        return None
    changed = first_line(["git", "-C", ROOT, "status", "--porcelain", "--untracked-files=no"])
    return name + (" with changes" if changed else "")


def goal(name, measure, at_least, figure):
    """A goal is met by its median. Where a peer is missing it is neither met nor missed."""
    return {"id": name, "measure": measure, "goal": at_least, "ratio": figure,
            "met": None if figure is None else figure["median"] >= at_least}


def table(rows):
    widths = [max(len(str(row[i])) for row in rows) for i in range(len(rows[0]))]
    for row in rows:
        print("  ".join(str(cell).ljust(width) for cell, width in zip(row, widths)).rstrip())


def rounded(value):
    """Figures without the digits that mean nothing, so that results stay small."""
    if isinstance(value, float):
        return float(f"{value:.5g}")
    if isinstance(value, dict):
        return {str(name): rounded(held) for name, held in value.items()}
    return [rounded(held) for held in value] if isinstance(value, list) else value


def write_result(what, result):
    day = datetime.date.today().isoformat()
    path = os.path.join(ROOT, "bench", "results", f"{day}-{what}.json")
    os.makedirs(os.path.dirname(path), exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        json.dump(rounded({"what": what, "date": day, "commit": commit(), **result}), file, indent=1, ensure_ascii=False)
        file.write("\n")
    print(f"\nWritten to bench/results/{day}-{what}.json")
