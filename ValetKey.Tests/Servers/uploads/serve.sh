#!/usr/bin/env bash
# serve.sh FOLDER: the sample of uploads on loopback, with its data in FOLDER.
#
# serving.sh says how it begins and ends. The program, the provider, the port and the provider's settings are in the environment.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"

set_up() {
  start server "$DOTNET" "$PROGRAM" --provider "$PROVIDER" --port "$PORT"
  wait_for "$PORT"
}

serve
