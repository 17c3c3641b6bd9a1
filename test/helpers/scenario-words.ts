/** The shell words that the scenarios in a user manager have in common: source for bash, to stand first in them. */
export const scenarioWords = `
export PATH=$HOME/.local/bin:$PATH
state=~/.local/state/claude-session
user() { systemctl --user "$@"; }
say() { printf '%s\\n' "$*"; }
# Polls a command for up to 40 seconds, and says what it waited for in vain.
await() {
  local _
  for _ in {1..800}; do
    if "$@"; then return 0; fi
    sleep 0.05
  done
  echo "waited in vain for: $*" >&2
  return 1
}
is() { [ "$(user show --value --property=ActiveState "$1")" = "$2" ]; }
`
