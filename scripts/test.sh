#!/usr/bin/env bash
# Every test, one build. The runner's closing line is the last thing printed.
set -euo pipefail
swift build --build-tests
swift test --skip-build
