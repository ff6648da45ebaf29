#!/usr/bin/env bash
# Measures a release build; the figures go to bench/results.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

need_swift
install_libraries
build_release
step "Measuring"
"$SURETY" bench "$@"
