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

# call NAME CTEST_ARGUMENT...: one call of CTest.
call() {
    installer/toolbox ctest --test-dir "$build" --output-on-failure --no-tests=ignore --output-junit "$repo/$build/ctest-$1.xml" "${@:2}" 2>&1
}
# judge NAME STATUS: adds what passed in a call to $ran, and what did not pass to $broken. The next ones run all the same: what
# is broken here says nothing of what is broken there.
ran=0 broken=()
judge() {
    local log=$build/ctest-$1.log passed
    if [ "$2" != 0 ]; then
        broken+=("failed, its log is $log:" "$(sed -n '/^The following tests FAILED:/,/^Errors while/{/^Errors while/!p}' "$log")")
    fi
    # CTest calls a run good when everything in it was skipped or disabled; here that is a failure.
    if grep -q '^The following tests did not run:' "$log"; then
        broken+=("some tests did not run, which counts as a failure:" "$(sed -n '/^The following tests did not run:/,$p' "$log")")
    fi
    passed=$(sed -n 's/^100% tests passed.* out of \([0-9]\+\)$/\1/p' "$log" | tail -n 1)
    ran=$((ran + ${passed:-0}))
}
run() {
    local status=0
    call "$@" | tee "$build/ctest-$1.log" || status=$?
    judge "$1" $status
}
# What needs no server and no display does not wait for one another. Of the others each mostly waits, for a server or for a
# window, so those with a server run one after the other beside those with a window; what they say comes when they are done.
run unit -LE "server|ui" --parallel "$(nproc)" "$@"
printf 'With a server, beside those with a window:\n'
set -m # a process group of its own, which can be ended with all that is in it
call server -L server "$@" >"$build/ctest-server.log" </dev/null &
beside=$!
set +m
trap 'kill -- "-$beside" 2>/dev/null' EXIT # Ctrl+C does not reach what is started beside
run window -L ui "$@"
status=0
wait "$beside" || status=$?
trap - EXIT
cat "$build/ctest-server.log"
judge server $status
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
