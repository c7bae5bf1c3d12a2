#!/usr/bin/env bash
# Makes the Debian package of what is built: program, web app, man pages, completion, units.
#
#   tools/build_deb.sh PROGRAM FOLDER      # FOLDER/fairfile_VERSION_ARCHITECTURE.deb
#
# Needs debhelper, and a built web app (tools/build_web.sh).
set -euo pipefail
root=$(cd "$(dirname "$0")/.." && pwd)
program=$(realpath "${1:?"usage: $0 PROGRAM FOLDER"}")
mkdir -p "${2:?"usage: $0 PROGRAM FOLDER"}"
into=$(realpath "$2")
web=${FAIRFILE_WEB_DIRECTORY:-$root/web/dist}
[ -e "$web/index.html" ] || {
    echo "build_deb: no web app in $web; run tools/build_web.sh" >&2
    exit 3
}

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/fairfile"
cd "$work/fairfile"
cp -r "$root/deploy/debian" debian
version=$("$program" --version | sed 's/^fairfile //')
grep -q "^fairfile ($version)" debian/changelog || {
    echo "build_deb: deploy/debian/changelog has no entry for $version" >&2
    exit 1
}

"$root/tools/command_line_docs.py" "$program" stage/made
mkdir -p stage/usr/bin stage/completions stage/man stage/units stage/web
install -m 755 "$program" stage/usr/bin/fairfile
mv stage/made/fairfile.bash stage/completions/fairfile
mv stage/made/* stage/man/
cp "$root"/deploy/systemd/*.service "$root"/deploy/systemd/*.target stage/units/
cp "$root/deploy/systemd/fairfile.toml" stage/fairfile.toml
cp "$root/tests/fixtures/sample_report.pdf" stage/
cp -r "$web"/. stage/web/
find stage -type f ! -path '*/bin/*' -exec chmod 644 {} +

dpkg-buildpackage -b -us -uc -d > "$work/log" 2>&1 || {
    tail -n 30 "$work/log" >&2
    exit 1
}
mv "$work"/fairfile_*.deb "$into/"
ls "$into"/fairfile_"$version"_*.deb
