#!/usr/bin/env bash
# Fuzzes for so many seconds a target, all targets or those that are named, and prints what that came to:
#
#     fuzz/run.sh SECONDS [TARGET...]
#
# Runs begin with the kept inputs (tests/fuzz/corpus), and with what earlier runs added to them (fuzz/corpus, which is out of
# version control). An input that fails is put into fuzz/artifacts, beside the log of its run.
set -euo pipefail
cd "$(dirname "$0")"
seconds=$1
shift
targets=("$@")
[[ ${#targets[@]} -gt 0 ]] || mapfile -t targets < <(cargo +nightly fuzz list)

cargo +nightly fuzz build --sanitizer none
status=0
row='%-14s %12s %8s %8s %8s  %s\n'
printf "$row" target executions seconds edges MB outcome
for target in "${targets[@]}"; do
    mkdir -p "corpus/$target" "artifacts/$target"
    log=artifacts/$target.log
    # A title is short; anything else is small enough that a run of it takes no time to speak of.
    length=4000
    [[ $target == title ]] && length=300
    options=(-max_total_time="$seconds" -max_len=$length -timeout=10 -rss_limit_mb=2048 -print_final_stats=1)
    [[ -f dictionaries/$target.dict ]] && options+=(-dict="dictionaries/$target.dict")
    outcome=passed
    start=$SECONDS
    cargo +nightly fuzz run --sanitizer none "$target" "corpus/$target" "../tests/fuzz/corpus/$target" -- "${options[@]}" \
        >"$log" 2>&1 || { outcome=FAILED; status=1; }
    last() { grep -oE "$1" "$log" | tail -n 1 | grep -oE '[0-9]+$' || echo -; }
    printf "$row" "$target" "$(last 'number_of_executed_units: [0-9]+')" $((SECONDS - start)) "$(last 'cov: [0-9]+')" \
        "$(last 'peak_rss_mb: [0-9]+')" $outcome
done
exit $status
