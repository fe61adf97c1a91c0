#!/usr/bin/env bash
# Watches the network. Without the right to capture it says so and shows a forged attack day through the real pipeline.
#   run.sh PROGRAM [options of `netsentinel watch`]
set -euo pipefail
program=$1
shift
exec "$program" watch --or-forged-day "$@"
