#!/usr/bin/env bash
# The check of the GitHub action: annotations to the log, a summary of the job, SARIF and JSON to files.
#
# From the environment: INPUT_FILES and INPUT_ARGUMENTS (one a line), INPUT_FAIL_ON, INPUT_REDACT, ORGLINT (the program),
# and what GitHub sets: GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, RUNNER_TEMP. Whatever the inputs say is an argument of orglint
# and never read by the shell as anything else.
set -uo pipefail

program=${ORGLINT:-orglint}
program=${program/#\~/$HOME}
sarif=$RUNNER_TEMP/orglint.sarif
json=$RUNNER_TEMP/orglint.json
summary=$RUNNER_TEMP/orglint.md

# A summary holds 1 MiB, and what is longer is not shown at all.
most_bytes=1000000

shopt -s globstar nullglob
files=()
while IFS= read -r pattern; do
    pattern=${pattern%$'\r'}
    [[ -n $pattern ]] || continue
    # Only patterns are spread: a name with blanks stays one name, and nothing in it is run.
    matched=()
    IFS= mapfile -t matched < <(compgen -G "$pattern" || true)
    if ((${#matched[@]})); then files+=("${matched[@]}"); else files+=("$pattern"); fi
done <<<"${INPUT_FILES:-}"

arguments=()
while IFS= read -r argument; do
    argument=${argument%$'\r'}
    [[ -n $argument ]] && arguments+=("$argument")
done <<<"${INPUT_ARGUMENTS:-}"
[[ ${INPUT_REDACT:-true} == true ]] && arguments+=(--redact)

status=0
"$program" check --fail-on "${INPUT_FAIL_ON:-error}" \
    --format github --format "sarif=$sarif" --format "json=$json" --format "markdown=$summary" \
    "${arguments[@]}" -- "${files[@]}" || status=$?

if [[ -n ${GITHUB_STEP_SUMMARY:-} && -f $summary ]]; then
    if (($(wc -c <"$summary") <= most_bytes)); then
        cat "$summary" >>"$GITHUB_STEP_SUMMARY"
    else
        echo "orglint: more findings than a summary holds; they are in the files of the step." >>"$GITHUB_STEP_SUMMARY"
    fi
fi
if [[ -n ${GITHUB_OUTPUT:-} ]]; then
    printf 'status=%s\nsarif=%s\njson=%s\n' "$status" "$sarif" "$json" >>"$GITHUB_OUTPUT"
fi
exit "$status"
