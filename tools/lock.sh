#!/bin/sh
# Compiles the locks again from pyproject.toml: every package, every hash, for all supported Pythons and platforms.
# What is locked stays as it is unless pyproject.toml forces it, or you ask: `make lock ARGS=--upgrade`.
set -eu
cd "$(dirname "$0")/.."

python=3.11
compile() { # output, then what goes in
    output=requirements/$1.txt
    shift
    echo "requirements: $output"
    .venv/bin/uv pip compile --quiet --universal --python-version $python --generate-hashes --no-emit-index-url \
        --no-header --output-file "$output" "$@" $extra >/dev/null
}

extra=$*
compile runtime pyproject.toml requirements/build.in
compile dev pyproject.toml --extra dev
# The station's computer gets the packages of its extra alone, none of the service's; so does Rasa.
packages_of() {
    .venv/bin/python -c '
import sys, tomllib
project = tomllib.load(open("pyproject.toml", "rb"))["project"]
print("\n".join(project["optional-dependencies"][sys.argv[1]]))
' "$1"
}
packages_of station | compile station - requirements/build.in
python=3.10
packages_of rasa | compile rasa -
