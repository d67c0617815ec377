#!/bin/sh
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# Loads a plugin into every Clang installed beside the one it was built for. Each has to refuse it
# by name; "unexpected" is printed for one that does not.
own=$("$1" --version | head -n 1)
for clang in /usr/lib/llvm-*/bin/clang; do
	[ -x "$clang" ] || continue
	[ "$("$clang" --version | head -n 1)" = "$own" ] && continue
	said=$("$clang" -fplugin="$2" -fsyntax-only "$3" 2>&1)
	status=$?
	echo "$said"
	[ $status -ne 0 ] || echo "unexpected: $clang took it"
	case $said in
	*"this plugin is built for clang"*) ;;
	*) echo "unexpected: $clang said nothing of versions" ;;
	esac
done
