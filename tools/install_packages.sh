#!/usr/bin/env bash
# Installs the Debian 12 packages of the groups named: run (build and run the program), test
# (everything else that ./test and make check need), image (make deploy/image). Only what is
# missing, without questions, without starting a service. As root or with sudo. Fast when all is
# there.
set -euo pipefail

run_packages=(
    build-essential cmake ninja-build pkg-config ccache mold git ca-certificates python3
    # libraries
    libboost1.81-dev libboost-json1.81-dev libboost-url1.81-dev libpq-dev libsodium-dev
    libspdlog-dev libfmt-dev prometheus-cpp-dev libcli11-dev libtomlplusplus-dev libssl-dev
    libseccomp-dev libqpdf-dev libcrack2-dev libzstd-dev zlib1g-dev libbrotli-dev
    libhowardhinnant-date-dev libcairo2-dev libpango1.0-dev libkainjow-mustache-dev
    libcurl4-openssl-dev libpugixml-dev libtesseract-dev libleptonica-dev
    # programs and data used at run time
    postgresql-15 poppler-utils tesseract-ocr tesseract-ocr-eng cracklib-runtime brotli
    fonts-dejavu-core fonts-liberation
)
test_packages=(
    libgtest-dev libgmock-dev librapidcheck-dev libbenchmark-dev
    make clang-format clang-19 clang-tidy-19 libclang-rt-19-dev gcovr
    pgbouncer redis-server haproxy chromium wrk prometheus prometheus-alertmanager
    prometheus-redis-exporter prometheus-node-exporter systemd python3-yaml
    debhelper lintian groff-base man-db
)
image_packages=(debootstrap buildah)
services=(redis-server pgbouncer haproxy prometheus prometheus-alertmanager
    prometheus-redis-exporter prometheus-node-exporter)

policy=/usr/sbin/policy-rc.d
cluster_settings=/etc/postgresql-common/createcluster.conf
log=$(mktemp)
made_policy=no changed_cluster_settings=no

main() {
    trap put_back EXIT
    local -a wanted=() missing=()
    local group
    for group in "$@"; do
        case "$group" in
            run) wanted+=("${run_packages[@]}"); node_is_there || wanted+=(nodejs npm) ;;
            test) wanted+=("${test_packages[@]}") ;;
            image) wanted+=("${image_packages[@]}") ;;
            *) fail "no such group: $group (run, test, image)" ;;
        esac
    done
    mapfile -t missing < <(missing_of "${wanted[@]}")
    [ ${#missing[@]} -gt 0 ] || return 0

    command -v apt-get > /dev/null || fail "needs Debian 12; not here: ${missing[*]}"
    echo "Installing ${#missing[@]} Debian packages: ${missing[*]}"
    as_root apt-get update -qq || fail "apt-get update failed: is the network there?"
    forbid_services
    keep_default_cluster_away "${missing[@]}"
    install "${missing[@]}"
    disable_services "${missing[@]}"
}

# Node 18 with npm, from Debian or elsewhere.
node_is_there() {
    command -v npm > /dev/null && command -v node > /dev/null &&
        [ "$(node --version | sed 's/^v\([0-9]*\).*/\1/')" -ge 18 ]
}

missing_of() {
    local installed
    # dpkg-query says no when one of them is unknown to it; what it prints is still right.
    installed=$(dpkg-query -W -f '${db:Status-Abbrev}${Package}\n' "$@" 2> /dev/null || true)
    comm -13 <(sed -n 's/^ii \(.*\)/\1/p' <<< "$installed" | sort -u) \
        <(printf '%s\n' "$@" | sort -u)
}

as_root() {
    if [ "$(id -u)" = 0 ]; then
        "$@"
    elif command -v sudo > /dev/null; then
        sudo "$@"
    else
        fail "installing packages needs root: run as root, or install sudo"
    fi
}

# --no-remove: rather stop than take a package of the user's away.
install() {
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
        --no-remove -o Dpkg::Use-Pty=0 "$@" > "$log" 2>&1 || {
        tail -n 20 "$log" >&2
        fail "apt-get could not install the packages above; it says why before this line"
    }
}

# Packages must not start their servers here; invoke-rc.d asks this program.
forbid_services() {
    [ ! -e $policy ] || return 0
    made_policy=yes
    printf '#!/bin/sh\nexit 101\n' | as_root tee $policy > /dev/null
    as_root chmod 755 $policy
}

# The package of the server would make a database cluster of its own; ours lies in ./var.
keep_default_cluster_away() {
    [[ " $* " == *" postgresql-15 "* ]] || return 0
    install postgresql-common
    as_root cp -p $cluster_settings $cluster_settings.before
    changed_cluster_settings=yes
    echo "create_main_cluster = false" | as_root tee -a $cluster_settings > /dev/null
}

put_back() {
    rm -f "$log"
    [ $made_policy = no ] || as_root rm -f $policy
    [ $changed_cluster_settings = no ] ||
        as_root mv -f $cluster_settings.before $cluster_settings
}

# Tests start servers of their own; the machine's stay off after the next start, too.
disable_services() {
    local service
    command -v systemctl > /dev/null || return 0
    for service in "${services[@]}"; do
        [[ " $* " != *" $service "* ]] || as_root systemctl disable -q "$service" || true
    done
}

fail() {
    echo "install_packages: $*" >&2
    exit 3
}

main "$@"
