#!/usr/bin/env bash
# Makes the OCI image: a minimal Debian 12 with the Debian package in it, and nothing to build with.
#
#   tools/build_image.sh PACKAGE ARCHIVE      # writes ARCHIVE, an OCI archive
#
# Needs root, debootstrap and buildah, and no registry: the base is made from Debian's own packages.
# FAIRFILE_IMAGE_BASE names a folder with a minimal Debian 12 to copy instead of making one.
set -euo pipefail
package=$(realpath "${1:?"usage: $0 PACKAGE ARCHIVE"}")
archive=$(realpath -m "${2:?"usage: $0 PACKAGE ARCHIVE"}")
[ "$(id -u)" = 0 ] || {
    echo "build_image: needs root for debootstrap" >&2
    exit 3
}
user=10001
version=$(dpkg-deb --field "$package" Version)
export BUILDAH_ISOLATION=chroot STORAGE_DRIVER=vfs

work=$(mktemp -d)
store=(--root "$work/store" --runroot "$work/run")
trap 'rm -rf "$work"' EXIT
root=$work/root

make_base() {
    if [ -n "${FAIRFILE_IMAGE_BASE:-}" ]; then
        cp -a "$FAIRFILE_IMAGE_BASE" "$root"
        return
    fi
    local mirror
    # shellcheck disable=SC2016  # apt-get itself puts the site in
    mirror=$(apt-get indextargets --format '$(SITE)' 'Created-By: Packages' 'Codename: bookworm' |
        head -n 1)
    debootstrap --variant=minbase bookworm "$root" "$mirror" > "$work/log" 2>&1
}

# How this machine reaches its mirror is needed while packages are installed, and only then.
install_package() {
    cp -a "$root/etc/apt/apt.conf.d" "$work/apt.conf.d"
    cp -a /etc/apt/apt.conf.d/. "$root/etc/apt/apt.conf.d/"
    cp /etc/resolv.conf /etc/hosts "$root/etc/"
    cp "$package" "$root/tmp/fairfile.deb"
    chroot "$root" sh -e > "$work/log" 2>&1 << 'INSIDE'
export DEBIAN_FRONTEND=noninteractive
apt-get update -q
apt-get install -y -q --no-install-recommends ca-certificates /tmp/fairfile.deb
apt-get clean
INSIDE
    rm -rf "$root/etc/apt/apt.conf.d"
    mv "$work/apt.conf.d" "$root/etc/apt/apt.conf.d"
    : > "$root/etc/resolv.conf"
    : > "$root/etc/hosts"
}

# Keys that the package made for this machine are nobody else's: an image must hold none.
clean() {
    rm -rf "$root"/etc/fairfile/secrets "$root"/tmp/* "$root"/var/lib/apt/lists/* \
        "$root"/var/cache/apt/* "$root"/var/log/* "$root"/usr/share/man "$root"/usr/share/doc \
        "$root"/usr/share/locale "$root"/lib/systemd/system/fairfile*
    install -d -m 0700 -o $user -g $user "$root/var/lib/fairfile"
}

image() {
    local container
    container=$(buildah "${store[@]}" from scratch)
    # As an archive: a folder would lose whose its files are.
    tar --numeric-owner -C "$root" -cf "$work/root.tar" .
    buildah "${store[@]}" add -q "$container" "$work/root.tar" / > /dev/null
    buildah "${store[@]}" config --user $user:$user --entrypoint '["/usr/bin/fairfile"]' \
        --cmd serve --port 8080 --port 9180 --workingdir /var/lib/fairfile \
        --env FAIRFILE_HTTP_ADDRESS=0.0.0.0 --env FAIRFILE_DATA=/var/lib/fairfile \
        --label org.opencontainers.image.title=fairfile \
        --label org.opencontainers.image.version="$version" "$container"
    # As its user, in the cage, from a document to its accounts: an image that cannot is none.
    buildah "${store[@]}" run "$container" -- \
        fairfile extract /usr/share/fairfile/sample_report.pdf --json > "$work/extracted"
    grep -q '"verdict": *"accepted"' "$work/extracted"
    buildah "${store[@]}" commit -q "$container" \
        "oci-archive:$archive:fairfile:$version" > /dev/null
}

failed() {
    tail -n 20 "$work/log" >&2
    exit 1
}

make_base || failed
install_package || failed
clean
image
ls -l "$archive"
