# shellcheck shell=bash
# A root of one's own in a mount namespace of one's own: sourced by user-manager-inside and boot-root-inside. Nothing that happens
# below it is written to the machine's disk or seen by its processes, but for what is shown writable.

# A directory of the machine at the same place inside. The user can get there, even to a checkout below /root.
show() {
  local root=$1 path=$2 options=$3 parent
  [ -d "$path" ] || die 66 "no such directory: $path"
  mkdir --parents "$root$path"
  parent=$(dirname "$root$path")
  while [ "$parent" != "$root" ]; do
    # Only where the overlay or a tmpfs of ours is: in a directory shown before this one it would be the machine's own mode.
    [ "$(stat --format=%d "$parent")" != "$(stat --format=%d "${parent#"$root"}")" ] || break
    chmod o+x "$parent"
    parent=$(dirname "$parent")
  done
  mount --bind "$path" "$root$path"
  mount -o "remount,bind,$options" "$root$path"
}

# build_private_root ROOT LOWER CHANGES: an overlay of LOWER at ROOT, both directories; what is written goes below CHANGES.
build_private_root() {
  local root=$1 lower=$2 changes=$3 device
  mkdir "$changes/upper" "$changes/work"
  mount -t overlay -o "lowerdir=$lower,upperdir=$changes/upper,workdir=$changes/work" overlay "$root"
  mount -t proc proc "$root/proc"
  mount -t sysfs -o ro sysfs "$root/sys"
  mount -t cgroup2 cgroup2 "$root/sys/fs/cgroup"

  # A /dev of its own: in a shared one journald's and tmux's changes would be the machine's.
  mount -t tmpfs -o mode=755,nosuid tmpfs "$root/dev"
  for device in null zero full random urandom tty; do
    touch "$root/dev/$device"
    mount --bind "/dev/$device" "$root/dev/$device"
  done
  mkdir "$root/dev/pts" "$root/dev/shm"
  mount -t devpts -o newinstance,ptmxmode=0666,mode=620 devpts "$root/dev/pts"
  ln -s pts/ptmx "$root/dev/ptmx"
  ln -s /proc/self/fd "$root/dev/fd"
  ln -s fd/0 "$root/dev/stdin"
  ln -s fd/1 "$root/dev/stdout"
  ln -s fd/2 "$root/dev/stderr"
  mount -t tmpfs -o mode=1777 tmpfs "$root/dev/shm"
  mount -t tmpfs -o mode=1777 tmpfs "$root/tmp"
  mount -t tmpfs -o mode=755 tmpfs "$root/run"
}

enter_private_root() {
  cd "$1" || return
  pivot_root . .
  umount --lazy .
  cd /
}

# An identity that no other machine has, which journald needs.
name_machine() {
  tr -d - </proc/sys/kernel/random/uuid >/etc/machine-id
}
