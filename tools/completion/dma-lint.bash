# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
# shellcheck shell=bash
# Completion of dma-lint for bash. Rules and formats are asked of the command itself.

_dma_lint_options="--all --baseline= --build= --cache-dir= --cache-line= --cache-size=
	--checks= --color= --config= --diff= --dump-commands --dump-config
	--dump-ir --explain= --export-fixes= --fix --format= --help --kbuild --kernel= --list-checks --make-arg= --min-confidence=
	--no-cache --no-pch --patch= --progress= --quiet --show-suppressed --stats --timeout= --usage --version
	--warnings-as-errors= --whole-modules --write-baseline= -j -o -p"

# Prints what fits the beginning of a word, one a line.
_dma_lint_words() {
	compgen -W "$1" -- "$2"
}

_dma_lint_rules() {
	"${COMP_WORDS[0]}" --list-checks 2>/dev/null | cut -d' ' -f1
}

# The last element of a comma list; what stands before it, and a '-', stays as it is.
_dma_lint_globs() {
	local before='' last=${1##*,}
	[[ $1 == *,* ]] && before=${1%,*},
	if [[ $last == -* ]]; then
		before+=-
		last=${last#-}
	fi
	_dma_lint_words "$(_dma_lint_rules)" "$last" | sed "s|^|$before|"
}

# What may stand behind "--option=".
_dma_lint_values() {
	case $1 in
	--format) _dma_lint_words "text json sarif html github" "$2" ;;
	--min-confidence) _dma_lint_words "high medium low" "$2" ;;
	--color | --progress) _dma_lint_words "auto always never" "$2" ;;
	--cache-line) _dma_lint_words "32 64 128 256" "$2" ;;
	--explain) _dma_lint_words "$(_dma_lint_rules)" "$2" ;;
	--checks | --warnings-as-errors) _dma_lint_globs "$2" ;;
	--build | --cache-dir | --kernel) compgen -d -- "$2" ;;
	--baseline | --config | --export-fixes | --write-baseline | --patch) compgen -f -- "$2" ;;
	--diff) _dma_lint_words "$(git for-each-ref --format='%(refname:short)' 2>/dev/null)" "$2" ;;
	esac
}

_dma_lint() {
	local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} i
	COMPREPLY=()
	for ((i = 1; i < COMP_CWORD; i++)); do
		if [[ ${COMP_WORDS[i]} == -- ]]; then
			mapfile -t COMPREPLY < <(compgen -f -- "$word")
			return
		fi
	done
	# Bash takes "--format=js" apart where '=' is in COMP_WORDBREAKS.
	if [[ $word == = ]]; then
		mapfile -t COMPREPLY < <(_dma_lint_values "$before" "")
	elif [[ $before == = ]] && ((COMP_CWORD >= 2)); then
		mapfile -t COMPREPLY < <(_dma_lint_values "${COMP_WORDS[COMP_CWORD - 2]}" "$word")
	elif [[ $word == --*=* ]]; then
		mapfile -t COMPREPLY < <(_dma_lint_values "${word%%=*}" "${word#*=}" | sed "s|^|${word%%=*}=|")
	elif [[ $before == -p ]]; then
		mapfile -t COMPREPLY < <(compgen -d -- "$word")
	elif [[ $word == -* ]]; then
		mapfile -t COMPREPLY < <(_dma_lint_words "$_dma_lint_options" "$word")
		[[ ${COMPREPLY[0]-} == *= ]] && compopt -o nospace 2>/dev/null
	else
		mapfile -t COMPREPLY < <(compgen -f -- "$word")
	fi
	return 0
}

complete -o filenames -F _dma_lint dma-lint
