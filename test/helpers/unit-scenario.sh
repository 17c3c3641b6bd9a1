# shellcheck shell=bash
# The words in which test/system/units.ts tells its scenarios: sourced in a private user manager, by the user. The command that
# the units start is a stand-in that writes down how it was called, in the file `calls`, and then does what `when` said.

# As install.sh would, for this systemd; ticks come soon after the start, and then no more unless a scenario asks for them.
install_units() {
  local checkout=$1 units=~/.local/share/systemd/user version
  mkdir -p ~/.local/bin ~/do "$units"
  cp "$checkout"/units/*.{service,timer} "$units"
  version=$(systemctl --version | sed -n '1s/^systemd \([0-9]*\).*/\1/p')
  [ "$version" -lt 254 ] || cp -r "$checkout"/units/*.d "$units"
  : >~/calls
  cat >~/.local/bin/claude-session <<'STAND_IN'
#!/bin/bash
note() { echo "$*" >>~/calls; }
note "$@"
verb=$1 id=${!#}
for file in ~/do/"$verb" ~/do/"$verb.$id"; do
  [ ! -e "$file" ] || . "$file"
done
STAND_IN
  chmod +x ~/.local/bin/claude-session
  drop_in 'claude-session-capture@.timer' '[Timer]' 'OnActiveSec=' 'OnActiveSec=50ms' 'OnUnitInactiveSec=5min' 'AccuracySec=10ms'
  drop_in 'claude-session-capture@.service' '[Service]' 'RestartSec=50ms'
  drop_in 'claude-session-token@.timer' '[Timer]' 'OnActiveSec=' 'OnActiveSec=1h'
}

# drop_in UNIT LINE... A later one goes over an earlier one; of two with the same name an instance's would hide the template's.
drop_in() {
  local directory=~/.config/systemd/user/$1.d number
  shift
  mkdir -p "$directory"
  number=$(find ~/.config/systemd/user -name '*.conf' | wc -l)
  printf '%s\n' "$@" >"$directory/$((50 + number))-scenario.conf"
  [ ! -v USER_MANAGER_PID ] || user daemon-reload
}

user() { systemctl --user "$@"; }

# when VERB[.ID] CODE: what the stand-in does when it is called so. In the code, $id is the ID, and `note TEXT` adds to the calls.
when() { echo "$2" >~/do/"$1"; }

# How often exactly this call was made.
count() { grep --count --line-regexp --fixed-strings -e "$1" ~/calls || true; }

called() { [ "$(count "$1")" -ge "${2-1}" ]; }

# The state of a unit as one word: active, inactive, failed, ...
state() { user show --value --property=ActiveState "$1"; }

has_state() { [ "$(state "$1")" = "$2" ]; }

# Polls a command for up to 30 seconds, and says what it waited for in vain.
await() {
  local _
  for _ in {1..600}; do
    if "$@"; then return 0; fi
    sleep 0.05
  done
  echo "waited in vain for: $*" >&2
  return 1
}

manager_gone() { ! kill -0 "$USER_MANAGER_PID" 2>/dev/null; }

# As at a logout or a shutdown.
log_out() {
  kill -TERM "$USER_MANAGER_PID"
  await manager_gone
}

# For `when capture-tick`: a tick that goes on until it is told to stop, and then takes its time.
# shellcheck disable=SC2034,SC2016 # the scenarios use it; the stand-in expands it
long_tick='trap "note told to stop: $id; sleep 0.3; note finished: $id; exit 0" TERM
note running: $id
while :; do sleep 0.05; done'
