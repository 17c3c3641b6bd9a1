#!/bin/sh
# Builds claude-session from this checkout and installs it for the user who runs it, all of it below ~/.local:
#
#   ~/.local/bin/claude-session                     link into current/
#   ~/.local/share/claude-session/current           link to the version in use, switched in one rename
#   ~/.local/share/claude-session/previous          link to the one before it
#   ~/.local/share/claude-session/versions/<v>-<h>/ bin, lib, man, shell, units, LICENSE; <h> is the hash of what is in it
#   ~/.local/share/claude-session/node/<v>/         the private Node.js, shared by the versions
#   ~/.local/share/systemd/user/claude-session*     the units
#   ~/.local/share/{man,bash-completion,zsh}/...    links into current/: the manual and the completions
#
# and, outside of it, our hooks and our status line in Claude Code's settings.json, and a marked block in tmux.conf and in the
# start-up files of the shells, each with the text before it kept beside it; fish's completions; the link that starts the recovery
# at login; lingering.
#
# POSIX sh and not bash: on a bare machine the first thing to do is to name what is missing, so nothing may be missing for that.
# ~/.local and not $XDG_DATA_HOME: the units say %h/.local/bin, and a user manager reads no shell profile that could set the variable.
# A failure at any point leaves what was installed before, in use, and every file as it was: nothing is touched before it has been
# remembered (see there).

# "a && b || die" is meant as it stands: die does not return.
# shellcheck disable=SC2015
set -u
umask 022

readonly EX_USAGE=64 EX_DATAERR=65 EX_UNAVAILABLE=69 EX_CANTCREAT=73 EX_IOERR=74 EX_TEMPFAIL=75 EX_NOPERM=77 EX_CONFIG=78
readonly NODE_TO_RUN=20.17 NODE_TO_BUILD=18.0 TMUX_NEEDED=3.2 SYSTEMD_RESTART_MODE=254

YES=no UNINSTALL=no SYSTEM_NODE=no DRY_RUN=no HOOKS=yes FOOTER=yes SHELLS=yes
WORK='' KEEP_WORK=no STAGE='' NEW='' NEW_IS_FRESH=no FRESH_NODE='' SWITCHED=no FINISHED=no FORMER='' MANAGER=no LINGERER=''
readonly BLOCK_BEGIN='# >>> claude-session >>>' BLOCK_END='# <<< claude-session <<<' RECOVERY=claude-session-recover.service
BOLD='' YELLOW='' RED='' PLAIN=''

# --- words -----------------------------------------------------------------------------------------------------------

usage() {
  cat <<'END'
Usage: ./install.sh [--yes] [--system-node] [--no-hooks] [--no-shell] [--no-tmux] [--dry-run]
       ./install.sh --uninstall [--yes]

Builds claude-session and installs it for you alone, below ~/.local. Root is not needed. Run it again at any time: to
update, to repair, or for nothing, which changes nothing. Run inside tmux it ends by keeping the lines of that pane.

  --yes          install missing system packages too (apt, dnf or pacman; with sudo when you are not root; each command
                 is shown before it runs). With --uninstall: go on although a session could not be ended
  --system-node  run with this machine's Node.js instead of a private copy of the pinned one
  --no-hooks     leave Claude Code's settings.json alone; otherwise the hooks and the status line are added to it, with a backup
  --no-shell     leave the shells' start-up files alone; otherwise bash, zsh and fish, where you use them, begin a session by
                 themselves in each new tmux pane, by a marked block in ~/.bashrc, ~/.zshrc, config.fish, with a backup
  --no-tmux      leave tmux.conf alone; otherwise the token budget is added to its status-right, with a backup
  --dry-run      check, say what would be done, change nothing
  --uninstall    end the live sessions, then remove everything but what they captured
  --help         this text

What it needs: Node.js and npm to build, tmux 3.2 or newer, flock (util-linux). For the timers a systemd user manager;
where there is none the command supervises its sessions itself. Lingering is turned on where that needs no password, so that
a logout ends nothing; --uninstall turns it off again. At the end `claude-session doctor` looks at all of it: what it cannot
pass is undone.

  ./install.sh                    the usual way
  ./install.sh --yes              on a new machine or in a container
  ./install.sh --uninstall        leaves ~/.local/state/claude-session, where the captured lines are

Exit codes: 0 done, 64 wrong usage, 65 a download is not what it should be, 69 something needed is missing, 73 a file
cannot be made, 74 a step failed, 75 busy or a session did not end, 77 not your directory, 78 HOME is unusable.
END
}

say() { printf '%s\n' "$*"; }

warn() {
  printf '%sWarning:%s %s\n' "$YELLOW" "$PLAIN" "$1" >&2
  shift
  for warn_line in "$@"; do printf '  %s\n' "$warn_line" >&2; done
}

# die CODE WHAT-HAPPENED [WHAT-TO-DO...]
die() {
  die_code=$1
  printf '%sError:%s %s\n' "$RED" "$PLAIN" "$2" >&2
  shift 2
  for die_line in "$@"; do printf '  %s\n' "$die_line" >&2; done
  exit "$die_code"
}

colours() {
  if [ -t 1 ] && [ -t 2 ] && [ -z "${NO_COLOR:-}" ] && [ "${TERM:-dumb}" != dumb ]; then
    BOLD=$(printf '\033[1m') YELLOW=$(printf '\033[33m') RED=$(printf '\033[31m') PLAIN=$(printf '\033[0m')
  fi
}

# step TEXT COMMAND...: quiet when it is quick; from the third second on it says what is running and for how long.
step() {
  step_text=$1 step_begin=$(date +%s)
  shift
  (
    exec 9<&- # the lock is not this one's to hold
    sleep 2 >/dev/null 2>&1
    say "  $step_text ..."
    while [ -t 1 ]; do
      sleep 1 >/dev/null 2>&1
      printf '\r  %s ... %s s ' "$step_text" $(($(date +%s) - step_begin))
    done
  ) &
  STEP_TICKER=$!
  "$@" >"$WORK/step.log" 2>&1
  step_code=$?
  stop_ticker
  step_took=$(($(date +%s) - step_begin))
  if [ "$step_took" -gt 2 ]; then
    # Back to the start of the ticker's line, and nothing of it left.
    if [ -t 1 ]; then printf '\r\033[K'; fi
    say "  $step_text: $step_took s"
  fi
  return "$step_code"
}

STEP_TICKER=''
stop_ticker() {
  if [ -n "$STEP_TICKER" ]; then
    kill "$STEP_TICKER" 2>/dev/null
    wait "$STEP_TICKER" 2>/dev/null
    STEP_TICKER=''
  fi
}

step_log() { sed 's/^/  | /' "$WORK/step.log" | tail -n "${1:-25}" >&2; }

# --- small tools -----------------------------------------------------------------------------------------------------

has() { command -v "$1" >/dev/null 2>&1; }

# The text as one word of shell source, whatever is in it.
quoted() { printf "'%s'" "$(printf '%s' "$1" | sed "s/'/'\\\\''/g")"; }

