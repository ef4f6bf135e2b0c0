#!/usr/bin/env bash
# serve.sh FOLDER: OpenStack Swift on loopback, one replica on one device, with temporary URLs and an account for the owner.
#
# serving.sh says how it begins and ends. Ports and the owner's password are in the environment.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"

# Debian's own, less what limits and logs.
readonly filters=(
  catch_errors gatekeeper memcache listing_formats bulk tempurl tempauth copy slo dlo versioned_writes symlink)

# By itself each part waits for the others for a second or so: on a busy machine a token would be unknown, and an object in no listing, since what
# comes back to put it there does not run here.
readonly patience="conn_timeout = 60
node_timeout = 60
client_timeout = 300"

set_up() {
  mkdir -p etc disk/device
  cd etc
  write_configuration
  make_rings
  start cache memcached -u "$(id -un)" -l 127.0.0.1 -p "$CACHE_PORT" -U 0
  start_storage account "$ACCOUNT_PORT"
  start_storage container "$CONTAINER_PORT"
  start_storage object "$OBJECT_PORT"
  start proxy swift-proxy-server "$folder/etc/proxy-server.conf" -v
  wait_for "$CACHE_PORT" "$ACCOUNT_PORT" "$CONTAINER_PORT" "$OBJECT_PORT" "$PROXY_PORT"
}

# Each ring has one device. As a program for rings starts anew for every step, and Python takes its time, this is one of our own.
make_rings() {
  /usr/bin/python3 - account "$ACCOUNT_PORT" container "$CONTAINER_PORT" object "$OBJECT_PORT" <<'PYTHON'
import sys
from swift.common.ring import RingBuilder

for kind, port in zip(sys.argv[1::2], sys.argv[2::2]):
    builder = RingBuilder(part_power=4, replicas=1, min_part_hours=1)
    builder.add_dev({"region": 1, "zone": 1, "ip": "127.0.0.1", "port": int(port), "device": "device", "weight": 1.0})
    builder.rebalance()
    builder.get_ring().save(kind + ".ring.gz")
PYTHON
}

start_storage() {
  local kind=$1 port=$2
  cat >"$kind-server.conf" <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $port
user = $(id -un)
swift_dir = $folder/etc
devices = $folder/disk
mount_check = false
workers = 0
disable_fallocate = true
container_update_timeout = 60
$patience
log_address = $folder/nobody-listens

[pipeline:main]
pipeline = $kind-server

[app:$kind-server]
use = egg:swift#$kind
CONF
  start "$kind" "swift-$kind-server" "$folder/etc/$kind-server.conf" -v
}

write_configuration() {
  cat >swift.conf <<CONF
[swift-hash]
swift_hash_path_suffix = valetkey
CONF
  cat >proxy-server.conf <<CONF
[DEFAULT]
bind_ip = 127.0.0.1
bind_port = $PROXY_PORT
user = $(id -un)
swift_dir = $folder/etc
workers = 0
log_address = $folder/nobody-listens

[pipeline:main]
pipeline = ${filters[*]} proxy-server

[app:proxy-server]
use = egg:swift#proxy
$patience
account_autocreate = true
CONF
  local filter
  for filter in "${filters[@]}"; do
    printf '\n[filter:%s]\nuse = egg:swift#%s\n' "$filter" "$filter"
    case $filter in
      memcache) printf '%s\n' "memcache_servers = 127.0.0.1:$CACHE_PORT" "connect_timeout = 60" "pool_timeout = 60" "io_timeout = 60" ;;
      tempauth) echo "user_valetkey_owner = $OWNER_PASSWORD .admin" ;;
      versioned_writes) echo "allow_object_versioning = true" ;;
    esac
  done >>proxy-server.conf
}

serve
