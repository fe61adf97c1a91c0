#!/usr/bin/env bash
# Builds the dashboard into Sources/CDashboard/bundle: checked by tsc, bundled by esbuild. Quick when nothing changed.
#   dashboard.sh [--strict]   without --strict a machine that lacks the tools gets a program without dashboard, and is told so
set -euo pipefail
cd "$(dirname "$0")/.."
strict=${1:-}
bundle=Sources/CDashboard/bundle
stamp=.build/dashboard/sources.sha256

sum=$(find dashboard scripts/dashboard.sh -path dashboard/node_modules -prune -o -path dashboard/dev -prune -o -type f -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
if [ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sum" ] && [ -f "$bundle/app.js" ]; then exit 0; fi

# Without a bundle the program builds and says that it has no dashboard.
without() {
    echo "dashboard: $1" >&2
    [ "$strict" = --strict ] && exit 1
    [ -f "$bundle/app.js" ] && echo "dashboard: the bundle of an earlier build stays" >&2 || echo "dashboard: the program is built without one" >&2
    exit 0
}

if [ -d dashboard/node_modules ]; then
    export PATH="$PWD/dashboard/node_modules/.bin:$PATH"
else
    scripts/setup.sh dashboard || without "its tools could not be installed"
fi
command -v esbuild >/dev/null || without "esbuild is missing (Debian: apt-get install esbuild; elsewhere: cd dashboard && npm install)"

mkdir -p .build/dashboard "$bundle"
project=dashboard
if [ ! -d dashboard/node_modules ]; then
    [ -d /usr/share/nodejs/react ] || without "react is missing (Debian: apt-get install node-react node-react-dom; elsewhere: cd dashboard && npm install)"
    export NODE_PATH=/usr/share/nodejs:/usr/share/javascript
    # Debian's packages do not lie in node_modules: tell tsc where they are.
    project=.build/dashboard/tsconfig.json
    cat >"$project" <<'JSON'
{
  "extends": "../../dashboard/tsconfig.json",
  "compilerOptions": {
    "baseUrl": "/usr/share/nodejs",
    "typeRoots": ["/usr/share/nodejs/@types"],
    "paths": { "react": ["@types/react"], "react/*": ["@types/react/*"], "react-dom": ["@types/react-dom"], "react-dom/*": ["@types/react-dom/*"], "chart.js": ["chart.js"] }
  },
  "include": ["../../dashboard/src"]
}
JSON
fi

# The types are for those who change the dashboard: without tsc it is bundled unchecked.
if command -v tsc >/dev/null; then
    tsc --project "$project"
else
    echo "dashboard: tsc is missing, so the types are not checked" >&2
    [ "$strict" = --strict ] && exit 1
fi

esbuild dashboard/src/main.tsx --bundle --minify --format=esm --target=es2021 --jsx=automatic --legal-comments=none \
    --loader:.css=css --define:process.env.NODE_ENV='"production"' --outfile="$bundle/app.js" --log-level=warning
cp dashboard/index.html "$bundle/index.html"
cp dashboard/icon.svg "$bundle/icon.svg"
# The compiler does not know that the embedded files changed.
touch Sources/CDashboard/dashboard.c
printf '%s\n' "$sum" >"$stamp"
echo "dashboard: $(du -cb "$bundle"/* | tail -1 | cut -f1) bytes, $(gzip -c "$bundle/app.js" "$bundle/app.css" | wc -c) compressed" >&2