# at_least HAVE WANT: compares the first two numbers; suffixes such as the "a" of tmux 3.3a do not count.
at_least() {
  have_major=${1%%.*} have_minor=${1#*.}
  if [ "$have_minor" = "$1" ]; then have_minor=0; fi
  have_major=$(printf '%s' "$have_major" | sed 's/[^0-9].*//')
  have_minor=$(printf '%s' "${have_minor%%.*}" | sed 's/[^0-9].*//')
  want_major=${2%%.*} want_minor=${2#*.}
  [ "${have_major:-0}" -gt "$want_major" ] || { [ "${have_major:-0}" -eq "$want_major" ] && [ "${have_minor:-0}" -ge "$want_minor" ]; }
}

sha256() { sha256sum <"$1" | cut -d' ' -f1; }

# tree_hash DIRECTORY FILE...: one hash of names, contents and executable bits.
tree_hash() {
  (
    cd "$1" || exit 1
    shift
    for hash_file in "$@"; do
      shift
      if [ ! -f "$hash_file" ]; then continue; fi
      set -- "$@" "$hash_file"
      if [ -x "$hash_file" ]; then say "x $hash_file"; fi
    done
    sha256sum "$@"
  ) | LC_ALL=C sort | sha256sum | cut -c1-12
}

is_there() { [ -e "$1" ] || [ -h "$1" ]; }

# Where a file really is, when it is a link to it.
real_path() { if [ -e "$1" ]; then readlink -f "$1"; else printf '%s\n' "$1"; fi; }

owner_of() { stat -c %u "$1" 2>/dev/null || printf '%s' -1; }

is_writable_dir() {
  probe=$(mktemp "$1/.claude-session-probe.XXXXXX" 2>/dev/null) && rm -f "$probe"
}

# bounded SECONDS COMMAND...
bounded() { if has timeout; then timeout "$@"; else shift && "$@"; fi; }

in_use() { # does a process run something below this directory?
  printf '%s/' "$1" >"$WORK/pattern"
  # -q: found is found, also when another process went away under the search.
  grep -a -q -s -F -f "$WORK/pattern" /proc/[0-9]*/cmdline
}

# --- where -----------------------------------------------------------------------------------------------------------

check_home() {
  if [ -z "${HOME:-}" ]; then
    die $EX_CONFIG 'HOME is not set, and everything is installed below it' "run it as: HOME=/your/home ./install.sh"
  fi
  case $HOME in
  /*[!/]*) ;;
  *) die $EX_CONFIG "HOME is \"$HOME\", which is not the full path of a home directory" "run it as: HOME=/your/home ./install.sh" ;;
  esac
  case $HOME in
  *'
'*) die $EX_CONFIG 'HOME has a line break in it' 'systemd cannot run a command from there; use another home directory' ;;
  esac
  for given in "XDG_CONFIG_HOME ${XDG_CONFIG_HOME:-/}" "XDG_DATA_HOME ${XDG_DATA_HOME:-/}"; do
    case $given in
    *'
'* | *' '[!/]*) die $EX_CONFIG "${given%% *} is \"${given#* }\", which is not the full path of a directory" "set it to one, or unset it" ;;
    esac
  done
  if [ ! -d "$HOME" ]; then
    die $EX_CANTCREAT "HOME is $HOME, and there is no such directory" 'make it, or set HOME to the right one'
  fi
  if [ -n "${SUDO_USER:-}" ] && [ "$(owner_of "$HOME")" != "$(id -u)" ]; then
    die $EX_NOPERM "$HOME does not belong to $(id -un)" "it is installed for one user: run it as $SUDO_USER, without sudo"
  fi
  HOME=${HOME%/}
  DATA=$HOME/.local/share/claude-session
  BIN_DIR=$HOME/.local/bin
  UNIT_DIR=$HOME/.local/share/systemd/user
  COMMAND=$BIN_DIR/claude-session
  COMMAND_LINK=../share/claude-session/current/bin/claude-session
  CONFIG_HOME=${XDG_CONFIG_HOME:-$HOME/.config}
  USER_UNIT_DIR=$CONFIG_HOME/systemd/user
  WANTS_DIR=$HOME/.config/systemd/user/default.target.wants # the user manager does not know this shell's $XDG_CONFIG_HOME
  STATE=${CLAUDE_SESSION_HOME:-${XDG_STATE_HOME:-$HOME/.local/state}/claude-session}
  CONFIG=$CONFIG_HOME/claude-session
  CLAUDE_DIR=${CLAUDE_CONFIG_DIR:-$HOME/.claude}
  CLAUDE_SETTINGS=${CLAUDE_DIR%/}/settings.json
  login='' running=${SHELL:-}
  if has getent; then login=$(getent passwd "$(id -u)" | cut -d: -f7); fi
  LOGINS=" ${login##*/} ${running##*/} "
  ZSH_DIR=$(zsh_directory)
  TMUX_CONF=$HOME/.tmux.conf
  if ! is_there "$TMUX_CONF" && is_there "$CONFIG_HOME/tmux/tmux.conf"; then TMUX_CONF=$CONFIG_HOME/tmux/tmux.conf; fi
}

check_home_writable() {
  writable=$DATA
  while [ ! -d "$writable" ]; do writable=${writable%/*}; done
  is_writable_dir "$writable" || die $EX_CANTCREAT "cannot write to $writable" 'check its owner and mode (ls -ld), whether it is mounted read-only, and the free space (df)'
}

begin_work() {
  WORK=$(mktemp -d "${TMPDIR:-/tmp}/claude-session-install.XXXXXX") || die $EX_CANTCREAT "cannot make a temporary directory in ${TMPDIR:-/tmp}" 'set TMPDIR to a directory with 400 MB free'
  trap leave EXIT
  trap 'exit 129' HUP
  trap 'exit 130' INT
  trap 'exit 143' TERM
  mkdir "$WORK/was" "$WORK/wrote" && : >"$WORK/touched" && : >"$WORK/created" && : >"$WORK/copies" && : >"$WORK/step.log" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
}

leave() {
  leave_code=$?
  trap - EXIT
  trap '' HUP INT TERM # a second Ctrl-C must not cut off the way back
  stop_ticker
  wait # for what still writes
  # Without the last of these files nothing has been done yet.
  if [ "$UNINSTALL$FINISHED$DRY_RUN" = nonono ] && [ -f "$WORK/step.log" ]; then roll_back; fi
  if [ "$KEEP_WORK" = no ]; then rm -rf "$WORK"; fi
  exit "$leave_code"
}

# One installer at a time. The lock is on the directory itself, so that it leaves no file.
take_lock() {
  if has flock; then
    exec 9<"$DATA" || die $EX_CANTCREAT "cannot open $DATA" 'check its owner and mode'
    flock -n 9 2>/dev/null
    # Another code than this: a file system that has no locks (some network ones).
    if [ $? -eq 1 ]; then die $EX_TEMPFAIL "another install.sh is at work on $DATA" 'wait for it, then run this again'; fi
  fi
}

# --- what this run changes -------------------------------------------------------------------------------------------

# remember PATH: before a file or a link is made, changed or removed. Line n of $WORK/touched names it, $WORK/was/n is it (where there
# was none, there is none), $WORK/wrote/n what this run made of it, where others write too.
remember() {
  case $TOUCHED in *"
$1
"*) return 0 ;; esac
  touched_count=$((touched_count + 1))
  if is_there "$1"; then cp -p -P "$1" "$WORK/was/$touched_count" || die $EX_CANTCREAT "cannot keep a copy of $1 in $WORK" 'is the disk full? (df)'; fi
  printf '%s\n' "$1" >>"$WORK/touched" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
  TOUCHED="$TOUCHED$1
"
}
TOUCHED='
' touched_count=0

# wrote PATH: what is there now is from here; what is there at the way back may be somebody else's.
wrote() {
  touched_at=$(grep -n -x -F -e "$1" "$WORK/touched")
  cp "$1" "$WORK/wrote/${touched_at%%:*}" || die $EX_CANTCREAT "cannot keep a copy of $1 in $WORK" 'is the disk full? (df)'
}

# Everything that was remembered, as it was. Called again it does what it could not do before, for want of room.
put_back_touched() {
  not_back='' back_at=0
  while IFS= read -r touched <&4; do
    back_at=$((back_at + 1))
    if is_changed_since "$touched" "$WORK/wrote/$back_at" "$WORK/was/$back_at"; then
      name_copy "$touched"
      mv "$touched" "$copy" && warn "$touched was changed by somebody else while this ran" "it is as it was before; that change is in $copy"
    fi
    put_back "$touched" "$WORK/was/$back_at" 2>>"$WORK/step.log" || not_back="$not_back $back_at"
  done 4<"$WORK/touched"
  [ -z "$not_back" ]
}

# is_changed_since PATH WROTE WAS
is_changed_since() { [ -f "$1" ] && [ -f "$2" ] && ! cmp -s "$1" "$2" && ! cmp -s "$1" "$3"; }

# put_back PATH WAS
put_back() {
  if ! is_there "$2"; then
    rm -f "$1"
  elif [ -h "$2" ] && [ "$(link_target "$2")" = "$(link_target "$1")" ] || { [ ! -h "$2" ] && [ ! -h "$1" ] && cmp -s "$2" "$1"; }; then
    return 0
  else
    mkdir -p "${1%/*}" && cp -p -P "$2" "$1.claude-session-was" && mv -f -T "$1.claude-session-was" "$1" || {
      rm -f "$1.claude-session-was"
      return 1
    }
  fi
}

# A directory of ours, remembered when it was not there, so that --uninstall can take it away again.
make_dir() {
  [ -d "$1" ] && return 0
  make_dir "${1%/*}"
  printf '%s\n' "$1" >>"$WORK/created"
  mkdir "$1" 2>/dev/null || [ -d "$1" ] || die $EX_CANTCREAT "cannot make the directory $1" 'check its owner and mode, and the free space (df)'
}

# The directories that another program is about to make, remembered like those of make_dir.
note_missing() {
  if [ -z "$1" ] || [ -d "$1" ]; then return 0; fi
  note_missing "${1%/*}"
  printf '%s\n' "$1" >>"$WORK/created"
}

name_copy() {
  copy=$1.before-claude-session copy_number=1
  while is_there "$copy"; do
    copy_number=$((copy_number + 1)) copy=$1.before-claude-session.$copy_number
  done
}

# What stands in the way and is not ours is never overwritten without a copy.
keep_copy() {
  name_copy "$1"
  printf '%s\n%s\n' "$copy" "$1" >>"$WORK/copies"
  mv "$1" "$copy" || die $EX_CANTCREAT "cannot keep a copy of $1 as $copy" 'move it away yourself, then run this again'
  warn "$1 was there and is not from claude-session; it is now $copy"
}

put_back_copies() {
  while IFS= read -r copy <&4 && IFS= read -r original <&4; do
    if is_there "$copy" && ! is_there "$original"; then mv "$copy" "$original"; fi
  done 4<"$WORK/copies"
}

# note LIST LINE: into one of the lists in $DATA that --uninstall goes by, once.
note() {
  if grep -q -s -x -F -e "$2" "$DATA/$1"; then return 0; fi
  remember "$DATA/$1"
  printf '%s\n' "$2" >>"$DATA/$1" || die $EX_CANTCREAT "cannot write $DATA/$1" 'check the free space (df)'
}

noted() { tr '\n' ' ' <"$DATA/$1"; }

# put_file SOURCE TARGET, in one rename.
put_file() {
  remember "$2.new.$$"
  remember "$2"
  cp "$1" "$2.new.$$" && chmod 644 "$2.new.$$" && mv -f "$2.new.$$" "$2" || die $EX_CANTCREAT "cannot write $2" 'check the owner and mode of its directory, and the free space (df)'
}

link_target() { readlink "$1" 2>/dev/null || :; }

# set_link TARGET LINK, in one rename.
set_link() {
  remember "$2.new.$$"
  remember "$2"
  ln -s "$1" "$2.new.$$" && mv -f -T "$2.new.$$" "$2" || die $EX_CANTCREAT "cannot make the link $2" 'check the owner and mode of its directory'
}

# put_link TARGET LINK: the same, where somebody else may have something.
put_link() {
  if [ "$(link_target "$2")" = "$1" ]; then return 0; fi
  make_dir "${2%/*}"
  if is_there "$2"; then keep_copy "$2"; fi
  set_link "$1" "$2"
}

# --- what is needed --------------------------------------------------------------------------------------------------

package_manager() {
  for manager in apt-get dnf pacman; do
    if has "$manager"; then
      printf '%s' "$manager"
      return
    fi
  done
}

# install_command MANAGER PACKAGE...: as a person would type it as root.
install_command() {
  manager=$1
  shift
  case $manager in
  apt-get) printf 'apt-get install -y %s' "$*" ;; # after an apt-get update
  dnf) printf 'dnf install -y %s' "$*" ;;
  pacman) printf 'pacman -S --needed --noconfirm %s' "$*" ;;
  esac
}

# The packages that hold a thing, by package manager. They differ for the user manager's parts alone.
packages_for() {
  case $2:$1 in
  node:*) printf 'nodejs npm' ;;
  tmux:*) printf 'tmux' ;;
  flock:*) printf 'util-linux' ;;
  systemd:apt-get) printf 'systemd libpam-systemd dbus-user-session' ;;
  systemd:dnf) printf 'systemd systemd-pam dbus' ;;
  systemd:pacman) printf 'systemd dbus' ;;
  esac
}

node_version() { node --version 2>/dev/null | sed 's/^v//'; }

# Node 18 can fetch the private Node.js and build; it is what Debian 12 and Ubuntu 24.04 have. Running needs more.
node_needed() { if [ "$SYSTEM_NODE" = yes ]; then printf '%s' $NODE_TO_RUN; else printf '%s' $NODE_TO_BUILD; fi; }

has_node() { has node && has npm && at_least "$(node_version)" "$(node_needed)"; }

# A version manager puts its Node.js into PATH when its shell function is called first (nvm, loaded late), or in interactive shells alone.
find_node() {
  if has_node; then return 0; fi
  best=0 best_dir=''
  for node_dir in "${NVM_DIR:-$HOME/.nvm}"/versions/node/*/bin "${FNM_DIR:-$HOME/.local/share/fnm}"/node-versions/*/installation/bin \
    "${VOLTA_HOME:-$HOME/.volta}"/bin "${ASDF_DATA_DIR:-$HOME/.asdf}"/shims "$HOME/.local/share/mise/shims"; do
    if [ ! -x "$node_dir/node" ] || [ ! -x "$node_dir/npm" ]; then continue; fi
    found_version=$("$node_dir/node" --version 2>/dev/null | sed 's/^v//')
    if at_least "$found_version" "$(node_needed)" && at_least "$found_version" "$best"; then best=$found_version best_dir=$node_dir; fi
  done
  if [ -z "$best_dir" ]; then return 0; fi
  say "Node.js is not in PATH, or too old there; this uses $best_dir/node ($best)."
  PATH=$best_dir:$PATH
}

has_tmux() {
  has tmux || return 1
  tmux_version=$(tmux -V 2>/dev/null | sed 's/^tmux //; s/^next-//; s/^openbsd-.*/99.0/; s/^master/99.0/')
  at_least "$tmux_version" $TMUX_NEEDED
}

has_user_bus() {
  [ -S "${XDG_RUNTIME_DIR:-/nonexistent}/bus" ] && return 0
  for bus_dir in /etc/systemd/user /usr/lib/systemd/user /lib/systemd/user; do
    if [ -e "$bus_dir/dbus.socket" ]; then return 0; fi
  done
  return 1
}

has_systemd() { has systemctl && has_user_bus; }

# What is missing, one word each, the things nothing works without first.
missing() {
  for need in node tmux flock; do "has_$need" || printf '%s ' "$need"; done
}
has_flock() { has flock; }

describe_missing() {
  case $1 in
  node)
    if ! has node; then
      say "Node.js $(node_needed) or newer: there is no node command"
    elif ! at_least "$(node_version)" "$(node_needed)"; then
      say "Node.js $(node_needed) or newer: node is $(node_version)"
    else
      say 'npm: there is no npm command'
    fi
    ;;
  tmux) if has tmux; then say "tmux $TMUX_NEEDED or newer: this is $(tmux -V)"; else say "tmux $TMUX_NEEDED or newer: there is no tmux command"; fi ;;
  flock) say 'flock (util-linux): there is no flock command' ;;
  systemd)
    if ! has systemctl; then
      say 'systemd (optional, runs the timers): there is no systemctl command'
    else
      say 'the user bus of D-Bus (optional, for the systemd user manager): there is no dbus.socket among its units'
    fi
    ;;
  esac
}

