#!/usr/bin/env bash
# serve.sh FOLDER: Azurite on loopback, which keeps everything in memory.
#
# Prints "ready" once it answers, and serves until stdin closes, which it does by itself when whoever started this dies.
# Then the server is ended and FOLDER removed. Where FOLDER holds tls.pem and tls.key it speaks https, otherwise http.
# AZURITE_ACCOUNTS names the account and its keys; ports and the folder of the packages are in the environment too.
set -euo pipefail

readonly folder=$1
processes=()

main() {
  trap clean_up EXIT
  trap 'exit 1' INT TERM HUP
  cd "$folder"
  # The server has no stdin; this one is kept for the end.
  exec 3<&0 </dev/null
  start
  wait_for "$BLOB_PORT"
  wait_for "$QUEUE_PORT"
  serving=yes
  echo ready

  cat <&3 >/dev/null &
  processes+=($!)
  wait -n "${processes[@]}" || true
}

# The kernel ends the server when this is killed before it can clean up.
start() {
  local arguments=(
    --blobPort "$BLOB_PORT" --queuePort "$QUEUE_PORT" --tablePort "$TABLE_PORT"
    --inMemoryPersistence --silent --disableTelemetry)
  if [ -e tls.pem ]; then
    arguments+=(--cert "$folder/tls.pem" --key "$folder/tls.key" --oauth basic)
    # To copy a blob it calls itself.
    export NODE_EXTRA_CA_CERTS="$folder/tls.pem"
  fi

  setpriv --pdeathsig KILL node "$PACKAGES/azurite/dist/src/azurite.js" "${arguments[@]}" >server.out 2>&1 3<&- &
  processes+=($!)
}

wait_for() {
  local attempt
  for attempt in {1..600}; do
    if (exec 4<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
      return
    fi

    kill -0 "${processes[0]}" 2>/dev/null || break
    sleep 0.05
  done

  echo "Nothing listens on port $1 after $attempt attempts." >&2
  return 1
}

clean_up() {
  trap - EXIT
  if [ -z "${serving:-}" ]; then
    tail -n 20 server.out >&2 || true
  fi

  [ ${#processes[@]} -eq 0 ] || kill -KILL "${processes[@]}" 2>/dev/null || true
  wait 2>/dev/null || true
  cd /
  rm -rf "$folder"
}

main
