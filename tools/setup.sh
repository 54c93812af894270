#!/bin/sh
# Makes .venv hold exactly what the locks say, and the `dorfbote` command. Needs Python with venv and pip, nothing else.
# A small stamp in .venv remembers what was installed, so that it is done at once when nothing has changed;
# the stamp is written last, so that an interrupted run is simply done again.
set -eu
cd "$(dirname "$0")/.."

made=.venv/.made   # the place and the locks: another one means a new .venv
ready=.venv/.ready # our own package as pyproject.toml describes it: another one means to install it again
asked=.venv/.asked # the PYTHON that was asked for, if any: to ask for another one means a new .venv, too

print_of() { cat "$@" | cksum; }
made_now="$(pwd) $(print_of requirements/dev.txt)"
ready_now="$made_now $(print_of pyproject.toml tools/setup.sh)"
right_python() { [ -x .venv/bin/python ] && { [ -z "${PYTHON:-}" ] || [ "$PYTHON" = "$(cat $asked 2>/dev/null)" ]; }; }
is_ready() { [ -x .venv/bin/dorfbote ] && right_python && [ "$(cat $ready 2>/dev/null)" = "$ready_now" ]; }
is_ready && exit 0

# Two terminals may ask at the same time: the second one waits.
while ! ln -s $$ .setup-runs 2>/dev/null; do
    if kill -0 "$(readlink .setup-runs)" 2>/dev/null; then
        [ -n "${waits:-}" ] || echo "setup: another setup is running here, waiting for it."
        waits=yes
        sleep 1
    else
        rm -f .setup-runs
    fi
done
trap 'rm -f .setup-runs' EXIT
trap 'exit 130' INT
trap 'exit 143' TERM
is_ready && exit 0
rm -f $ready

give_up() {
    echo "setup: $*" >&2
    exit 1
}

# The range stands in pyproject.toml: requires-python = ">=3.LOW,<3.HIGH"
range=$(sed -n 's/^requires-python = ">=3\.\([0-9]*\),<3\.\([0-9]*\)"$/\1 \2/p' pyproject.toml)
low=${range% *}
newest=$((${range#* } - 1))

find_python() { # sets python, or says in one sentence why there is none
    names=python3
    minor=$newest
    while [ "$minor" -ge "$low" ]; do
        names="$names python3.$minor"
        minor=$((minor - 1))
    done
    poor= wrong=
    for python in ${PYTHON:-$names}; do
        version=$("$python" -c 'import sys; print("%d.%d" % sys.version_info[:2])' 2>/dev/null) || continue
        case $version in
        3.*) minor=${version#3.} ;;
        *) minor=0 ;;
        esac
        if [ "$minor" -lt "$low" ]; then
            wrong=${wrong:-"$python is Python $version, and Dorfbote needs Python 3.$low or newer."}
        elif [ "$minor" -gt "$newest" ]; then
            wrong=${wrong:-"$python is Python $version, which is too new: the locked packages exist for Python 3.$low to 3.$newest."}
        elif ! "$python" -c 'import ensurepip, venv' 2>/dev/null; then
            poor=${poor:-"$python cannot make environments because its ensurepip is missing; on Debian and Ubuntu \"apt-get install python3-venv\" brings it."}
        else
            return 0
        fi
    done
    give_up "${poor:-${wrong:-no ${PYTHON:-python3} found; please install Python 3.$low to 3.$newest.}}"
}

quietly() { # runs pip; shows a line that moves instead of its chatter
    # shellcheck disable=SC2016
    {
        PYTHONUNBUFFERED=1 .venv/bin/python -m pip --disable-pip-version-check install --no-input --progress-bar off \
            "$@" 2>.venv/pip-errors.txt || echo "pip gave up"
    } | awk -v total="$total" -v terminal="$([ -t 1 ] && echo yes)" '
        function show(line) {
            if (terminal) printf "\r   %-70s", line
            else print "   " line
            fflush()
        }
        /^(Collecting|Processing) /{ n++; if (terminal || n % 20 == 0) show(sprintf("%d of about %d: %s", n, total, $2)) }
        /^Installing collected /  { if (total) show("unpacking") }
        /^pip gave up$/           { failed = 1 }
        END                       { if (terminal && n) printf "\r%-74s\r", ""; exit failed }
    ' || {
        grep -v '^WARNING' .venv/pip-errors.txt | tail -n 12 >&2
        give_up "pip could not install $what (its words are above); with a working network, start again."
    }
}

if ! right_python || [ "$(cat $made 2>/dev/null)" != "$made_now" ]; then
    find_python
    total=$(grep -c '^[a-z].*==' requirements/dev.txt)
    echo "setup: making .venv with $("$python" -V) and the $total locked packages: once, about a minute."
    rm -rf .venv
    "$python" -m venv .venv || give_up "$python could not make an environment in .venv."
    what="the locked packages"
    quietly --require-hashes -r requirements/dev.txt
    echo "${PYTHON:-}" >$asked
    echo "$made_now" >$made
fi
total=0 what="our own package"
quietly --no-deps --no-build-isolation -e .
echo "$ready_now" >$ready
echo "setup: ready, .venv/bin/dorfbote is there."
