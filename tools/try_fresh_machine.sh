#!/usr/bin/env bash
# Tries ./run --once and ./test on a Debian 12 as bare as a user's: a debootstrap folder with git
# and nothing else. For by hand, as root; takes about an hour and 8 GB.
#
#   tools/try_fresh_machine.sh FOLDER [root|sudo] [COMMAND...]
#
# FOLDER is made when it is not there, else used as it is. The second word says who tries: root, or
# a user with sudo. Commands default to './run --once' and './test'; each gets a line with its time.
set -euo pipefail
cd "$(dirname "$0")/.."

main() {
    local folder=${1:?"usage: $0 FOLDER [root|sudo] [COMMAND...]"} who=${2:-root}
    shift $(($# < 2 ? $# : 2))
    [ $# -gt 0 ] || set -- './run --once' './test'
    [ "$(id -u)" = 0 ] || fail "needs root for debootstrap and chroot"
    [[ $who == root || $who == sudo ]] || fail "who: root or sudo, not $who"

    [ -e "$folder/etc/debian_version" ] || make_machine "$folder"
    make_user "$folder"
    mounted=$folder/proc
    trap 'umount "$mounted"' EXIT
    mountpoint -q "$mounted" || mount -t proc proc "$mounted"
    place_sources "$folder" "$who"

    local command
    for command in "$@"; do
        try "$folder" "$who" "$command"
    done
}

# The mirror, its key and how to reach it are this machine's own.
make_machine() {
    local mirror
    # shellcheck disable=SC2016  # apt-get itself puts the site in
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' |
        head -n 1)
    [ -n "$mirror" ] || fail "this machine's apt knows no bookworm: run apt-get update"
    debootstrap --variant=minbase --include=git,ca-certificates,sudo bookworm "$1" "$mirror"
    cp -a /etc/apt/apt.conf.d/. "$1/etc/apt/apt.conf.d/"
    cp /etc/resolv.conf /etc/hosts "$1/etc/"
    cp -r /usr/local/share/ca-certificates/. "$1/usr/local/share/ca-certificates/"
    chroot "$1" update-ca-certificates
}

make_user() {
    chroot "$1" id -u tester > /dev/null 2>&1 || chroot "$1" useradd -m -s /bin/bash tester
    echo 'tester ALL=(ALL) NOPASSWD: ALL' > "$1/etc/sudoers.d/tester"
    # npm reaches its registry from there as it does from here.
    [ ! -f "$HOME/.npmrc" ] || install -m 644 "$HOME/.npmrc" "$1/etc/npmrc"
}

# A clone of what is committed, owned by who tries it.
place_sources() {
    local home=$1/root/fairfile owner=root
    [ "$2" = root ] || { home=$1/home/tester/fairfile owner=tester; }
    [ -d "$home" ] || git clone -q "$PWD" "$home"
    git -C "$home" -c safe.directory='*' pull -q
    chroot "$1" chown -R $owner: "${home#"$1"}"
}

try() {
    local user=root started=$SECONDS status=0
    [ "$2" = root ] || user=tester
    echo "== $user: $3"
    chroot "$1" su - $user -c "cd fairfile && $3" < /dev/null || status=$?
    echo "== $user: $3: status $status after $((SECONDS - started)) s"
    [ $status = 0 ] || exit $status
}

fail() {
    echo "try_fresh_machine: $*" >&2
    exit 2
}

main "$@"
