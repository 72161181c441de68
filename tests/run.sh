#!/usr/bin/env bash
# Sets up, builds and runs every test.
#
#   tests/run.sh [CTEST_ARGUMENT...]      for example: tests/run.sh -L unit, tests/run.sh -R server, tests/run.sh -L fuzz
#
# A test that did not run counts as a failure, and so does a run without tests.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repo"
case ${1-} in --help | -h) sed -n '2,6s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac

build=.build/dev
# Some tests have a network of their own. Where this computer allows none, that is said now and not after all the others.
[ $# != 0 ] || installer/toolbox --private-network true
installer/toolbox cmake --preset dev
installer/toolbox cmake --build "$build"

# run NAME CTEST_ARGUMENT...: one call of CTest. What passed in it is added to $ran, and what did not pass to $broken; the next
# ones run all the same: what is broken here says nothing of what is broken there.
ran=0 broken=()
run() {
    local log=$build/ctest-$1.log status=0 passed
    installer/toolbox ctest --test-dir "$build" --output-on-failure --no-tests=ignore --output-junit "$repo/$build/ctest-$1.xml" "${@:2}" 2>&1 \
        | tee "$log" || status=$?
    if [ "$status" != 0 ]; then
        broken+=("failed, its log is $log:" "$(sed -n '/^The following tests FAILED:/,/^Errors while/{/^Errors while/!p}' "$log")")
    fi
    # CTest calls a run good when everything in it was skipped or disabled; here that is a failure.
    if grep -q '^The following tests did not run:' "$log"; then
        broken+=("some tests did not run, which counts as a failure:" "$(sed -n '/^The following tests did not run:/,$p' "$log")")
    fi
    passed=$(sed -n 's/^100% tests passed.* out of \([0-9]\+\)$/\1/p' "$log" | tail -n 1)
    ran=$((ran + ${passed:-0}))
}
# Of those with a server or a window each mostly waits for it, so two of them run at a time; with a server only one.
run unit -LE "server|ui" --parallel "$(nproc)" "$@"
run desktop -L "server|ui" --parallel 2 "$@"
# A minute for each fuzzer, two for the guard's and the dispatcher's, in a build of its own; last, since it finds what the others do not look for.
run fuzz -C Fuzz -L fuzz "$@"
if [ ${#broken[@]} != 0 ]; then
    printf 'tests/run.sh: %s\n%s\n' "${broken[@]}" >&2
    exit 1
fi
if [ "$ran" -lt 1 ]; then
    printf 'tests/run.sh: no test ran.\n' >&2
    exit 1
fi
printf 'tests/run.sh: %s tests, all passed.\n' "$ran"
