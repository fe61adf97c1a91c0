#!/usr/bin/env bash
# The product's isolation forest held against scikit-learn (PyPI) on the same features, in the same run.
#   forest-comparison.sh PROGRAM [CORPUS-FOLDER]
set -euo pipefail
cd "$(dirname "$0")/.."
venv=${FOREST_VENV:-.build/forest-venv}
[ -x "$venv/bin/python3" ] || python3 -m venv "$venv"
"$venv/bin/python3" -c 'import sklearn' 2>/dev/null || "$venv/bin/pip" install --quiet scikit-learn
export OMP_NUM_THREADS=1 OPENBLAS_NUM_THREADS=1
exec "$venv/bin/python3" scripts/forest-comparison.py "$@"
