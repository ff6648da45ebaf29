#!/usr/bin/env bash
# From a clean clone to a served marketplace. SURETY_DATABASE and SURETY_PORT change where.
# shellcheck source=Scripts/common.sh
source "$(dirname "$0")/common.sh"

database=${SURETY_DATABASE:-var/surety.sqlite}
port=${SURETY_PORT:-8080}
folder=$(dirname "$database")

# The demo marketplace is the same on every machine, so its ids can be named: the product of a shop that does well,
# and one of a shop that has declined.
lit_product=p-0001-01
lost_product=p-0003-01

# A marketplace that was filled only half, because somebody pressed ^C, must not pass for one: it moves into its place
# when it is whole.
fill() {
    local new="$folder/filling"
    rm -rf "$new"
    mkdir -p "$new"
    step "Filling $database with sixty days of a simulated marketplace"
    "$SURETY" simulate --database "$new/surety.sqlite" --preset demo
    local file
    for file in "$new"/surety.sqlite*; do
        if [[ -f "$file" ]]; then mv "$file" "$database${file#"$new"/surety.sqlite}"; fi
    done
    rm -rf "$new"
}

show() {
    step "Some labels: surety labels"
    "$SURETY" labels --database "$database" "$lit_product" "$lost_product"
    step "Why one of them is not lit: surety explain product $lost_product"
    "$SURETY" explain product "$lost_product" --database "$database"
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
[[ -e "$database" ]] || fill
show
make_key

step "Serving on http://127.0.0.1:$port until ^C. To try it from another terminal:"
cat <<MESSAGE

  curl -H "Authorization: Bearer \$(cat $folder/demo-key)" http://127.0.0.1:$port/v1/products/$lit_product/labels

MESSAGE
exec "$SURETY" serve --database "$database" --port "$port"
