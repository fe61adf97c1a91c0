#!/usr/bin/env bash
# Installs the Debian packages that are missing. Says what it does before it does it; silent when there is nothing to do.
#   setup.sh [test|bench|dashboard|browser|forest]    the extra word adds what that needs
set -euo pipefail

need=()
want() { dpkg -s "$1" >/dev/null 2>&1 || need+=("$1"); }

if ! command -v dpkg >/dev/null 2>&1; then
    echo "setup: this is no Debian or Ubuntu. Needed: Swift 6.2 or newer, libpcap and zlib with their headers." >&2
    exit 0
fi
if ! command -v swift >/dev/null 2>&1; then
    echo "setup: Swift is not installed. Get Swift 6.2 or newer from https://www.swift.org/install and run this again." >&2
    exit 1
fi
want libpcap-dev
want zlib1g-dev
want libsqlite3-dev
want libmaxminddb-dev
want pkg-config
case "${1:-}" in
test) for package in tcpdump tcpreplay nmap openssh-server openssh-client hydra iproute2 nftables ethtool python3; do want "$package"; done
    # Whatever Python there is, as long as it can check eve.json against its schema.
    python3 -c 'import jsonschema' 2>/dev/null || want python3-jsonschema ;;
bench) for package in tcpdump valgrind python3; do want "$package"; done ;;
dashboard) for package in esbuild node-typescript node-react node-react-dom node-chart.js libjs-chart.js node-d3; do want "$package"; done ;;
forest) for package in python3 python3-venv; do want "$package"; done ;;
browser) for package in chromium python3 python3-venv fonts-dejavu-core; do want "$package"; done ;;
esac
[ ${#need[@]} -eq 0 ] && exit 0

sudo=""
if [ "$(id -u)" -ne 0 ]; then
    if ! command -v sudo >/dev/null 2>&1; then
        echo "setup: missing Debian packages: ${need[*]}. Install them as root: apt-get install ${need[*]}" >&2
        exit 1
    fi
    sudo=sudo
fi
echo "setup: installing Debian packages: ${need[*]}${sudo:+ (sudo may ask for your password)}" >&2
log=$(mktemp)
if ! { $sudo apt-get update -qq && $sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${need[@]}"; } >"$log" 2>&1; then
    tail -20 "$log" >&2
    echo "setup: apt-get failed; its last lines are above." >&2
    exit 1
fi
rm -f "$log"
