# A file system of SIZE at FOLDER/disk, until stdin closes, which it does by itself when whoever started this dies. FOLDER is removed then.
#
# Prints "ready", then obeys lines on stdin and answers each with "done": "readonly" puts a read-only view over the file system, "writable" takes it away.
# Mounts as root, or through sudo. (A user namespace would not do: SQLite resolves the links of /proc, by which others reach what is mounted in one.)
set -euo pipefail

readonly folder=$1 size=$2
readonly disk=$folder/disk

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo -n "$@"; fi; }

clean_up() {
  # The view first, if there is one.
  while as_root umount --lazy "$disk" 2>/dev/null; do :; done
  rm -rf "$folder"
}

mkdir -p "$disk"
as_root mount -t tmpfs -o "size=$size,mode=700,uid=$(id -u),gid=$(id -g)" tmpfs "$disk"
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
