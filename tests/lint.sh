#!/usr/bin/env bash
# Runs clang-format and clang-tidy over what was changed, with the rules of .clang-format and .clang-tidy.
#
#   tests/lint.sh [COMMIT]      what differs from COMMIT, or HEAD: the format of the lines, the checks of the files
#   tests/lint.sh --all         the format of every line (a count a folder, since nobody formats the whole tree) and the checks
#                               of every file, which takes an hour on two cores
#   tests/lint.sh --format [COMMIT], --tidy [COMMIT | FILE.cpp...]     one of both
#
# It says what it found and ends with an error; it changes nothing, git's index neither. clang-tidy reads each file by itself, as
# a configuration of its own in .build/lint compiles it; nothing but moc's output is made there.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repo"
fail() { printf 'tests/lint.sh: %s\n' "$*" >&2; exit 2; }
case ${1-} in --help | -h) sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
build=.build/lint
format=yes tidy=yes all=no
case ${1-} in
    --all) all=yes; shift ;;
    --format) tidy=no; shift ;;
    --tidy) format=no; shift ;;
    -*) fail "unknown option $1. See tests/lint.sh --help." ;;
esac
files=()
while [ $# -gt 0 ] && [ -f "$1" ]; do files+=("$1"); shift; done
[ $# -le 1 ] || fail "$1 is no file, and there is more after it. See tests/lint.sh --help."
[ ${#files[@]} = 0 ] || { [ $# = 0 ] && [ $format = no ]; } || fail "files go with --tidy, and with no commit beside them."
git rev-parse --git-dir >/dev/null 2>&1 || fail "git does not know this folder, so it cannot say what was changed."
since=${1:-HEAD}
git rev-parse --quiet --verify "$since^{commit}" >/dev/null \
    || fail "“$since” is neither a commit nor a file. Name a commit as git knows it: HEAD~3, a branch, a hash."
# As git has it by itself, whatever a user's settings are; and it refreshes the index otherwise.
changes() { git -c diff.autoRefreshIndex=false -c diff.noprefix=false -c diff.mnemonicPrefix=false diff --no-color --no-ext-diff "$@"; }
failed=no
mkdir -p .build
scratch=$(mktemp -d .build/lint-XXXXXX)
trap 'rm -rf "$scratch"' EXIT
sources=('app/*.h' 'app/*.cpp' 'ui/*.h' 'ui/*.cpp' 'tests/*.h' 'tests/*.cpp')

if [ $format = yes ] && [ $all = yes ]; then
    for folder in $(git ls-files "${sources[@]}" | cut -d/ -f1,2 | sort -u); do
        git ls-files -z "$folder/*.h" "$folder/*.cpp" >"$scratch/files"
        lines=$(xargs -0 cat <"$scratch/files" | wc -l)
        # The first line says what, two more show where.
        marked=$(xargs -0 installer/toolbox clang-format --dry-run <"$scratch/files" 2>&1 | grep -c 'clang-format-violations' || true)
        printf '%-24s %6s lines, %5s not as clang-format has them\n' "$folder" "$lines" "$marked"
    done
elif [ $format = yes ]; then
    # The index and the working tree, and what git does not know yet.
    {
        changes -U0 "$since" -- "${sources[@]}"
        git ls-files -z --others --exclude-standard -- "${sources[@]}" | while IFS= read -r -d '' file; do
            changes --no-index -U0 -- /dev/null "$file" || true # which ends with 1 where they differ
        done
    } >"$scratch/diff"
    status=0
    installer/toolbox clang-format-diff -p1 <"$scratch/diff" >"$scratch/changes" || status=$?
    # 1: it would change something, and says what. So does a toolbox that cannot run it, but without a change.
    [ $status = 0 ] || { [ $status = 1 ] && [ -s "$scratch/changes" ]; } || fail "clang-format-diff could not be run."
    if [ -s "$scratch/changes" ]; then
        cat "$scratch/changes"
        echo "tests/lint.sh: lines that differ from $since are not as clang-format has them (above)." >&2
        failed=yes
    fi
fi

# The sources of app/, ui/ and tests/ as they are compiled, each by itself; and what moc makes of them, which some include.
configure() {
    installer/toolbox cmake --preset dev -B "$build" -DJACKDAW_UNITY=OFF -DCCACHE=OFF \
        -DCMAKE_GLOBAL_AUTOGEN_TARGET=ON -DCMAKE_AUTOGEN_ORIGIN_DEPENDS=OFF >"$scratch/configure.log" 2>&1 \
        || { cat "$scratch/configure.log" >&2; fail "$build could not be configured (above)."; }
    # The tests' have no such target; ninja would build what they are linked with first, so their commands are run by themselves.
    installer/toolbox ninja -C "$build" -t targets all | sed -n 's/^\([^/:][^:]*\.moc\): .*/\1/p' >"$scratch/mocs"
    { installer/toolbox ninja -C "$build" autogen \
        && xargs -r -d '\n' installer/toolbox ninja -C "$build" -t commands -s <"$scratch/mocs" >"$scratch/moc.sh" \
        && installer/toolbox sh -e "$scratch/moc.sh"; } >"$scratch/moc.log" 2>&1 \
        || { tail -n 30 "$scratch/moc.log" >&2; fail "moc could not be run for $build (above)."; }
    # GCC's precompiled headers are none of clang's: what is in them is read as text.
    mkdir -p "$build/commands"
    sed 's# -Winvalid-pch# -Wno-ignored-gch#; s# -Wno-maybe-uninitialized##' "$build/compile_commands.json" >"$build/commands/compile_commands.json"
}

if [ $tidy = yes ]; then
    if [ ${#files[@]} = 0 ] && [ $all = yes ]; then
        mapfile -t files < <(git ls-files 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp')
    elif [ ${#files[@]} = 0 ]; then
        mapfile -t files < <({ changes --name-only --diff-filter=d "$since" -- 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp'
                               git ls-files --others --exclude-standard -- 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp'; } | sort -u)
    fi
    [ ${#files[@]} = 0 ] || configure
    built=()
    for file in "${files[@]}"; do
        if grep -qF "/$file\"" "$build/compile_commands.json"; then
            built+=("$file")
        else
            echo "tests/lint.sh: $file is compiled by nobody here, so clang-tidy does not check it." >&2
        fi
    done
    if [ ${#built[@]} != 0 ]; then
        printf '%s\0' "${built[@]}" \
            | xargs -0 -n 4 -P "$(nproc)" installer/toolbox clang-tidy -p "$build/commands" --quiet --warnings-as-errors='*' 2>"$scratch/errors" \
            || failed=yes
        grep -vE '^[0-9]+ warnings?( and [0-9]+ errors?)? (generated|treated as errors?)\.?$|^$' "$scratch/errors" >&2 || true
    fi
fi
[ $failed = no ]
