#!/usr/bin/env bash
# Sets up, builds and opens Jackdaw.
#
#   installer/run.sh [JACKDAW_ARGUMENT...]     for example: installer/run.sh --profile /tmp/try
#   installer/run.sh --demo
#
# --demo also starts a private server with people, chats and bots on this computer and opens two windows that are
# signed in to it. Without a display it plays one conversation on a display of its own, leaves screenshots in
# .build/demo-screenshots and ends. Ctrl+C stops everything that was started.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
toolbox=$repo/installer/toolbox
program=$repo/.build/release/bin/jackdaw

demo=no
if [ "${1-}" = --demo ]; then
    demo=yes
    shift
    [ $# = 0 ] || { echo "run.sh: --demo takes nothing beside it, but there is $1." >&2; exit 2; }
fi
if [ $demo = no ] && [ -z "${DISPLAY-}${WAYLAND_DISPLAY-}${QT_QPA_PLATFORM-}" ]; then
    case " $* " in
        *" --help "* | *" -h "* | *" --version "*) export QT_QPA_PLATFORM=offscreen ;;
        *) echo "run.sh: there is no display here. installer/run.sh --demo works without one and leaves screenshots." >&2
           exit 1 ;;
    esac
fi

(
    cd "$repo"
    "$toolbox" cmake --preset release -DJACKDAW_TESTS=OFF >&2
    "$toolbox" cmake --build .build/release >&2
)

if [ $demo = no ]; then
    exec "$toolbox" "$program" "$@"
fi

cd "$repo"
# The demo runs as long as its standard input is open. We alone hold the other end, so it also ends, in order, when we
# are killed; and as a background job it does not see the terminal's Ctrl+C before we do.
# Heard from before it starts, so that no signal falls between.
stopped=no
trap 'stopped=yes; exec 3>&-' INT TERM HUP
life=$(mktemp -d)
mkfifo "$life/line"
"$toolbox" python3 -B installer/demo/play.py --program "$program" --screenshots .build/demo-screenshots \
    --end-with-input <"$life/line" &
job=$!
exec 3>"$life/line"
rm -r "$life"
[ $stopped = no ] || exec 3>&-
status=0
wait $job || status=$?
# A signal ends `wait` at once; the demo needs a moment more, or has ended already, and how is still to be asked.
if [ "${stopped-}" = yes ] || kill -0 $job 2>/dev/null; then
    trap '' INT TERM HUP
    status=0
    wait $job || status=$?
fi
exit $status
