#!/usr/bin/env bash
# serve.sh FOLDER: PostgreSQL on a socket in FOLDER, which forgets everything when the machine stops.
#
# serving.sh says how it begins and ends. The folder of its programs is in the environment.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"

# By this signal it ends at once, and leaves no shared memory behind.
readonly goodbye=QUIT

# It does not run as root, so then it is the user that came with it.
set_up() {
  local as=()
  if [ "$(id -u)" -eq 0 ]; then
    chown postgres: . log
    as=(--reuid postgres --regid postgres --clear-groups)
  fi

  setpriv "${as[@]}" "$PROGRAMS/initdb" --pgdata data --username valetkey --auth trust --encoding UTF8 --locale C --no-sync --no-instructions
  start server "${as[@]}" "$PROGRAMS/postgres" -D data -k "$folder" -c listen_addresses= -c max_connections=200 \
    -c fsync=off -c full_page_writes=off -c autovacuum=off -c jit=off -c shared_buffers=16MB
  # Its socket is there before anybody listens to it, and who connects early is told that the database starts.
  wait_until "$PROGRAMS/pg_isready" --host "$folder"
}

serve
