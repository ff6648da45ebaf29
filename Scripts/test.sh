#!/usr/bin/env bash
# Lints, builds and tests everything. Long suites are sampled; soak.sh runs them in full.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

need_swift
install_libraries
install_postgres

step "Checking the format"
swift format lint --strict --parallel --recursive Sources Tests Package.swift

step "Building everything (several minutes the first time)"
swift build --build-tests --explicit-target-dependency-import-check error

step "Testing"
run_tests
step "All tests passed"