# The user manager's packages help only where systemd runs the machine, or could (WSL).
systemd_would_help() { runs_systemd || [ "$(machine_kind)" = wsl ]; }

runs_systemd() { [ -d /run/systemd/system ]; }

check_needs() {
  find_node
  needs=$(missing)
  optional=''
  if ! has_systemd; then optional=systemd; fi
  if [ -z "$needs" ] && { [ -z "$optional" ] || [ "$YES" = no ]; }; then
    if [ -n "$optional" ]; then tell_missing "$optional"; fi
    return 0
  fi
  if [ "$YES" = yes ] && [ "$DRY_RUN" = no ]; then
    if [ -n "$optional" ] && ! systemd_would_help; then
      tell_missing "$optional"
      optional=''
    fi
    # shellcheck disable=SC2086 # a list of words
    install_packages $needs $optional
    needs=$(missing)
    if [ -z "$needs" ]; then return 0; fi
    too_old_message="after the installation this is still missing"
  else
    too_old_message="some of what is needed is missing"
  fi
  # shellcheck disable=SC2086 # a list of words
  tell_missing $needs $optional
  tell_newer_node "$needs"
  die $EX_UNAVAILABLE "$too_old_message: $(printf '%s' "$needs" | sed 's/ *$//; s/ /, /g')" 'install it with the command above, or run ./install.sh --yes, which does' 'nothing has been changed'
}

as_root() { if [ "$(id -u)" -eq 0 ]; then :; elif has sudo; then printf 'sudo '; else printf '(as root) '; fi; }

tell_missing() {
  printf '%sMissing:%s\n' "$BOLD" "$PLAIN" >&2
  for thing in "$@"; do printf '  - %s\n' "$(describe_missing "$thing")" >&2; done
  found=$(package_manager)
  printf 'It is installed by:\n' >&2
  for manager in ${found:-apt-get dnf pacman}; do
    packages=''
    for thing in "$@"; do packages="$packages $(packages_for "$manager" "$thing")"; done
    if [ "$manager" = apt-get ]; then printf '  %sapt-get update\n' "$(as_root)" >&2; fi
    # shellcheck disable=SC2086 # a list of words
    printf '  %s%s\n' "$(as_root)" "$(install_command "$manager" $packages)" >&2
  done
}

# A distribution's own Node.js can be too old whatever is installed; then its command would be bad advice alone.
tell_newer_node() {
  case " $1" in *' node '*) ;; *) return 0 ;; esac
  if [ "$YES" = no ] && ! has node; then return 0; fi
  printf '  When that Node.js is older than %s: https://nodejs.org/en/download has newer ones (nvm and fnm are fine).\n' "$(node_needed)" >&2
}

install_packages() {
  manager=$(package_manager)
  if [ -z "$manager" ]; then
    tell_missing "$@"
    die $EX_UNAVAILABLE 'there is neither apt-get, dnf nor pacman here, so --yes cannot install what is missing' "install it with this system's package manager, then run this again"
  fi
  if [ "$(id -u)" -ne 0 ] && ! has sudo; then
    tell_missing "$@"
    die $EX_UNAVAILABLE 'installing packages needs root, and there is no sudo' 'run the command above as root, then run this again'
  fi
  packages=''
  for thing in "$@"; do packages="$packages $(packages_for "$manager" "$thing")"; done
  printf '%sMissing:%s\n' "$BOLD" "$PLAIN"
  for thing in "$@"; do printf '  - %s\n' "$(describe_missing "$thing")"; done
  case $manager in
  apt-get) run_as_root apt-get update ;;
  pacman) set -- /var/lib/pacman/sync/*.db && if [ ! -e "$1" ]; then run_as_root pacman -Sy; fi ;;
  esac
  # shellcheck disable=SC2046,SC2086 # a list of words
  run_as_root $(install_command "$manager" $packages)
}

# The only place where anything runs as root, and it is shown first.
run_as_root() {
  if [ "$1" = apt-get ]; then set -- env DEBIAN_FRONTEND=noninteractive "$@"; fi
  if [ "$(id -u)" -ne 0 ]; then
    if [ -t 0 ]; then set -- sudo "$@"; else set -- sudo -n "$@"; fi
  fi
  printf '%s+ %s%s\n' "$BOLD" "$*" "$PLAIN"
  "$@" || die $EX_UNAVAILABLE "this command failed: $*" 'its own words are above; install the packages yourself, then run this again'
}

# --- the user manager ------------------------------------------------------------------------------------------------

find_user_manager() {
  MANAGER=no SYSTEMD_VERSION=0
  has systemctl || return 0
  SYSTEMD_VERSION=$(systemctl --version 2>/dev/null | sed -n '1s/^systemd \([0-9][0-9]*\).*/\1/p')
  SYSTEMD_VERSION=${SYSTEMD_VERSION:-0}
  # su, cron and WSL leave the variable unset although the manager runs.
  runtime_dir=/run/user/$(id -u)
  if [ -z "${XDG_RUNTIME_DIR:-}" ] && [ -d "$runtime_dir" ] && [ "$(owner_of "$runtime_dir")" = "$(id -u)" ]; then
    XDG_RUNTIME_DIR=$runtime_dir
    export XDG_RUNTIME_DIR
  fi
  if [ -z "${XDG_RUNTIME_DIR:-}" ] && [ -z "${DBUS_SESSION_BUS_ADDRESS:-}" ]; then return 0; fi
  if bounded 10 systemctl --user show-environment >/dev/null 2>&1; then MANAGER=yes; fi
}

machine_kind() {
  if [ -n "${WSL_DISTRO_NAME:-}" ] || grep -q -i -s microsoft /proc/sys/kernel/osrelease; then
    printf wsl
  elif runs_systemd; then
    printf systemd
  elif [ -e /.dockerenv ] || [ -e /run/.containerenv ] || [ -n "${container:-}" ]; then
    printf container
  else
    printf other
  fi
}

# explain_no_manager KIND
explain_no_manager() {
  warn 'no systemd user manager can be reached, so there are no timers' \
    "the command does the same work itself: a session is kept by \`claude-session run ID\`, which \`claude-session start\` begins for you" \
    'to get the user manager:'
  case $1 in
  wsl)
    cat >&2 <<'END'
    WSL: put these two lines into /etc/wsl.conf (as root):
      [boot]
      systemd=true
    then, in a Windows terminal:  wsl --shutdown
    and open this distribution again.
END
    ;;
  systemd)
    cat >&2 <<END
    systemd runs here, but no manager of yours: su and sudo start none. Log in as $(id -un) (console or ssh), or let it run
    without a login (lingering), which also keeps sessions over a logout:
      ${2:-}loginctl enable-linger $(id -un)
      export XDG_RUNTIME_DIR=/run/user/$(id -u)
END
    ;;
  container)
    cat >&2 <<'END'
    Container: start it with systemd as its first process, for example
      podman run --systemd=always IMAGE /sbin/init
    then in it: loginctl enable-linger USER. Most containers do without; nothing is lost by that.
END
    ;;
  *)
    cat >&2 <<END
    This machine was not started by systemd. Where it is installed, start the machine with it; then, so that the manager
    runs without a login (lingering): loginctl enable-linger $(id -un)
    In a container: start it with systemd as its first process (podman run --systemd=always IMAGE /sbin/init).
END
    ;;
  esac
  printf '  Then run ./install.sh again.\n' >&2
}

# --- Node.js and the build -------------------------------------------------------------------------------------------

