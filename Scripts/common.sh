# Sourced by the other scripts: what they all need. They run from the root of the repository.
# shellcheck shell=bash

set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# Says what happens next, with the time, so that a log shows what took how long.
step() { printf '\n[%s] %s\n' "$(date '+%H:%M:%S')" "$*"; }

fail() {
    printf '%s\n' "$*" >&2
    exit 1
}

need_swift() {
    command -v swift >/dev/null || fail "Swift is missing. Install Swift 6.3 from https://www.swift.org/install/linux/"
    local version
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+)\.([0-9]+).*/\1 \2/p' | head -n 1)
    local major minor
    read -r major minor <<<"${version:-0 0}"
    ((major > 6 || (major == 6 && minor >= 3))) \
        || fail "Swift ${major}.${minor} is too old. Install Swift 6.3 from https://www.swift.org/install/linux/"
}

# Answers, one a line, which of the packages named are not installed.
missing_packages() {
    local package
    for package in "$@"; do
        [[ "$(dpkg-query -W -f '${Status}' "$package" 2>/dev/null)" == *"ok installed" ]] || echo "$package"
    done
}

# Installs the Debian packages that are missing. As root it just does; otherwise it asks through sudo.
install_packages() {
    command -v dpkg-query >/dev/null || fail "This is not Debian or Ubuntu. Install what corresponds to: $*"
    local missing=()
    mapfile -t missing < <(missing_packages "$@")
    ((${#missing[@]})) || return 0
    local root=()
    if ((EUID != 0)); then
        command -v sudo >/dev/null || fail "As root, run: apt-get install ${missing[*]}"
        root=(sudo)
    fi
    step "Installing ${missing[*]}${root:+ (asking for root)}"
    "${root[@]}" apt-get update -qq
    "${root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}"
}

# What the release binary links with. Another SQLite or OpenSSL than Debian's will do, so pkg-config is asked first.
install_libraries() {
    command -v pkg-config >/dev/null || install_packages pkg-config
    local packages=()
    pkg-config --exists sqlite3 || packages+=(libsqlite3-dev)
    pkg-config --exists libpq || packages+=(libpq-dev)
    pkg-config --exists libcrypto || packages+=(libssl-dev)
    ((${#packages[@]} == 0)) || install_packages "${packages[@]}"
}

# Debian's PostgreSQL starts a cluster of its own when it is installed; the tests make theirs and need only the programs.
install_postgres() {
    compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null && return
    command -v initdb >/dev/null && return
    install_packages postgresql
}

# Builds the release binary, its progress in sight, and leaves its path in SURETY.
build_release() {
    step "Building a release (a few minutes the first time)"
    swift build -c release --product surety
    # shellcheck disable=SC2034 # read by the scripts that source this file
    SURETY="$(swift build -c release --show-bin-path)/surety"
}

# Runs the built tests. What failed is said again at the end, where it is found without reading thousands of lines.
run_tests() {
    local log code=0
    log=$(mktemp)
    swift test --skip-build --disable-xctest "$@" 2>&1 | tee "$log" || code=$?
    if ((code)); then
        printf '\nWhat failed:\n'
        grep -E -A 4 '^✘|recorded an issue|[Ff]atal error|error: Exited' "$log" | grep -vE '^(✔|◇|--)' | tail -n 60
    fi
    rm -f "$log"
    return "$code"
}
