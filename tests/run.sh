#!/usr/bin/env bash
# Sets up, builds and runs every test.
#
#   tests/run.sh [CTEST_ARGUMENT...]      for example: tests/run.sh -L unit, tests/run.sh -R server
#
# A test that did not run counts as a failure, and so does a run without tests. `-C Full` adds the crash ledger of
# tests/server at its full length.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repo"
case ${1-} in --help | -h) sed -n '2,7s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac

build=.build/dev
installer/toolbox cmake --preset dev
installer/toolbox cmake --build "$build"

log=$build/ctest.log
status=0
# Tests with a real server and a real window share the machine with whatever else runs on it: each may try twice, and CTest
# prints both tries.
installer/toolbox ctest --test-dir "$build" --output-on-failure --no-tests=error --repeat until-pass:2 \
    --output-junit "$repo/$build/ctest.xml" "$@" 2>&1 | tee "$log" || status=$?

if [ $status != 0 ]; then
    printf 'tests/run.sh: failed. The log is %s.\n' "$log" >&2
    exit $status
fi
# CTest calls a run good when everything in it was skipped or disabled; here that is a failure.
if grep -qE '^The following tests did not run:|No tests were found' "$log"; then
    printf 'tests/run.sh: some tests did not run (see above). That counts as a failure.\n' >&2
    exit 1
fi
ran=$(sed -n 's/^100% tests passed.* out of \([0-9]\+\)$/\1/p' "$log" | tail -n 1)
if [ "${ran:-0}" -lt 1 ]; then
    printf 'tests/run.sh: no test ran.\n' >&2
    exit 1
fi
printf 'tests/run.sh: %s tests, all passed.\n' "$ran"