read_package() {
  {
    read -r VERSION
    read -r RUNTIME_VERSION
    read -r RUNTIME_INTEGRITY
    read -r NODE_ARCH
    read -r NODE_PATH_REAL
  } <<END
$(cd "$SOURCE" && node -e '
  const p = JSON.parse(require("fs").readFileSync("package.json", "utf8"))
  const r = p["claude-session"].runtime
  console.log([p.version, r.version, r[process.arch] || "-", process.arch, process.execPath].join("\n"))
' 2>"$WORK/package.log")
END
  [ -n "${NODE_PATH_REAL:-}" ] || die $EX_DATAERR "cannot read $SOURCE/package.json" "$(tail -n 1 "$WORK/package.log")" 'run install.sh from a complete checkout'
}

# npm may keep what it downloads where it always does; it may not leave a cache in a home that had none.
quiet_npm() {
  export npm_config_update_notifier=false npm_config_fund=false npm_config_audit=false npm_config_progress=false npm_config_logs_max=0
  if [ -n "${npm_config_cache:-}" ]; then return 0; fi
  if [ -d "$HOME/.npm" ]; then had_npm=yes; else had_npm=no; fi
  cache=$(cd "$WORK" && npm config get cache 2>/dev/null)
  # Asking makes the directory, and npm 9 leaves a log and a note in it.
  if [ "$had_npm" = no ]; then
    rm -f "$HOME"/.npm/_logs/*-debug-*.log "$HOME/.npm/_update-notifier-last-checked"
    rmdir "$HOME/.npm/_logs" "$HOME/.npm" 2>/dev/null
  fi
  if [ ! -d "$cache" ]; then export npm_config_cache="$WORK/npm-cache"; fi
}

choose_runtime() {
  NODE=$NODE_PATH_REAL
  if [ "$SYSTEM_NODE" = yes ]; then return 0; fi
  private=$DATA/node/$RUNTIME_VERSION
  if private_is_intact "$private"; then
    NODE=$private/bin/node
    return 0
  fi
  if [ "$RUNTIME_INTEGRITY" = - ]; then
    why="there is no pinned Node.js for $NODE_ARCH"
  elif ! getconf GNU_LIBC_VERSION >/dev/null 2>&1; then
    why='the pinned Node.js needs glibc, and this system has another C library (musl)'
  elif ! step "fetching Node.js $RUNTIME_VERSION (50 MB)" fetch_runtime; then
    why="Node.js $RUNTIME_VERSION could not be fetched: $(first_npm_error)"
  else
    unpack_runtime && return 0
  fi
  at_least "$(node_version)" $NODE_TO_RUN || die $EX_UNAVAILABLE "$why" "this machine's node ($(node_version)) is older than $NODE_TO_RUN and cannot take its place" 'go online and run this again, or install a newer Node.js (https://nodejs.org/en/download)'
  warn "$why" "using this machine's $NODE_PATH_REAL ($(node_version)) instead: it works, each tick costs more processor time" 'run ./install.sh again to try once more; --system-node chooses this without a warning'
}

first_npm_error() {
  npm_error=$(sed -n -E 's/^npm (ERR!|error) +//p' "$WORK/step.log" | grep -v 'complete log' | head -n 3 | tr '\n' ' ' | cut -c1-200)
  printf '%s' "${npm_error:-npm pack failed}"
}

private_is_intact() {
  { read -r private_pin && read -r private_sum; } 2>/dev/null <"$1/integrity" || return 1
  [ "$private_pin" = "$RUNTIME_INTEGRITY" ] && [ -x "$1/bin/node" ] && [ "$(sha256 "$1/bin/node")" = "$private_sum" ]
}

fetch_runtime() {
  mkdir -p "$WORK/runtime" && (cd "$WORK/runtime" && npm pack --ignore-scripts --prefer-offline "node-linux-$NODE_ARCH@$RUNTIME_VERSION")
}

integrity_of() {
  node -e 'console.log("sha512-" + require("crypto").createHash("sha512").update(require("fs").readFileSync(process.argv[1])).digest("base64"))' "$1"
}

# Unpacks only what hashes to the pinned value; fails (and the system's node is used) only when it cannot run here.
unpack_runtime() {
  set -- "$WORK"/runtime/*.tgz
  [ -f "$1" ] || die $EX_IOERR "npm pack left no file in $WORK/runtime" 'run this again; with --system-node it is not needed'
  got=$(integrity_of "$1")
  if [ "$got" != "$RUNTIME_INTEGRITY" ]; then
    die $EX_DATAERR "the Node.js $RUNTIME_VERSION that npm fetched is not the pinned one; it was not unpacked and nothing was installed" \
      "wanted $RUNTIME_INTEGRITY" "got    $got" \
      'it was damaged or replaced on the way: npm cache clean --force, check the registry npm uses (npm config get registry), run this again' \
      "or use this machine's Node.js: ./install.sh --system-node"
  fi
  make_dir "$DATA/node"
  unpacked=$DATA/node/.new.$$
  rm -rf "$unpacked"
  mkdir "$unpacked" && tar -xzf "$1" -C "$unpacked" package/bin/node package/LICENSE ||
    die $EX_CANTCREAT "cannot unpack Node.js into $unpacked" 'it takes 130 MB: check the free space (df) and run this again'
  if [ "$("$unpacked/package/bin/node" --version 2>"$WORK/runtime.log")" != "v$RUNTIME_VERSION" ]; then
    why="the pinned Node.js does not run here: $(head -n 1 "$WORK/runtime.log")"
    rm -rf "$unpacked"
    return 1
  fi
  printf '%s\n%s\n' "$RUNTIME_INTEGRITY" "$(sha256 "$unpacked/package/bin/node")" >"$unpacked/package/integrity" &&
    if [ -d "$private" ]; then rm -rf "$private"; else FRESH_NODE=$private; fi && mv "$unpacked/package" "$private" && rmdir "$unpacked" ||
    die $EX_CANTCREAT "cannot put Node.js into $private" 'check the owner, the mode and the free space (df)'
  NODE=$private/bin/node
}

# Do the installed modules answer to the lockfile? Same packages, same versions, same checksums; what is for other systems may lack.
modules_match() {
  (cd "$1" && node - <<'END'
const { existsSync, readFileSync } = require('fs')
const read = file => JSON.parse(readFileSync(file, 'utf8')).packages
const suits = (list, mine) => !list || list.includes(mine) || (list.every(x => x.startsWith('!')) && !list.includes(`!${mine}`))
if (!existsSync('node_modules/.package-lock.json')) process.exit(1)
const wanted = read('package-lock.json')
const there = read('node_modules/.package-lock.json')
for (const [path, { version, integrity, os, cpu, libc }] of Object.entries(wanted)) {
  const has = there[path]
  if (path === '') continue
  if (!has && (libc || !suits(os, process.platform) || !suits(cpu, process.arch))) continue
  if (!has || has.version !== version || has.integrity !== integrity || !existsSync(`${path}/package.json`)) process.exit(1)
}
process.exit(Object.keys(there).every(path => path in wanted) ? 0 : 1)
END
  ) >/dev/null 2>&1
}

# Builds in the checkout when it is ours to write to, else in a copy of it.
build() {
  BUILD=$SOURCE
  if [ "$(owner_of "$SOURCE")" != "$(id -u)" ] || ! is_writable_dir "$SOURCE"; then
    BUILD=$WORK/checkout
    copy_checkout || die $EX_CANTCREAT "cannot copy $SOURCE to $BUILD" 'set TMPDIR to a directory with 400 MB free'
  fi
  if ! modules_match "$BUILD"; then
    step 'fetching what the build needs (npm ci)' npm_in_build ci --ignore-scripts --include=dev --prefer-offline || {
      step_log
      die $EX_IOERR "npm ci failed in $BUILD" 'its own words are above; it needs the registry that npm is set up for, or a filled npm cache' 'nothing has been changed'
    }
  fi
  step 'building' npm_in_build run build || {
    step_log
    die $EX_IOERR "npm run build failed in $BUILD" 'its own words are above' 'nothing has been changed'
  }
  for built in claude-session.cjs tick.cjs hook.cjs statusline.cjs late.cjs errors.cjs; do
    [ -s "$BUILD/dist/$built" ] || die $EX_IOERR "the build made no $BUILD/dist/$built" 'run install.sh from a complete, unchanged checkout'
  done
}

npm_in_build() { (cd "$BUILD" && NODE_ENV='' npm "$@"); }

copy_checkout() {
  mkdir "$BUILD" || return 1
  for entry in "$SOURCE"/* "$SOURCE/.npmrc"; do
    case ${entry##*/} in dist | node_modules) continue ;; esac
    if [ -e "$entry" ]; then cp -R "$entry" "$BUILD/" || return 1; fi
  done
  if modules_match "$SOURCE"; then cp -R "$SOURCE/node_modules" "$BUILD/" || return 1; fi
  chmod -R u+w "$BUILD"
}

# --- a version -------------------------------------------------------------------------------------------------------

# Puts the version together beside the others, under a name that nothing reads, until it has shown that it runs.
stage() {
  make_dir "$DATA/versions"
  STAGE=$DATA/versions/.new.$$
  rm -rf "$STAGE"
  mkdir "$STAGE" "$STAGE/bin" "$STAGE/lib" "$STAGE/man" "$STAGE/shell" &&
    cp "$BUILD/dist/claude-session.cjs" "$BUILD/dist/tick.cjs" "$BUILD/dist/hook.cjs" "$BUILD/dist/statusline.cjs" \
      "$BUILD/dist/late.cjs" "$BUILD/dist/errors.cjs" "$STAGE/lib/" &&
    cp "$SOURCE/LICENSE" "$STAGE/" &&
    cp -R "$SOURCE/units" "$STAGE/" &&
    chmod -R u+w,go-w "$STAGE" &&
    # What Node compiles is kept here (22 and newer): a third less work a tick. As trusted as the code itself, so nobody else's to write.
    mkdir "$STAGE/compile-cache" && chmod 700 "$STAGE/compile-cache" || die $EX_CANTCREAT "cannot put the new version together in $STAGE" 'check the free space (df); is the checkout complete?'
  write_words
  printf '%s\n' "$NODE" >"$STAGE/bin/node-path" || die $EX_CANTCREAT "cannot write to $STAGE" 'check the free space (df)'
  NAME=$VERSION-$(tree_of "$STAGE")
  rm "$STAGE/bin/node-path"
  NEW=$DATA/versions/$NAME
  {
    say '#!/bin/sh'
    say "export NODE_COMPILE_CACHE=$(quoted "$NEW/compile-cache")"
    # They are a project's, for its own Node: a debugger, or a module that is to be loaded first, has no business in ours.
    say 'unset NODE_OPTIONS NODE_PATH'
    # What runs every few minutes for every session, or at every turn, has a small program of its own, and a young
    # generation that holds all it makes, so that it ends before any garbage is collected.
    say "case \${1-} in"
    say "capture-tick) set -- --min-semi-space-size=16 $(quoted "$NEW/lib/tick.cjs") \"\$@\" ;;"
    say "hook) set -- --min-semi-space-size=16 $(quoted "$NEW/lib/hook.cjs") \"\$@\" ;;"
    say "statusline | token-tick) set -- --min-semi-space-size=16 $(quoted "$NEW/lib/statusline.cjs") \"\$@\" ;;"
    say "*) set -- $(quoted "$NEW/lib/claude-session.cjs") \"\$@\" ;;"
    say 'esac'
    say "exec $(quoted "$NODE") \"\$@\""
  } >"$STAGE/bin/claude-session" && chmod 755 "$STAGE/bin/claude-session" || die $EX_CANTCREAT "cannot write $STAGE/bin/claude-session" 'check the free space (df)'
  if [ -d "$NEW" ] && [ "$(tree_of "$NEW")" = "$(tree_of "$STAGE")" ]; then
    rm -rf "$STAGE"
  else
    rm -rf "$NEW.damaged.$$"
    if [ -d "$NEW" ]; then mv "$NEW" "$NEW.damaged.$$"; else NEW_IS_FRESH=yes; fi # the way back knows both names
    mv "$STAGE" "$NEW" || die $EX_CANTCREAT "cannot make $NEW" 'check its owner and mode'
    rm -rf "$NEW.damaged.$$"
  fi
  STAGE=''
}

