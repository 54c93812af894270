#!/bin/sh
# Compiles the locks again from pyproject.toml: every package, every hash, for all supported Pythons and platforms.
# What is locked stays as it is unless pyproject.toml forces it, or you ask: `make lock ARGS=--upgrade`.
set -eu
cd "$(dirname "$0")/.."

compile() { # output, then what goes in
    output=requirements/$1.txt
    shift
    echo "requirements: $output"
    .venv/bin/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
        --no-header --output-file "$output" "$@" $extra >/dev/null
}

extra=$*
compile runtime pyproject.toml requirements/build.in
compile dev pyproject.toml --extra dev
# The station's computer gets the packages of its extra alone, none of the service's.
.venv/bin/python -c '
import tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print("\n".join(project["optional-dependencies"]["station"]))
' | compile station - requirements/build.in
