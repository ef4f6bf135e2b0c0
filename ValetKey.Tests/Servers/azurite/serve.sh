#!/usr/bin/env bash
# serve.sh FOLDER: Azurite on loopback, which keeps everything in memory.
#
# serving.sh says how it begins and ends. Where FOLDER holds tls.pem and tls.key it speaks https, otherwise http.
# AZURITE_ACCOUNTS names the account and its keys; ports and the folder of the packages are in the environment too.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"

# By itself it ends a connection that has rested for five seconds, and so now and then the request that was just coming on it.
set_up() {
  local arguments=(
    --blobPort "$BLOB_PORT" --queuePort "$QUEUE_PORT" --tablePort "$TABLE_PORT"
    --blobKeepAliveTimeout 600 --queueKeepAliveTimeout 600
    --inMemoryPersistence --silent --disableTelemetry)
  if [ -e tls.pem ]; then
    arguments+=(--cert "$folder/tls.pem" --key "$folder/tls.key" --oauth basic)
    # To copy a blob it calls itself.
    export NODE_EXTRA_CA_CERTS="$folder/tls.pem"
  fi

  start server node "$PACKAGES/azurite/dist/src/azurite.js" "${arguments[@]}"
  wait_for "$BLOB_PORT" "$QUEUE_PORT"
}

serve