# shellcheck disable=SC2016 # patterns for the callee's directory
tree_of() { (cd "$1" && tree_hash "$1" bin/* lib/* man/* shell/* LICENSE units/* units/*/*); }

# What the program says of itself, asked once for each version: so a shell that starts runs no process of ours, and the manual is
# that of this version. For the shells that are used: who takes to another one runs this again, for its start-up file too.
write_words() {
  used_shells >"$WORK/shells" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
  writers=''
  while IFS= read -r shell <&3; do
    write_word "shell/init.$shell" init "$shell" &
    writers="$writers $!"
    write_word "shell/completion.$shell" completions "$shell" &
    writers="$writers $!"
  done 3<"$WORK/shells"
  write_word man/claude-session.1 man &
  silent=''
  for writer in $writers $!; do wait "$writer" || silent=yes; done
  if [ -n "$silent" ]; then die $EX_IOERR 'the new version does not say what it should' 'its own words are above; what was installed before stays in use'; fi
}

# write_word FILE ARGUMENT...: a program that does not know the word (64) does without the file.
write_word() {
  word=$STAGE/$1
  shift
  "$NODE" "$STAGE/lib/claude-session.cjs" "$@" >"$word" 2>"$word.log" </dev/null
  word_code=$?
  case $word_code in
  0) [ -s "$word" ] ;;
  64) rm -f "$word" ;;
  *) say "  claude-session $*: $(tail -n 3 "$word.log")" >&2 && false ;;
  esac && rm -f "$word.log"
}

try_out() {
  tried=$("$NEW/bin/claude-session" --version 2>"$WORK/step.log") || {
    step_log
    die $EX_IOERR "the new version does not run: $NEW/bin/claude-session --version failed" 'its own words are above; what was installed before stays in use'
  }
  case $tried in
  *"$VERSION"*) ;;
  *) die $EX_IOERR "the new version calls itself \"$tried\" and not $VERSION" 'what was installed before stays in use' ;;
  esac
}

switch() {
  FORMER=$(link_target "$DATA/current")
  SWITCHED=yes
  if [ "$FORMER" != "versions/$NAME" ]; then set_link "versions/$NAME" "$DATA/current"; fi
  put_link "$COMMAND_LINK" "$COMMAND"
}

# What is linked to current/ from where man and the shells look: name in the version, link.
linked_words() {
  printf '%s\t%s\n' man/claude-session.1 "$HOME/.local/share/man/man1/claude-session.1"
  used_shells | while IFS= read -r shell; do
    case $shell in
    bash) link=${XDG_DATA_HOME:-$HOME/.local/share}/bash-completion/completions/claude-session ;;
    zsh) link=$HOME/.local/share/zsh/site-functions/_claude-session ;;
    fish) link=$CONFIG_HOME/fish/completions/claude-session.fish ;;
    esac
    printf '%s\t%s\n' "shell/completion.$shell" "$link"
  done
}

link_words() {
  linked_words >"$WORK/words" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
  while IFS='	' read -r word link <&3; do
    if [ -f "$NEW/$word" ]; then
      note linked-files "$link"
      put_link "$DATA/current/$word" "$link"
    fi
  done 3<"$WORK/words"
}

unlink_words() {
  if [ ! -f "$DATA/linked-files" ]; then return 0; fi
  while IFS= read -r link <&3; do
    case $(link_target "$link") in "$DATA"/current/*) rm -f "$link" ;; esac
  done 3<"$DATA/linked-files"
}

# --- units -----------------------------------------------------------------------------------------------------------

# The unit files of a directory, by their names relative to it.
unit_names() {
  (
    cd "$1" 2>/dev/null || exit 0
    for unit in *.service *.timer *.target *.socket *.path *.slice *.d/*.conf; do
      if [ ! -f "$unit" ]; then continue; fi
      # An older systemd complains about the setting in this one at every load.
      if [ "${unit##*/}" = 10-restart-direct.conf ] && [ "$SYSTEMD_VERSION" -lt $SYSTEMD_RESTART_MODE ]; then continue; fi
      say "$unit"
    done
  )
}

recorded_sum() { sed -n "s|^\\([0-9a-f]*\\)  $(printf '%s' "$1" | sed 's/[.]/\\./g')\$|\\1|p" "$DATA/installed-units" 2>/dev/null; }

# Did this script write it, and has nobody changed it since?
unit_is_ours() { [ -f "$UNIT_DIR/$1" ] && [ ! -h "$UNIT_DIR/$1" ] && [ "$(sha256 "$UNIT_DIR/$1")" = "$(recorded_sum "$1")" ]; }

install_units() {
  make_dir "$UNIT_DIR"
  : >"$WORK/unit-list" && : >"$WORK/units-before" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
  if [ -f "$DATA/installed-units" ]; then cp "$DATA/installed-units" "$WORK/units-before"; fi
  unit_names "$NEW/units" >"$WORK/unit-list"
  while read -r unit <&3; do
    install_unit "$unit"
    if [ -e "$USER_UNIT_DIR/$unit" ] || [ -h "$USER_UNIT_DIR/$unit" ]; then
      warn "$USER_UNIT_DIR/$unit is there and comes before the one installed here" 'it was left as it is; remove it when it is not meant'
    fi
  done 3<"$WORK/unit-list"
  while read -r _ unit <&3; do
    if ! grep -q -x -F -e "$unit" "$WORK/unit-list" && unit_is_ours "$unit"; then
      remember "$UNIT_DIR/$unit"
      remove_unit "$unit"
    fi
  done 3<"$WORK/units-before"
  (cd "$UNIT_DIR" && xargs sha256sum <"$WORK/unit-list") >"$WORK/unit-sums" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
  put_file "$WORK/unit-sums" "$DATA/installed-units"
}

install_unit() {
  target=$UNIT_DIR/$1
  if [ ! -h "$target" ] && cmp -s "$target" "$NEW/units/$1"; then return 0; fi
  make_dir "${target%/*}"
  if is_there "$target" && ! unit_is_ours "$1"; then keep_copy "$target"; fi
  put_file "$NEW/units/$1" "$target"
}

