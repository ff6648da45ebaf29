#!/usr/bin/env bash
# Runs in full the suites that a test run only samples: those whose files read one of the variables below.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

export SURETY_SEEDS=${SURETY_SEEDS:-1000}      # crashes and schedules of the deterministic simulation
export SURETY_CASES=${SURETY_CASES:-100000}    # generated inputs of the property tests
export SURETY_KILLS=${SURETY_KILLS:-100}       # kill -9 of the real server under load

need_swift
install_libraries
install_postgres

# A suite is named for its file, so the files name the suites and none is forgotten here.
mapfile -t files < <(grep -rlE 'SURETY_(SEEDS|CASES|KILLS)' Tests --include='*.swift' | sort)
((${#files[@]})) || fail "No file under Tests/ reads SURETY_SEEDS, SURETY_CASES or SURETY_KILLS."
filters=()
for file in "${files[@]}"; do
    # Suites of one name may stand in two targets: the target is the folder below Tests.
    target=${file#Tests/}
    filters+=(--filter "${target%%/*}\\.$(basename "$file" .swift)/")
done

step "Building the tests"
swift build --build-tests --explicit-target-dependency-import-check error
step "Soaking $(printf '%s ' "${files[@]}"): $SURETY_SEEDS seeds, $SURETY_CASES cases, $SURETY_KILLS kills"
run_tests "${filters[@]}"
step "The long suites passed"
