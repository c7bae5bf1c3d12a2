#!/usr/bin/env bash
# Builds the web app into web/dist, when its sources or its dependencies have changed.
set -euo pipefail
cd "$(dirname "$0")/../web"

stamps=../build/web
mkdir -p $stamps

fingerprint() {
    find "$@" -type f -print0 | sort -z | xargs -0 sha256sum | sha256sum
}

# True when what the stamp says is out of date; the new one is in $now.
changed() {
    local stamp=$1
    shift
    now=$(fingerprint "$@")
    [ "$now" != "$(cat "$stamps/$stamp" 2> /dev/null || true)" ]
}

if changed installed package.json package-lock.json || [ ! -d node_modules ]; then
    # Not `npm ci`: npm 11 refuses the lock file when an optional package for another platform
    # cannot be had. This installs the locked versions all the same and changes no file.
    npm install --no-save --no-audit --no-fund --loglevel=error
    echo "$now" > $stamps/installed
fi

mapfile -t sources < <(ls -d src public scripts ./*.html ./*.ts ./*.json 2> /dev/null)
if changed built "${sources[@]}" || [ ! -d dist ]; then
    npm run --silent build
    echo "$now" > $stamps/built
fi
