#!/bin/sh
# Sets up the virtual environment that `make run` and `make test` use, and nothing else.
#
#   packaging/setup.sh run     what playing needs
#   packaging/setup.sh test    the same, and what the tests need (TORCH=no leaves torch out)
#
# Installs missing system packages where it may (as root, or with sudo that asks nothing),
# otherwise says which ones to install. Safe to run again: it does only what is missing.
set -eu

purpose=${1:-run}
cd "$(dirname "$0")/.."
venv=.venv
stamp="$venv/.ready-$purpose-${TORCH:-yes}"

say() { printf 'antiphon set-up: %s\n' "$*" >&2; }

is_current() {
    [ -e "$stamp" ] && [ ! pyproject.toml -nt "$stamp" ] &&
        [ ! packaging/constraints.txt -nt "$stamp" ] && [ ! packaging/setup.sh -nt "$stamp" ]
}

as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then sudo -n "$@"
    else return 1
    fi
}

# The name of the first of these packages that this release of Debian or Ubuntu knows.
known() {
    for package in "$@"; do
        if apt-cache show "$package" >/dev/null 2>&1; then echo "$package"; return; fi
    done
    echo "$1"
}

install_debian_packages() {
    missing=
    has_library libasound.so.2 || missing="$missing $(known libasound2t64 libasound2)"
    [ -n "$(find_python)" ] || missing="$missing python3 python3-venv"
    if [ "$purpose" = test ] && ! command -v jackd >/dev/null; then missing="$missing jackd2"; fi
    if [ -n "$(find_python)" ] && ! can_make_venv; then missing="$missing python3-venv"; fi
    if needs_compiler; then
        missing="$missing build-essential python3-dev pkg-config libasound2-dev libjack-jackd2-dev"
    fi
    missing="$missing$(missing_for_qt)"
    [ -n "$missing" ] || return 0
    say "installing$missing"
    export DEBIAN_FRONTEND=noninteractive
    # shellcheck disable=SC2086
    { as_root apt-get update -qq && as_root apt-get install -y -qq --no-install-recommends $missing; } \
        >&2 || say "could not install system packages; please run: sudo apt-get install$missing"
}

# What Qt's wheel leaves to the system; without a screen it needs no more than these for the tests.
missing_for_qt() {
    has_library libGL.so.1 || printf ' libgl1'
    has_library libEGL.so.1 || printf ' libegl1'
    has_library libglib-2.0.so.0 || printf ' %s' "$(known libglib2.0-0t64 libglib2.0-0)"
    has_library libxkbcommon.so.0 || printf ' libxkbcommon0'
    has_library libfontconfig.so.1 || printf ' libfontconfig1'
    has_library libdbus-1.so.3 || printf ' libdbus-1-3'
    [ -n "$(ls /usr/share/fonts 2>/dev/null)" ] || printf ' fonts-dejavu-core'
    if [ -n "${DISPLAY:-}" ]; then
        for library in cursor:libxcb-cursor0 icccm:libxcb-icccm4 keysyms:libxcb-keysyms1 \
            image:libxcb-image0 render-util:libxcb-render-util0 xinerama:libxcb-xinerama0; do
            has_library "libxcb-${library%%:*}.so" || printf ' %s' "${library#*:}"
        done
        has_library libxkbcommon-x11.so.0 || printf ' libxkbcommon-x11-0'
    fi
}

has_library() { ldconfig -p 2>/dev/null | grep -q "$1" || /sbin/ldconfig -p 2>/dev/null | grep -q "$1"; }

# 3.11 and 3.12 have ready-made MIDI wheels; a newer Python has to compile them.
find_python() {
    for python in ${PYTHON:-} python3.12 python3.11 python3; do
        if "$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
            echo "$python"
            return
        fi
    done
}

can_make_venv() { "$(find_python)" -c 'import ensurepip, venv' 2>/dev/null; }

needs_compiler() {
    python=$(find_python)
    [ -n "$python" ] && "$python" -c 'import sys; sys.exit(sys.version_info < (3, 13))' &&
        ! { command -v cc && command -v pkg-config; } >/dev/null
}

is_current && exit 0
if command -v apt-get >/dev/null; then
    # Package lists may be empty on a fresh machine: `known` needs them.
    { has_library libasound.so.2 && has_library libglib-2.0.so.0; } ||
        as_root apt-get update -qq >&2 || true
    install_debian_packages
fi

python=$(find_python)
if [ -z "$python" ]; then
    say "needs Python 3.11 or 3.12; on macOS: brew install python@3.12"
    exit 2
fi
if [ ! -x "$venv/bin/python" ]; then
    say "making a virtual environment with $("$python" --version)"
    "$python" -m venv "$venv"
fi

pip() { "$venv/bin/python" -m pip --disable-pip-version-check -q "$@"; }
say "installing Python packages (a minute or two, once)"
case $purpose in
run)
    # The practice sound is an extra: where it cannot be had, all else still plays.
    pip install -c packaging/constraints.txt -e '.[sound]' ||
        pip install -c packaging/constraints.txt -e .
    ;;
test)
    pip install -c packaging/constraints.txt -e '.[test,notation,sound]' ||
        pip install -c packaging/constraints.txt -e '.[test,notation]'
    [ "${TORCH:-yes}" = no ] || pip install -c packaging/constraints.txt torch==2.13.0
    ;;
*)
    say "unknown purpose '$purpose'; use run or test"
    exit 2
    ;;
esac
touch "$stamp"
