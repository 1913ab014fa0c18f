#!/bin/sh
# Installs what the tests need beside Python, where that is allowed (Debian, root); elsewhere says
# which tests will not run. With CI=true the tests themselves fail on what is missing.
set -eu

missing=""
command -v chromium >/dev/null 2>&1 || missing="$missing chromium"
ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing="$missing postgresql"
command -v npm >/dev/null 2>&1 || missing="$missing npm"
# What WeasyPrint draws PDF with; asked of Python, as it will be.
python3 -c 'import ctypes; ctypes.CDLL("libpangoft2-1.0.so.0"); ctypes.CDLL("libharfbuzz-subset.so.0")' \
    2>/dev/null || missing="$missing libpangoft2-1.0-0 libharfbuzz-subset0"

if [ -n "$missing" ]; then
    if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null 2>&1; then
        echo "Installing$missing…"
        apt-get update -qq
        # shellcheck disable=SC2086 # a list of packages
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends $missing >/dev/null
    else
        echo "Not installed:$missing. The tests that need them will not run;"
        echo "install these packages with your system's package manager to run them all."
    fi
fi

# npm leaves a copy of the lock file among what it installed: older than the lock, it is out of date.
installed=tests/node/node_modules/.package-lock.json
if command -v npm >/dev/null 2>&1 &&
    { [ ! -f "$installed" ] || [ tests/node/package-lock.json -nt "$installed" ]; }; then
    npm ci --include=dev --prefix tests/node --silent --no-audit --no-fund ||
        echo "npm could not install tests/node: the tests that need Node.js will not run."
fi