remove_unit() {
  rm -f "$UNIT_DIR/$1"
  case $1 in */*) rmdir "$UNIT_DIR/${1%/*}" 2>/dev/null ;; esac
}

# `systemctl --user enable` makes the same link, but needs a running manager. Who has disabled it since keeps it so.
enable_recovery() {
  wanted=$WANTS_DIR/$RECOVERY
  if [ ! -f "$UNIT_DIR/$RECOVERY" ] || is_there "$wanted"; then return 0; fi
  if grep -q -F -e "  $RECOVERY" "$WORK/units-before"; then
    say "  $RECOVERY is disabled and stays so; to have sessions recovered at login: systemctl --user enable $RECOVERY"
    return 0
  fi
  put_link "$UNIT_DIR/$RECOVERY" "$wanted"
}

# Without lingering the user manager ends with the last logout, and every session with it. A policy may forbid to turn it on for
# oneself: then the command is said, and doctor says what it is for. Nothing depends on it.
enable_lingering() {
  user=$(id -un)
  if ! runs_systemd || ! has loginctl || lingers "$user"; then return 0; fi
  remember "$DATA/lingering"
  LINGERER=$user
  if bounded 10 loginctl --no-ask-password enable-linger "$user" >"$WORK/step.log" 2>&1 </dev/null && lingers "$user"; then
    printf '%s\n' "$user" >"$DATA/lingering" || die $EX_CANTCREAT "cannot write $DATA/lingering" 'check the free space (df)'
    say "  Lingering is on for $user, so a logout ends no session (it was off; --uninstall turns it off again)"
    for _ in 1 2 3 4 5 6 7 8 9 10; do
      find_user_manager
      if [ "$MANAGER" = yes ]; then break; fi
      sleep 0.3
    done
  else
    LINGERER=''
    say "  Lingering could not be turned on without a password. To do so: $(as_root)loginctl enable-linger $user"
  fi
}

lingers() {
  case $(bounded 10 loginctl show-user "$1" --property=Linger 2>/dev/null) in
  Linger=yes) return 0 ;;
  Linger=no) return 1 ;;
  esac
  [ -e "/var/lib/systemd/linger/$1" ] # for who is not logged in loginctl knows nothing
}

# disable_lingering USER
disable_lingering() {
  bounded 10 loginctl --no-ask-password disable-linger "$1" 2>"$WORK/step.log" </dev/null || warn "lingering could not be turned off for $1 again" "to do so: $(as_root)loginctl disable-linger $1"
}

reload_units() {
  if [ "$MANAGER" = yes ]; then
    systemctl --user daemon-reload 2>"$WORK/step.log" || {
      step_log
      die $EX_IOERR 'systemctl --user daemon-reload failed' 'its own words are above; try it by hand, then run this again'
    }
  fi
}

# --- Claude Code's hooks ---------------------------------------------------------------------------------------------

# The edit itself is the program's: `claude-session wire`. Which files were edited is known from $DATA/wired-settings, since at
# --uninstall CLAUDE_CONFIG_DIR may be another one. What stands in the way (comments in the file, a read-only one) is no reason to
# do without the rest.
wire_hooks() {
  if [ "$HOOKS" = no ]; then
    if [ -s "$DATA/wired-settings" ]; then say "Left as they are: the hooks that an earlier run put into $(noted wired-settings)"; fi
    return 0
  fi
  case $CLAUDE_SETTINGS in
  /*) ;;
  *)
    warn "CLAUDE_CONFIG_DIR is \"$CLAUDE_CONFIG_DIR\", which is not a full path, so Claude Code's hooks were not set up" 'set it to one and run this again'
    return 0
    ;;
  esac
  case $CLAUDE_SETTINGS in
  *'
'*)
    warn "CLAUDE_CONFIG_DIR has a line break in it, so Claude Code's hooks were not set up"
    return 0
    ;;
  esac
  note_missing "${CLAUDE_SETTINGS%/*}"
  case $CONFIG in /*) note_missing "$CONFIG" ;; esac # the status line that ours replaces is kept there
  note wired-settings "$CLAUDE_SETTINGS"
  settings=$(real_path "$CLAUDE_SETTINGS")
  # What it edits, and what it leaves of that on a full disk.
  for edited in "$settings" "$CLAUDE_SETTINGS.claude-session-backup" "$CONFIG/statusline-command"; do
    remember "$edited"
    remember "$edited.claude-session-new"
  done
  if wire add "$CLAUDE_SETTINGS"; then
    sed 's/^/  /' "$WORK/wire"
    wrote "$settings"
  else
    warn "Claude Code's hooks were not added; everything else goes on"
    wire_words >&2
    rm -f "$settings.claude-session-new" "$CLAUDE_SETTINGS.claude-session-backup.claude-session-new" "$CONFIG/statusline-command.claude-session-new"
  fi
}

# wire add|remove SETTINGS
wire() {
  "$DATA/current/bin/claude-session" wire "$1" --settings "$2" >"$WORK/wire" 2>"$WORK/step.log" </dev/null
  wire_code=$?
  # The runtime is gone (a system Node.js that was removed): any other will do for this.
  reader=$(any_node)
  if [ "$wire_code" -ge 126 ] && [ -n "$reader" ]; then
    "$reader" "$DATA/current/lib/claude-session.cjs" wire "$1" --settings "$2" >"$WORK/wire" 2>"$WORK/step.log" </dev/null
    wire_code=$?
  fi
  return "$wire_code"
}

# Why it failed, without the time that a line in a file has, then what to do by hand.
wire_words() { sed 's/^[0-9T:.-]*Z claude-session: //; s/^/  /' "$WORK/step.log" "$WORK/wire"; }

unwire_hooks() {
  if [ ! -f "$DATA/wired-settings" ]; then return 0; fi
  while IFS= read -r settings <&3; do
    if wire remove "$settings"; then
      cat "$WORK/wire"
    elif grep -q -s -F claude-session "$settings"; then
      warn "Claude Code's hooks could not be removed"
      wire_words >&2
    fi
  done 3<"$DATA/wired-settings"
}

# --- a block of ours in somebody's file ------------------------------------------------------------------------------

# block_in FILE: none, whole, or broken when somebody has cut into it.
block_in() {
  block_at=$(LC_ALL=C sed -n -e "s/^$BLOCK_BEGIN\$/begin/p" -e "s/^$BLOCK_END\$/end/p" "$1" | tr '\n' ' ')
  case $block_at in
  '') printf none ;;
  'begin end ') printf whole ;;
  *) printf broken ;;
  esac
}

without_block() { LC_ALL=C sed "/^$BLOCK_BEGIN\$/,/^$BLOCK_END\$/d" "$1"; }

# replace_text FILE TEXT: at the end of its links, in one rename, with the mode it has.
replace_text() {
  replaced=$(real_path "$1")
  fresh=$replaced.claude-session-new
  rm -f "$fresh" 2>/dev/null
  { if [ -e "$replaced" ]; then cp -p "$replaced" "$fresh"; else (umask 077 && : >"$fresh"); fi; } 2>>"$WORK/step.log" &&
    cat "$2" 2>>"$WORK/step.log" >"$fresh" && mv -f "$fresh" "$replaced" 2>>"$WORK/step.log" && return 0
  rm -f "$fresh" 2>/dev/null
  return 1
}

# put_block FILE LINES WHAT OWN...: the lines of a file of ours, between the marks, at the end of FILE or where they stand already.
# Where FILE has one of the texts OWN outside of the marks, its owner has seen to it. What is there already is never changed. Sets
# put_block_did to added, kept, own or failed; then edit_problem says why the file was left as it is. A crash between the backup and the
# edit leaves a backup that the next run writes anew.
put_block() {
  edited=$1 edit_problem='' put_block_did=failed block=none
  { say "$BLOCK_BEGIN"; cat "$2"; say "$BLOCK_END"; } >"$WORK/block"
  : >"$WORK/before" && : >"$WORK/step.log"
  if [ ! -e "$edited" ]; then
    if [ -h "$edited" ]; then edit_problem='a link to a file that is not there'; fi
  elif [ ! -f "$edited" ]; then
    edit_problem='not a regular file'
  elif ! cat "$edited" >"$WORK/before" 2>/dev/null; then
    edit_problem='it cannot be read'
  else
    block=$(block_in "$WORK/before")
    if [ "$block" = broken ]; then edit_problem='the marks of an earlier block are not as they were'; fi
  fi
  case $edited in
  /*'
'*) edit_problem='its path has a line break in it' ;;
  /*) ;;
  *) edit_problem='its path is not a full one' ;;
  esac
  if [ -n "$edit_problem" ]; then return 1; fi
  edit_what=$3
  shift 3
  for own in "$@"; do
    if [ "$block" = none ] && grep -q -s -a -F -e "$own" "$WORK/before"; then
      say "  $edited has \"$own\" already; it was left as it is"
      put_block_did=own
      return 0
    fi
  done
  if [ "$block" = whole ]; then
    # In its place: somebody may have set more behind it.
    LC_ALL=C sed -e "/^$BLOCK_BEGIN\$/,/^$BLOCK_END\$/{" -e "/^$BLOCK_BEGIN\$/r $WORK/block" -e 'd' -e '}' "$WORK/before" >"$WORK/after"
  else
    {
      cat "$WORK/before"
      if [ -n "$(tail -c 1 "$WORK/before" | tr -d '\0')" ]; then say ''; fi
      cat "$WORK/block"
    } >"$WORK/after"
  fi
  if cmp -s "$WORK/before" "$WORK/after"; then
    say "  $edited has $edit_what already"
    put_block_did=kept
    return 0
  fi
  write_block || return 1
  put_block_did=added
  say "  $edited now has $edit_what, between two marks:"
  sed -e '1d' -e '$d' -e 's/^/    /' "$WORK/block"
}

# put_block's last step: the file, and its backup when there is none of ours in it yet.
write_block() {
  edit_problem='it cannot be written'
  edited_at=$(real_path "$edited") edited_backup=$edited.claude-session-backup
  for written in "$edited_at" "$edited_at.claude-session-new" "$edited_backup"; do remember "$written"; done
  note_missing "${edited%/*}"
  mkdir -p "${edited%/*}" 2>/dev/null || return 1
  note wired-files "$edited"
  if [ -e "$edited" ] && [ "$block" = none ]; then
    (umask 077 && rm -f "$edited_backup" && cat "$WORK/before" >"$edited_backup") 2>/dev/null || {
      rm -f "$edited_backup" 2>/dev/null
      return 1
    }
  fi
  replace_text "$edited" "$WORK/after" || {
    if [ "$block" = none ]; then rm -f "$edited_backup"; fi
    return 1
  }
  wrote "$edited_at"
}

# remove_block FILE: to the bytes of before, when nothing else has changed.
remove_block() {
  if [ ! -f "$1" ]; then return 0; fi
  kept=$1.claude-session-backup
  case $(block_in "$1") in
  broken) return 1 ;;
  whole)
    hide_footer "$1"
    without_block "$1" >"$WORK/after" || return 1
    # A last line that had no end was given one.
    if [ -f "$kept" ] && { cat "$kept" && say ''; } | cmp -s - "$WORK/after"; then cat "$kept" >"$WORK/after"; fi
    if [ ! -e "$kept" ] && [ ! -s "$WORK/after" ] && [ ! -h "$1" ]; then
      rm -f "$1" 2>/dev/null || return 1
    else
      replace_text "$1" "$WORK/after" || return 1
    fi
    say "$1 is without the block of claude-session"
    ;;
  esac
  rm -f "$kept"
}

# wired-tmux is what the list was called when tmux.conf was the only one.
unwire_files() {
  cat "$DATA/wired-files" "$DATA/wired-tmux" 2>/dev/null >"$WORK/wired"
  while IFS= read -r wired <&3; do
    remove_block "$wired" || warn "the block of claude-session is still in $wired" "remove by hand what stands between \"$BLOCK_BEGIN\" and \"$BLOCK_END\""
  done 3<"$WORK/wired"
}

# --- the shells ------------------------------------------------------------------------------------------------------

startup_file() {
  case $1 in
  bash) say "$HOME/.bashrc" ;;
  zsh) say "$ZSH_DIR/.zshrc" ;;
  fish) say "$CONFIG_HOME/fish/config.fish" ;;
  esac
}

# Where zsh looks for .zshrc. Most who have another place set it in .zshenv, and many without exporting it: then zsh alone knows it.
zsh_directory() {
  if [ -z "${ZDOTDIR:-}" ] && has zsh && grep -q -s ZDOTDIR "$HOME/.zshenv" /etc/zshenv /etc/zsh/zshenv; then
    # shellcheck disable=SC2016 # for zsh
    ZDOTDIR=$(bounded 10 zsh -c 'print -r -- "$ZDOTDIR"' 2>/dev/null </dev/null | tail -n 1)
    if [ ! -d "$ZDOTDIR" ]; then ZDOTDIR=''; fi
  fi
  say "${ZDOTDIR:-$HOME}"
}

logs_in_with() { case $LOGINS in *" $1 "*) return 0 ;; *) return 1 ;; esac }

# The shells with a start-up file, and the one that this user logs in with.
used_shells() {
  for shell in bash zsh fish; do
    if is_there "$(startup_file $shell)" || logs_in_with $shell; then say $shell; fi
  done
}

# startup_lines SHELL: no process is started, and nothing is said when claude-session is gone.
# shellcheck disable=SC2016 # for the shell that reads it
startup_lines() {
  init="\"\$HOME/.local/share/claude-session/current/shell/init.$1\""
  case $1 in
  fish) say "if test -r $init; source $init; end" ;;
  *) say "if [ -r $init ]; then . $init; fi" ;;
  esac
  # zsh looks for completions in no directory of the user's; where there is no compinit there are none at all.
  if [ "$1" = zsh ]; then
    say 'if (( ${+functions[compdef]} )); then fpath+=("$HOME/.local/share/zsh/site-functions"); autoload -Uz _claude-session; compdef _claude-session claude-session; fi'
  fi
}

wire_shells() {
  if [ ! -s "$WORK/shells" ]; then
    say "  No shell of yours begins sessions by itself: you log in with ${login:-${running:-an unknown shell}}, and there is no start-up file of bash, zsh or fish. For one of them"
    say '  make its start-up file and run this again; in any other shell: claude-session start'
  fi
  while IFS= read -r shell <&3; do
    if [ ! -f "$NEW/shell/init.$shell" ]; then continue; fi # a version that has none
    startup=$(startup_file "$shell")
    startup_lines "$shell" >"$WORK/lines"
    if [ "$SHELLS" = no ]; then
      if grep -q -s -x -F -e "$startup" "$DATA/wired-files"; then
        say "Left as it is: $startup, which an earlier run has edited"
      else
        say "To have a session begin by itself in each new tmux pane, put this into $startup:"
        sed 's/^/  /' "$WORK/lines"
      fi
    elif put_block "$startup" "$WORK/lines" 'the start of claude-session' claude-session/current/shell/init 'claude-session init'; then
      if [ "$shell" = bash ]; then warn_login_bash; fi
    else
      warn "$startup was left as it is: $edit_problem" 'For sessions that begin by themselves put this into it:' "$(sed -e 's/^/  /' -e '2,$s/^/  /' "$WORK/lines")"
    fi
  done 3<"$WORK/shells"
}

# tmux starts login shells, and of these bash reads the first of three other files.
warn_login_bash() {
  if ! logs_in_with bash; then return 0; fi
  for profile in .bash_profile .bash_login .profile; do
    if [ ! -f "$HOME/$profile" ]; then continue; fi
    if grep -q -s -F -e bashrc "$HOME/$profile"; then return 0; fi
    # Many a .bash_profile only reads .profile.
    if grep -q -s -F -e .profile "$HOME/$profile" && grep -q -s -F -e bashrc "$HOME/.profile"; then return 0; fi
    break
  done
  warn "bash in a tmux pane is a login shell: it reads ~/$profile, which does not read ~/.bashrc" "put this line into ~/$profile: if [ -n \"\$BASH\" ]; then . ~/.bashrc; fi"
}

# --- tmux's footer ---------------------------------------------------------------------------------------------------

# footer_lines LINE: they may be read any number of times, by a server that has them already too: each asks first.
footer_lines() {
  say "if -F '#{e|<:#{status-right-length},80}' { set -g status-right-length 80 }"
  say "if -F '#{?#{m:*@claude_tokens*,#{status-right}},,1}' { $1 }"
}

# What stands in the way is no reason to do without the rest.
wire_tmux() {
  footer=$("$DATA/current/bin/claude-session" wire footer 2>"$WORK/step.log" </dev/null) || {
    warn "the line for tmux's footer could not be had; everything else goes on"
    return 0
  }
  if [ "$FOOTER" = no ]; then
    if [ -s "$DATA/wired-files" ] && grep -q -x -F -e "$TMUX_CONF" "$DATA/wired-files"; then
      say "Left as it is: tmux's footer, which an earlier run put into $TMUX_CONF"
    else
      say "For the token budget in tmux's footer, put this line into $TMUX_CONF:"
      say "  $footer"
    fi
    return 0
  fi
  # Oh my tmux! runs its own file as a script, to the last line, and sets status-right when all files are read.
  if grep -q -s -F -e 'cut -c3-' "$TMUX_CONF"; then
    shown=${footer#*"'"}
    warn "$TMUX_CONF was left as it is: it is run as a script too (Oh my tmux!)" "For the token budget in the footer, put this at the end of tmux_conf_theme_status_right in $TMUX_CONF.local:" "${shown%"'"*}"
    return 0
  fi
  footer_lines "$footer" >"$WORK/footer"
  put_block "$TMUX_CONF" "$WORK/footer" "the token budget in tmux's footer" @claude_tokens ||
    warn "$TMUX_CONF was left as it is: $edit_problem" 'For the token budget in the footer, put this line into it:' "  $footer"
  case $put_block_did in own | failed) rm -f "$WORK/footer" ;; esac
}

# This server has read its tmux.conf long ago.
show_footer() {
  if [ -n "${TMUX:-}" ] && [ -f "$WORK/footer" ]; then
    tmux source-file "$WORK/footer" 2>"$WORK/step.log" || warn "the running tmux did not take the footer" "it will at its next start; or type: tmux source-file $(quoted "$TMUX_CONF")"
  fi
  return 0
}

hide_footer() {
  shown=$(LC_ALL=C sed -n "/^$BLOCK_BEGIN\$/,/^$BLOCK_END\$/s/^.*set -ag status-right '\(.*\)' }\$/\1/p" "$1" 2>/dev/null)
  if [ -z "${TMUX:-}" ] || [ -z "$shown" ]; then return 0; fi
  status_right=$(tmux show-options -gv status-right 2>/dev/null)
  case $status_right in *"$shown"*) tmux set-option -g status-right "${status_right%%"$shown"*}${status_right#*"$shown"}" 2>/dev/null ;; esac
  return 0
}

# --- the way back ----------------------------------------------------------------------------------------------------

roll_back() {
  if [ -n "$STAGE" ]; then rm -rf "$STAGE"; fi
  if [ -d "$DATA/node" ]; then rm -rf "$DATA/node/.new.$$"; fi
  if [ -n "$NEW" ] && [ ! -d "$NEW" ] && [ -d "$NEW.damaged.$$" ]; then mv "$NEW.damaged.$$" "$NEW"; fi
  if [ -n "$LINGERER" ]; then disable_lingering "$LINGERER"; fi
  # Twice: what finds no room on a full disk has it once the new version is gone, and that goes after the link to it.
  put_back_touched
  if [ "$NEW_IS_FRESH" = yes ]; then rm -rf "$NEW"; fi
  if [ -n "$FRESH_NODE" ]; then rm -rf "$FRESH_NODE"; fi
  if ! put_back_touched; then
    KEEP_WORK=yes
    for number in $not_back; do warn "$(sed -n "${number}p" "$WORK/touched") could not be put back" "as it was before it is $WORK/was/$number (where there is none, it was not there)"; done
  fi
  put_back_copies
  remove_created "$WORK/created"
  if [ "$SWITCHED" = no ]; then return 0; fi
  if [ "$MANAGER" = yes ]; then bounded 30 systemctl --user daemon-reload 2>/dev/null; fi
  if [ -n "$FORMER" ]; then say "Rolled back: ${FORMER#versions/} is in use as before." >&2; else say 'Rolled back: nothing is installed, as before.' >&2; fi
}

# Removes the directories named in the file, the deepest first, those that are empty.
remove_created() {
  LC_ALL=C sort -r "$1" | while IFS= read -r dir; do rmdir "$dir" 2>/dev/null; done
  return 0
}

remember_created() {
  if [ -s "$WORK/created" ]; then
    { cat "$DATA/created-directories" 2>/dev/null; cat "$WORK/created"; } | LC_ALL=C sort -u >"$WORK/all-created" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
    put_file "$WORK/all-created" "$DATA/created-directories"
  fi
  if [ -s "$WORK/copies" ]; then
    { cat "$DATA/kept-copies" 2>/dev/null; cat "$WORK/copies"; } >"$WORK/all-copies" || die $EX_CANTCREAT "cannot write to $WORK" 'is the disk full? (df)'
    put_file "$WORK/all-copies" "$DATA/kept-copies"
  fi
}

# The program looks at what has just been put in place; what it does not pass is undone. What it warns of is said.
examine() {
  step 'looking at the installation (claude-session doctor)' bounded 60 "$COMMAND" doctor --installation --quiet </dev/null
  examined=$?
  if [ $examined -eq $EX_USAGE ]; then return 0; fi # a version that has no doctor
  step_log 100
  if [ $examined -ne 0 ]; then
    die $EX_IOERR "claude-session doctor does not pass this installation (exit code $examined)" 'its own words are above; put right what it names, then run this again'
  fi
}

# Keeps the version in use, the one before it, and any that a process still runs from.
remove_old_versions() {
  if [ -n "$FORMER" ] && [ "$FORMER" != "versions/$NAME" ]; then set_link "$FORMER" "$DATA/previous"; fi
  before=$(link_target "$DATA/previous")
  for old in "$DATA"/versions/* "$DATA"/versions/.new.*; do
    if [ ! -d "$old" ] || [ "versions/${old##*/}" = "versions/$NAME" ] || [ "versions/${old##*/}" = "$before" ] || in_use "$old"; then continue; fi
    rm -rf "$old"
  done
  for old in "$DATA"/node/* "$DATA"/node/.new.*; do
    if [ ! -d "$old" ] || in_use "$old" || grep -q -s -F -e "/claude-session/node/${old##*/}/bin/node" "$DATA"/versions/*/bin/claude-session; then continue; fi
    rm -rf "$old"
  done
  rmdir "$DATA/node" 2>/dev/null
  return 0
}

