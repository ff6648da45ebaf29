#!/usr/bin/env bash
# From a clean clone to a served marketplace. SURETY_DATABASE and SURETY_PORT change where.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

database=${SURETY_DATABASE:-var/surety.sqlite}
port=${SURETY_PORT:-8080}
folder=$(dirname "$database")

[[ "$database" != *://* ]] || fail "SURETY_DATABASE names a server; make run fills a file. See surety serve --help"

# The demo marketplace has the same shops on every machine, so they can be named: the third one has declined.
lost_product=p-0003-01

# A marketplace that was filled only half, because somebody pressed ^C, must not pass for one: it moves into its place
# when it is whole.
fill() {
    local new="$folder/filling"
    rm -rf "$new"
    mkdir -p "$new"
    step "Filling $database with sixty days of a simulated marketplace"
    "$SURETY" simulate --database "$new/surety.sqlite" --preset demo
    local suffix
    for suffix in -wal -shm ''; do
        if [[ -f "$new/surety.sqlite$suffix" ]]; then mv "$new/surety.sqlite$suffix" "$database$suffix"; fi
    done
    rm -rf "$new"
}

show() {
    step "Some labels: surety labels --lit"
    "$SURETY" labels --database "$database" --lit --limit 10
    step "Why another is not lit: surety explain product $lost_product"
    # It exits with 1 for "no", which is what is expected here.
    "$SURETY" explain product "$lost_product" --database "$database" || (($? == 1))
}

# A key is shown once, so the demo's is kept beside its database, readable by its owner only.
make_key() {
    [[ -s "$folder/demo-key" ]] && return
    (umask 077 && "$SURETY" key create --database "$database" --role integrator --title demo >"$folder/demo-key")
}

need_swift
install_libraries
build_release
mkdir -p "$folder"
if [[ -e "$database" ]]; then
    step "Taking $database as it is; remove it to have sixty days up to now"
else
    fill
fi
show
make_key

step "Serving on http://127.0.0.1:$port until ^C. To try it from another terminal:"
cat <<MESSAGE

  curl -H "Authorization: Bearer \$(cat $folder/demo-key)" http://127.0.0.1:$port/v1/products/$lost_product/explanation

MESSAGE
exec "$SURETY" serve --database "$database" --port "$port"
