#!/usr/bin/env bash
# The analyst against a real model engine: llama.cpp's server (xllamacpp from PyPI) with a tiny model of random weights, made on the spot.
#   model-proof.sh [PROGRAM]
# The model writes nonsense in the right shape. Shown is that the engine is spoken to and that none of its nonsense passes the check.
set -euo pipefail
cd "$(dirname "$0")/.."
program=$(realpath "${1:-.build/release/netsentinel}")
environment=.build/model-proof
if ! "$environment/bin/python" -c 'import gguf, xllamacpp' 2>/dev/null; then
    echo "model-proof: fetching xllamacpp and gguf from PyPI into $environment" >&2
    python3 -m venv "$environment"
    "$environment/bin/pip" -q install --only-binary :all: xllamacpp gguf
fi
exec "$environment/bin/python" scripts/model-proof.py "$program"
