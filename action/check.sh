#!/usr/bin/env bash
# The work of action.yml: one run of reprintlint that annotates the pull request, writes the job summary and a SARIF
# file, and ends with reprintlint's exit code. Everything comes in variables; REPRINTLINT_ROOT is this repository.
set -u

arguments=()
option() { # option NAME VALUE: passed on where there is a value
  if [ -n "$2" ]; then arguments+=("$1" "$2"); fi
}
option --config "${REPRINTLINT_CONFIG:-}"
option --policy "${REPRINTLINT_POLICY:-}"
option --baseline "${REPRINTLINT_BASELINE:-}"
option --changed-since "${REPRINTLINT_CHANGED_SINCE:-}"
option --fail-on "${REPRINTLINT_FAIL_ON:-}"
option --allow "${REPRINTLINT_ALLOW:-}"
option --lang "${REPRINTLINT_LANGUAGE:-}"

# One target a line: names may hold blanks.
targets=()
while IFS= read -r target; do
  target="${target%$'\r'}"
  if [ -n "$target" ]; then targets+=("$target"); fi
done <<<"${REPRINTLINT_TARGETS:-}"

sarif="${REPRINTLINT_SARIF_FILE:-reprintlint.sarif}"
reports="$(mktemp -d)"
trap 'rm -rf "$reports"' EXIT

# The workflow commands go to standard output, where the runner reads them.
node "$REPRINTLINT_ROOT/bin/reprintlint.js" check ${arguments[@]+"${arguments[@]}"} \
  --format github --format "text=$reports/text" --format "markdown=$reports/markdown" --format "sarif=$sarif" \
  -- ${targets[@]+"${targets[@]}"}
code=$?

if [ -f "$reports/text" ]; then cat "$reports/text"; fi
if [ -f "$reports/markdown" ] && [ -n "${GITHUB_STEP_SUMMARY:-}" ]; then
  cat "$reports/markdown" >>"$GITHUB_STEP_SUMMARY"
fi
if [ -n "${GITHUB_OUTPUT:-}" ]; then
  printf 'exit-code=%s\n' "$code" >>"$GITHUB_OUTPUT"
  if [ -f "$sarif" ]; then printf 'sarif-file=%s\n' "$sarif" >>"$GITHUB_OUTPUT"; fi
fi
exit "$code"