# --- install ---------------------------------------------------------------------------------------------------------

plan() {
  say "Would install claude-session $VERSION:"
  if [ "$SYSTEM_NODE" = yes ]; then say "  runtime   $NODE_PATH_REAL"; else say "  runtime   Node.js $RUNTIME_VERSION in $DATA/node/$RUNTIME_VERSION"; fi
  say "  program   $DATA/versions/$VERSION-<hash>, with $DATA/current as the link to it"
  say "  command   $COMMAND"
  unit_names "$SOURCE/units" | while read -r unit; do say "  unit      $UNIT_DIR/$unit"; done
  if [ -f "$SOURCE/units/$RECOVERY" ]; then say "  login     $WANTS_DIR/$RECOVERY, the link that starts the recovery"; fi
  if runs_systemd && has loginctl && ! lingers "$(id -un)"; then say "  lingering on for $(id -un), where that needs no password"; fi
  linked_words | while IFS='	' read -r word link; do say "  link      $link"; done
  if [ "$HOOKS" = yes ]; then say "  hooks     and the status line in $CLAUDE_SETTINGS, with a backup of it beside it"; fi
  if [ "$SHELLS" = yes ]; then used_shells | while IFS= read -r shell; do say "  shell     a marked block in $(startup_file "$shell"), with a backup of it beside it"; done; fi
  if [ "$FOOTER" = yes ]; then say "  tmux      the token budget in the footer, by a marked block in $TMUX_CONF, with a backup of it beside it"; fi
  say '  doctor    claude-session doctor, at the end; what it does not pass is undone'
  say 'Nothing has been changed.'
}

install() {
  check_home_writable
  check_needs
  find_user_manager
  read_package
  quiet_npm
  if [ "$DRY_RUN" = yes ]; then
    plan
    return 0
  fi
  say "${BOLD}Installing claude-session $VERSION${PLAIN} for $(id -un) in $HOME/.local"
  make_dir "$DATA"
  take_lock
  build
  choose_runtime
  stage
  try_out
  switch
  link_words
  enable_lingering
  install_units
  enable_recovery
  reload_units
  wire_hooks
  wire_shells
  wire_tmux
  remember_created
  examine
  FINISHED=yes
  show_footer
  remove_old_versions
  exec 9<&-
  if [ "$FORMER" = "versions/$NAME" ]; then say "claude-session $VERSION was installed already; it is complete."; else say "claude-session $VERSION is installed."; fi
  if [ "$MANAGER" = no ]; then explain_no_manager "$(machine_kind)" "$(as_root)"; fi
  warn_other_home
  tell_path
  start_here
  start_code=$?
  say ''
  say 'Next:'
  say '  claude-session start     in a tmux pane: keep every line of it'
  say '  claude-session list      the sessions, live and ended'
  say '  claude-session --help    everything else'
  return "$start_code"
}

