# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash
#
# What tools/demo and tools/check share: install what is missing, and build. To be sourced.
# DMA_LINT_LLVM=N in the environment asks for LLVM N; otherwise the newest that is installed is
# taken, and if none is, the newest that apt offers.

set -euo pipefail
exec </dev/null
export DEBIAN_FRONTEND=noninteractive LC_ALL=C.UTF-8

me=$(basename "$0")
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
jobs=$(nproc)
llvm=
llvm_versions=${DMA_LINT_LLVM:-22 19 14}

say() {
	echo "$me: $*"
}

die() {
	echo "$me: $*" >&2
	exit 2
}

as_root() {
	if [ "$(id -u)" = 0 ]; then
		"$@"
	else
		command -v sudo >/dev/null ||
			die "not root and no sudo: please have these installed first: ${missing[*]}"
		sudo -n --preserve-env=DEBIAN_FRONTEND "$@" ||
			die "'$*' did not work through sudo: please install first: ${missing[*]}"
	fi
}

installed() {
	[ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]
}

offered() {
	local policy
	policy=$(apt-cache policy "$1" 2>/dev/null)
	[[ $policy == *"Candidate: "[0-9]* ]]
}

llvm_packages() {
	echo "clang-$1 llvm-$1-dev libclang-$1-dev llvm-$1-tools"
}

# Sets missing to those of the arguments that are not installed.
find_missing() {
	missing=()
	local package
	for package in "$@"; do
		installed "$package" || missing+=("$package")
	done
}

choose_installed_llvm() {
	local version
	for version in $llvm_versions; do
		# shellcheck disable=SC2046
		find_missing $(llvm_packages "$version")
		if [ ${#missing[@]} = 0 ]; then
			llvm=$version
			return
		fi
	done
}

choose_offered_llvm() {
	local version
	for version in $llvm_versions; do
		if offered "clang-$version" && offered "libclang-$version-dev"; then
			llvm=$version
			return
		fi
	done
	die "apt offers none of clang $llvm_versions"
}

# Installs what is missing and sets llvm.
install_missing() {
	local base="cmake ninja-build gcc g++ libc6-dev pkg-config libcmocka-dev libjansson-dev libyaml-dev libdw-dev libxxhash-dev uthash-dev make python3 python3-jsonschema git patch"
	local updated=
	command -v apt-get >/dev/null ||
		die "this is not Debian: install cmake, ninja, gcc, g++, cmocka, jansson, libyaml, python3 with jsonschema and LLVM with Clang"
	choose_installed_llvm
	if [ -z "$llvm" ]; then
		missing=("clang and llvm")
		say "no complete LLVM here; asking apt what there is (apt-get update)"
		as_root apt-get update -q
		updated=1
		choose_offered_llvm
	fi
	# shellcheck disable=SC2046
	find_missing $base $(llvm_packages "$llvm")
	if [ ${#missing[@]} != 0 ]; then
		say "installing: ${missing[*]}"
		[ -n "$updated" ] || as_root apt-get update -q
		as_root apt-get install -y -q --no-install-recommends "${missing[@]}"
	fi
	say "LLVM $llvm, $jobs jobs"
}

# configure DIR [CMAKE-ARGUMENT...]: a fresh configuration; what is already built is kept.
configure() {
	local dir=$root/out/$1
	shift
	say "configuring ${dir#"$root"/}"
	cmake --fresh -S "$root" -B "$dir" -G Ninja --log-level=WARNING \
		"-DLLVM_DIR=/usr/lib/llvm-$llvm/lib/cmake/llvm" --no-warn-unused-cli "$@" >/dev/null
}

build() {
	local dir=$root/out/$1
	say "building ${dir#"$root"/}"
	cmake --build "$dir" -j "$jobs"
}
