#!/usr/bin/env bash
# Prints a Python that has Playwright and axe, made at first use; installs Debian's Chromium where it is missing.
set -euo pipefail
cd "$(dirname "$0")/.."
scripts/setup.sh browser >&2
environment=.build/browser-tests
[ -x "$environment/bin/python" ] || python3 -m venv "$environment" >&2
"$environment/bin/python" -c 'import playwright, axe_playwright_python, PIL' 2>/dev/null ||
    "$environment/bin/pip" -q install playwright axe-playwright-python pillow >&2
echo "$environment/bin/python"
