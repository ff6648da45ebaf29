#!/usr/bin/env bash
# Does what `make run` does, in a folder of its own and on a port of the system's choosing, asks one question, and stops.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

command -v curl >/dev/null || install_packages curl
folder=$(mktemp -d)
log="$folder/log"
server=

clean_up() {
    if [[ -n "$server" ]]; then kill "$server" 2>/dev/null || true; fi
    rm -rf "$folder"
}
trap clean_up EXIT

# The address the server says it listens on, once it has said so; its log where it ended instead.
address() {
    local found
    for _ in $(seq 1 "${1}"); do
        # The first address names port 0: it is what run.sh was asked for.
        found=$(grep -oE 'http://127\.0\.0\.1:[1-9][0-9]*' "$log" | head -n 1 || true)
        if [[ -n "$found" ]]; then
            echo "$found"
            return
        fi
        kill -0 "$server" 2>/dev/null || break
        sleep 1
    done
    cat "$log" >&2
    fail "The server did not come up."
}

step "Running Scripts/run.sh in $folder"
SURETY_DATABASE="$folder/surety.sqlite" SURETY_PORT=0 Scripts/run.sh >"$log" 2>&1 &
server=$!
url=$(address 1200)
cat "$log"

step "Asking $url"
curl --fail --silent --show-error --retry 20 --retry-connrefused --retry-delay 1 "$url/readyz" >/dev/null
answer=$(curl --fail --silent --show-error -H "Authorization: Bearer $(cat "$folder/demo-key")" \
    "$url/v1/labels/lookup" --data '{"products":[{"shop":"shop-0001","product":"p-0001-01"}]}')
echo "$answer"
grep -q 'trust-buy' <<<"$answer" || fail "The look-up does not speak of trust-buy."

step "Stopping"
kill -TERM "$server"
code=0
wait "$server" || code=$?
server=
((code == 0)) || fail "The server ended with $code when asked to stop."
step "The smoke test passed"
