#!/usr/bin/env bash
# Measures a release build beside other engines; the figures go to bench/results. What is measured can be named:
# `Scripts/bench.sh import growth start firing lateness transfers`. Variables that begin with BENCH_ change how much and
# where; docs/operating/benchmarks.md lists them and says what each figure means.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

# What the peers are made with and run on. A peer that cannot be had is reported missing, so nothing here has to work.
install_peers() {
    local packages=()
    command -v cc >/dev/null || packages+=(gcc libc6-dev)
    command -v pg_config >/dev/null || packages+=(libpq-dev)
    command -v sqlite3 >/dev/null || packages+=(sqlite3)
    ((${#packages[@]} == 0)) || install_packages "${packages[@]}"
    install_postgres
}

command -v python3 >/dev/null || install_packages python3
if [[ -z "${SURETY:-}" ]]; then
    need_swift
    install_libraries
    build_release
    # It stands beside the program, where bench/program.py looks for it.
    swift build -c release --product SuretyBench
else
    export BENCH_COMMIT=${BENCH_COMMIT:-unknown, a program was given}
fi
(install_peers) || step "Some peers could not be installed and will be missing"
step "Measuring"
SURETY="$(realpath "$SURETY")" exec python3 bench/run.py "$@"
