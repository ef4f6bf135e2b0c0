# What the servers' scripts share: to be sourced by one that is called with a FOLDER, defines set_up, and then calls serve.
#
# serve prints "ready" once set_up has returned, and serves until stdin closes, which it does by itself when whoever started this dies.
# Then every process is ended and FOLDER removed.
set -euo pipefail

readonly folder=$1
processes=()

serve() {
  trap clean_up EXIT
  trap 'exit 1' INT TERM HUP
  mkdir -p "$folder/log"
  cd "$folder"
  # Servers have no stdin; this one is kept for the end.
  exec 3<&0 </dev/null
  set_up >>log/setup.out 2>&1
  serving=yes
  echo ready

  cat <&3 >/dev/null &
  processes+=($!)
  wait -n "${processes[@]}" || true
}

# start NAME COMMAND...: the kernel ends the process when this is killed before it can clean up. COMMAND may begin with options of setpriv.
start() {
  local name=$1
  shift
  setpriv --pdeathsig KILL "$@" >"$folder/log/$name.out" 2>&1 3<&- &
  processes+=($!)
}

# wait_for PORT...: until somebody listens on each.
wait_for() {
  local port
  for port; do
    wait_until listens "$port"
  done
}

listens() { (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# wait_until COMMAND...: until it succeeds. It fails for good when a process has ended, and after some minutes.
wait_until() {
  local attempt process
  for attempt in {1..3600}; do
    if "$@"; then
      return
    fi

    for process in "${processes[@]}"; do
      kill -0 "$process" 2>/dev/null || break 2
    done

    sleep 0.05
  done

  echo "After $attempt attempts still not: $*" >&2
  return 1
}

clean_up() {
  trap - EXIT
  if [ -z "${serving:-}" ]; then
    tail -n 20 "$folder"/log/*.out >&2 || true
  fi

  # Nothing that they hold is worth a slow goodbye.
  [ ${#processes[@]} -eq 0 ] || kill "-${goodbye:-KILL}" "${processes[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  cd /
  rm -rf "$folder"
}
