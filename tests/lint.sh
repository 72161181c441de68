#!/usr/bin/env bash
# Runs clang-format and clang-tidy over what was changed, with the rules of .clang-format and .clang-tidy.
#
#   tests/lint.sh [COMMIT]      what differs from COMMIT, or HEAD: the format of the lines, the checks of the files
#   tests/lint.sh --all         the format of every line (a count a folder, since nobody formats the whole tree) and the checks
#                               of every file, which takes an hour on two cores
#   tests/lint.sh --format [COMMIT], --tidy [COMMIT | FILE.cpp...]     one of both
#
# It says what it found and ends with an error; it changes nothing. clang-tidy needs a configured .build/dev, and reads what
# that was built with: a file that is not built is not checked.
set -euo pipefail

repo=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
cd "$repo"
case ${1-} in --help | -h) sed -n '2,11s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; exit 0 ;; esac
build=.build/dev
format=yes tidy=yes all=no
case ${1-} in
    --all) all=yes; shift ;;
    --format) tidy=no; shift ;;
    --tidy) format=no; shift ;;
    -*) echo "tests/lint.sh: unknown option $1. See tests/lint.sh --help." >&2; exit 2 ;;
esac
files=()
while [ $# -gt 0 ] && [ -f "$1" ]; do files+=("$1"); shift; done
since=${1:-HEAD}
failed=no

if [ $format = yes ]; then
    if [ $all = yes ]; then
        for folder in $(git ls-files 'app/*.h' 'app/*.cpp' 'ui/*.h' 'ui/*.cpp' 'tests/*.h' 'tests/*.cpp' | cut -d/ -f1,2 | sort -u); do
            git ls-files -z "$folder/*.h" "$folder/*.cpp" >.build/lint-files
            lines=$(cat $(tr '\0' ' ' <.build/lint-files) | wc -l)
            # The first line says what, two more show where.
            marked=$(xargs -0 installer/toolbox clang-format --dry-run <.build/lint-files 2>&1 | grep -c 'clang-format-violations' || true)
            printf '%-24s %6s lines, %5s not as clang-format has them\n' "$folder" "$lines" "$marked"
        done
        rm -f .build/lint-files
    else
        # The index and the working tree, and what git does not know yet.
        git ls-files -z --others --exclude-standard -- '*.h' '*.cpp' | xargs -0 -r git add --intent-to-add --
        changed=$(git diff -U0 "$since" -- 'app/*.h' 'app/*.cpp' 'ui/*.h' 'ui/*.cpp' 'tests/*.h' 'tests/*.cpp' \
            | installer/toolbox clang-format-diff -p1 || true) # which ends with 1 where it would change something
        if [ -n "$changed" ]; then
            printf '%s\n' "$changed"
            echo "tests/lint.sh: lines that differ from $since are not as clang-format has them (above)." >&2
            failed=yes
        fi
    fi
fi

if [ $tidy = yes ]; then
    if [ ${#files[@]} = 0 ] && [ $all = yes ]; then
        mapfile -t files < <(git ls-files 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp')
    elif [ ${#files[@]} = 0 ]; then
        mapfile -t files < <({ git diff --name-only --diff-filter=d "$since" -- 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp'
                               git ls-files --others --exclude-standard -- 'app/*.cpp' 'ui/*.cpp' 'tests/*.cpp'; } | sort -u)
    fi
    [ -f $build/compile_commands.json ] || { echo "tests/lint.sh: $build is not configured: installer/toolbox cmake --preset dev" >&2; exit 1; }
    built=()
    for file in "${files[@]}"; do
        if grep -q "/$file\"" $build/compile_commands.json; then built+=("$file"); fi
    done
    if [ ${#built[@]} != 0 ]; then
        # GCC's precompiled headers are none of clang's: what is in them is read as text.
        mkdir -p $build/lint
        sed -E -e 's# -include [^ ]*jackdaw_base\.dir/cmake_pch\.hxx# -include QtCore/QtCore#; s# -include [^ ]*jackdaw_ui_style\.dir/cmake_pch\.hxx# -include QtWidgets/QtWidgets#' \
            -e 's# -fpch-preprocess##; s# -Winvalid-pch##; s# -Wno-maybe-uninitialized##; s#"command": "[^"]*ccache [^"]*(/usr/bin/[a-z+-]+) #"command": "\1 #' \
            $build/compile_commands.json >$build/lint/compile_commands.json
        printf '%s\0' "${built[@]}" \
            | xargs -0 -n 4 -P "$(nproc)" installer/toolbox clang-tidy -p $build/lint --quiet --warnings-as-errors='*' 2>.build/lint-errors || failed=yes
        grep -E 'error:|Error' .build/lint-errors >&2 || true
        rm -f .build/lint-errors
    fi
fi
[ $failed = no ]