# The units' %h is the home of the account, not the HOME of this shell.
warn_other_home() {
  if ! has getent; then return 0; fi
  account_home=$(getent passwd "$(id -u)" | cut -d: -f6)
  if [ "$MANAGER" = yes ] && [ -n "$account_home" ] && [ "${account_home%/}" != "$HOME" ]; then
    warn "HOME is $HOME, the account's home is $account_home" "the user manager looks for units and the command in $account_home: install there too if you want the timers"
  fi
}

tell_path() {
  case ":$PATH:" in
  *":$BIN_DIR:"*) return 0 ;;
  esac
  say ''
  say "$BIN_DIR is not in PATH. Add this line to the start-up file of your shell and open a new one:"
  case ${SHELL:-} in
  */fish) say "  fish_add_path ~/.local/bin            # ~/.config/fish/config.fish" ;;
  */zsh) say "  export PATH=\"\$HOME/.local/bin:\$PATH\"  # ~/.zshrc" ;;
  *) say "  export PATH=\"\$HOME/.local/bin:\$PATH\"  # ~/.bashrc" ;;
  esac
}

in_live_pane() {
  [ -n "${TMUX:-}" ] && [ -n "${TMUX_PANE:-}" ] && [ "$(tmux display-message -p -t "$TMUX_PANE" '#{pane_id} #{pane_dead}' 2>/dev/null)" = "$TMUX_PANE 0" ]
}

# One command, and the job is running. Output goes to files, not pipes: what start leaves running must not hold this script.
# What `start` said, without the time that stands before a line in a file.
start_words() { sed 's/^[0-9T:.-]*Z //' "$WORK/start.log"; }

start_here() {
  if ! in_live_pane; then
    say ''
    say 'This is not a tmux pane, so no session was started.'
    return 0
  fi
  "$COMMAND" start --provisional >"$WORK/started" 2>"$WORK/start.log" </dev/null
  started_code=$?
  case $started_code in
  0)
    started=$(tail -n 1 "$WORK/started")
    start_words >&2
    say ''
    say "${BOLD}The lines of this pane are being kept${PLAIN}, as session $started. They go to:"
    "$COMMAND" where "$started" 2>/dev/null | sed 's/^/  /'
    ;;
  75)
    say ''
    say 'This pane has its session already:'
    start_words | sed 's/^/  /'
    ;;
  *)
    start_words | sed 's/^/  /' >&2
    warn "the installation is complete, but no session could be started in this pane (exit code $started_code)" 'its own words are above; try: claude-session start'
    return "$started_code"
    ;;
  esac
}

# --- uninstall -------------------------------------------------------------------------------------------------------

uninstall() {
  if [ "$DRY_RUN" = yes ]; then
    say "Would end the live sessions and remove $COMMAND, $DATA and the units named in $DATA/installed-units."
    if [ -s "$DATA/wired-settings" ]; then say "Would remove the hooks from $(noted wired-settings)"; fi
    if [ -s "$DATA/wired-files" ]; then say "Would remove the marked blocks from $(noted wired-files)"; fi
    if [ -s "$DATA/linked-files" ]; then say "Would remove the links $(noted linked-files)"; fi
    if [ -s "$DATA/lingering" ]; then say "Would turn lingering off for $(noted lingering), as it was"; fi
    say "Would leave $STATE (what was captured) and $CONFIG (settings)."
    return 0
  fi
  if [ ! -d "$DATA" ] && [ "$(link_target "$COMMAND")" != "$COMMAND_LINK" ]; then
    say 'claude-session is not installed here; there is nothing to remove.'
    tell_left
    return 0
  fi
  if [ -d "$DATA" ]; then take_lock; fi
  find_user_manager
  finish_rollovers
  end_sessions
  stop_units
  wait_for_processes
  unwire_hooks
  unwire_files
  unlink_words
  if [ "$(link_target "$COMMAND")" = "$COMMAND_LINK" ]; then rm -f "$COMMAND"; fi
  uninstall_units
  if [ -s "$DATA/kept-copies" ]; then
    cp "$DATA/kept-copies" "$WORK/copies"
    put_back_copies
  fi
  if [ -f "$DATA/created-directories" ]; then cp "$DATA/created-directories" "$WORK/created"; fi
  lingerer=$(cat "$DATA/lingering" 2>/dev/null)
  for part in versions node current previous installed-units created-directories kept-copies wired-settings wired-files wired-tmux linked-files lingering; do
    rm -rf "${DATA:?}/$part" || die $EX_CANTCREAT "cannot remove $DATA/$part" 'check its owner and mode, then run this again'
  done
  rmdir "$DATA" 2>/dev/null
  remove_created "$WORK/created"
  if [ "$MANAGER" = yes ]; then
    systemctl --user daemon-reload 2>/dev/null || warn 'systemctl --user daemon-reload failed' 'the removed units are known until the next login'
    systemctl --user reset-failed 'claude-session*' 2>/dev/null
  fi
  if [ -n "$lingerer" ]; then disable_lingering "$lingerer"; fi # last: it may end the user manager
  say 'claude-session is removed.'
  if [ -d "$DATA" ]; then say "Left: $DATA, which holds files that were not installed"; fi
  tell_left
}

tell_left() {
  if [ -d "$STATE" ]; then say "Left: $STATE (what was captured)"; fi
  if [ -d "$CONFIG" ]; then say "Left: $CONFIG (settings)"; fi
  return 0
}

any_node() {
  for candidate in "$DATA"/node/*/bin/node "$(command -v node)"; do
    if [ -x "$candidate" ]; then
      printf '%s' "$candidate"
      return
    fi
  done
}

# A rollover begins a session: one that is under way is waited for, so that the list of what is to be ended holds what it begins.
# Starting a unit that is being started waits for that start. A failed one is no reason to stop: what it left is ended like any other.
finish_rollovers() {
  if [ "$MANAGER" = no ]; then return 0; fi
  systemctl --user list-units --plain --no-legend --state=activating 'claude-session-rollover@*.service' >"$WORK/rollovers" 2>/dev/null
  while read -r rollover _ <&3; do
    step "letting $rollover finish" bounded 330 systemctl --user start "$rollover" || warn "$rollover did not finish" 'its session is ended all the same'
  done 3<"$WORK/rollovers"
}

# A session that is live has lines that are written only when it ends: what cannot be ended keeps its program.
end_sessions() {
  if [ ! -x "$COMMAND" ] || [ "$(link_target "$COMMAND")" != "$COMMAND_LINK" ]; then return 0; fi
  reader=$(any_node)
  if ! "$COMMAND" list --json >"$WORK/list.json" 2>"$WORK/step.log" </dev/null || [ -z "$reader" ] ||
    ! "$reader" -e '
      for (const { id, state } of JSON.parse(require("fs").readFileSync(process.argv[1], "utf8"))) if (state === "live") console.log(id)
    ' "$WORK/list.json" >"$WORK/live" 2>>"$WORK/step.log"; then
    step_log 5
    not_ended 'it could not be found out which sessions are live (claude-session list --json failed)'
    return 0
  fi
  failed=''
  while read -r id <&3; do
    if step "ending $id" "$COMMAND" end "$id" </dev/null; then
      say "Ended $id."
    else
      step_log 5
      failed="$failed $id"
    fi
  done 3<"$WORK/live"
  if [ -n "$failed" ]; then not_ended "these sessions could not be ended:$failed"; fi
}

# An embedded supervisor notices within a second that its session has ended; its program stays until then.
wait_for_processes() {
  for _ in 1 2 3 4 5 6 7 8 9 10; do
    if ! in_use "$DATA/versions"; then return 0; fi
    sleep 1
  done
  warn "a process still runs from $DATA/versions, which goes now" "pgrep -af $(quoted "$DATA/versions") shows it"
}

not_ended() {
  if [ "$YES" = yes ]; then
    warn "$1" "going on because of --yes; what they captured up to their last tick is in $STATE"
  else
    die $EX_TEMPFAIL "$1" 'nothing has been removed, so that no line is lost' "end them with: claude-session end ID; or remove everything all the same: ./install.sh --uninstall --yes"
  fi
}

# Sessions have ended by now; this is for timers that a crash left behind.
stop_units() {
  if [ "$MANAGER" = yes ]; then
    systemctl --user stop 'claude-session@*.service' 'claude-session-*.timer' 'claude-session-*.service' 2>/dev/null
  fi
  return 0
}

uninstall_units() {
  for wanted in "$USER_UNIT_DIR"/*.wants/claude-session* "$WANTS_DIR"/claude-session*; do
    case $(link_target "$wanted") in "$UNIT_DIR"/*) rm -f "$wanted" ;; esac
  done
  if [ ! -f "$DATA/installed-units" ]; then return 0; fi
  while read -r _ unit <&3; do
    if unit_is_ours "$unit"; then
      remove_unit "$unit"
    elif [ -e "$UNIT_DIR/$unit" ]; then
      warn "$UNIT_DIR/$unit has been changed since it was installed; it was left" 'remove it by hand when it is not wanted'
    fi
  done 3<"$DATA/installed-units"
}

# --- main ------------------------------------------------------------------------------------------------------------

parse_arguments() {
  for argument in "$@"; do
    case $argument in
    --yes | -y) YES=yes ;;
    --uninstall) UNINSTALL=yes ;;
    --system-node) SYSTEM_NODE=yes ;;
    --no-hooks) HOOKS=no ;;
    --no-shell) SHELLS=no ;;
    --no-tmux) FOOTER=no ;;
    --dry-run) DRY_RUN=yes ;;
    --help | -h)
      usage
      exit 0
      ;;
    *) die $EX_USAGE "there is no option \"$argument\"" 'see ./install.sh --help' ;;
    esac
  done
}

main() {
  colours
  parse_arguments "$@"
  SOURCE=$(CDPATH='' cd -P -- "$(dirname -- "$0")" && pwd) || exit $EX_IOERR
  check_home
  if [ "$UNINSTALL" = no ] && { [ ! -f "$SOURCE/package.json" ] || [ ! -d "$SOURCE/units" ]; }; then
    die $EX_DATAERR "$SOURCE is not a checkout of claude-session" 'run install.sh from where it was cloned to'
  fi
  begin_work
  if [ "$UNINSTALL" = yes ]; then uninstall; else install; fi
}

# The tests read the functions from here without running them.
if [ "${INSTALL_SH_FUNCTIONS_ONLY:-}" != 1 ]; then main "$@"; fi
