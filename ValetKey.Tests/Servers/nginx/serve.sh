#!/usr/bin/env bash
# serve.sh FOLDER: nginx on loopback, which gives out what lies in FOLDER/objects to those with a secure link.
#
# serving.sh says how it begins and ends. The port, the secret and the file with the locations are in the environment.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"
PATH=$PATH:/usr/sbin

# One process, which has nobody to outlive it.
set_up() {
  mkdir objects temporary
  cat >nginx.conf <<CONF
daemon off;
master_process off;
pid server.pid;

events {}

http {
    access_log off;
    client_body_temp_path temporary;
    proxy_temp_path temporary;
    fastcgi_temp_path temporary;
    uwsgi_temp_path temporary;
    scgi_temp_path temporary;

    server {
        listen 127.0.0.1:$PORT;
        root objects;
        set \$secure_link_secret "$SECRET";
        include "$LOCATIONS";
    }
}
CONF
  start server nginx -p "$folder" -e stderr -c nginx.conf
  wait_for "$PORT"
}

serve
