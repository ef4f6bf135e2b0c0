# A file system of SIZE at FOLDER/disk, until stdin closes, which it does by itself when whoever started this dies. FOLDER is removed then.
#
# Prints "ready", then obeys lines on stdin and answers each with "done": "readonly" puts a read-only view over the file system, "writable" takes it away.
# Mounts as root, through sudo, or else in a user namespace, which others see through /proc.
set -euo pipefail

readonly folder=$1 size=$2
disk=$folder/disk

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

mount_disk() { as_root mount -t tmpfs -o "size=$size,mode=700$1" tmpfs "$disk"; }

clean_up() {
  as_root umount --lazy "$disk" || true
  rm -rf "$folder"
}

if [ -n "${in_namespace:-}" ]; then
  disk=$folder/mounted
  mkdir "$disk"
  mount_disk ""
  ln -s "/proc/$$/root$disk" "$folder/disk"
else
  mkdir -p "$disk"
  if ! mount_disk ",uid=$(id -u),gid=$(id -g)" 2>/dev/null; then
    rmdir "$disk"
    in_namespace=yes exec unshare --user --map-root-user --mount bash "${BASH_SOURCE[0]}" "$@"
  fi
fi

trap clean_up EXIT
echo ready
while read -r command; do
  case $command in
    readonly)
      as_root mount --bind "$disk" "$disk"
      as_root mount -o remount,bind,ro "$disk"
      ;;
    writable) as_root umount --lazy "$disk" ;;
  esac

  echo done
done
