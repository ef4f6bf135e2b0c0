#!/usr/bin/env bash
# serve.sh FOLDER: a RADOS Gateway on loopback, over one monitor and one OSD that keeps everything in memory.
#
# serving.sh says how it begins and ends. FOLDER holds tls.pem and tls.key; ports, keys and names are in the environment.
source "$(dirname "${BASH_SOURCE[0]}")/../serving.sh"
unset CEPH_ARGS

readonly admin=(timeout 180 radosgw-admin --conf "$folder/ceph.conf" --name client.rgw)

set_up() {
  mkdir -p mon osd run
  start_store
  make_accounts
  start gateway radosgw --conf "$folder/ceph.conf" --name client.rgw -f
  wait_for "$RGW_PORT" "$RGW_TLS_PORT"
}

start_store() {
  local fsid osd
  fsid=$(cat /proc/sys/kernel/random/uuid)
  osd=$(cat /proc/sys/kernel/random/uuid)
  write_configuration "$fsid"
  ceph-authtool --create-keyring "$folder/keyring" --gen-key --name client.rgw
  monmaptool --create --fsid "$fsid" --addv a "[v2:127.0.0.1:$MON_PORT]" "$folder/monmap"
  ceph-mon --conf "$folder/ceph.conf" --id a --mkfs --monmap "$folder/monmap"
  start monitor ceph-mon --conf "$folder/ceph.conf" --id a -f
  timeout 180 ceph --conf "$folder/ceph.conf" --connect-timeout 120 osd new "$osd" 0
  ceph-osd --conf "$folder/ceph.conf" --id 0 --mkfs --osd-uuid "$osd"
  start osd ceph-osd --conf "$folder/ceph.conf" --id 0 -f
}

# Two users, who have nothing to do with each other, and a role that only the first may take on.
make_accounts() {
  "${admin[@]}" user create --uid=owner --display-name=owner --access-key="$OWNER_KEY" --secret-key="$OWNER_SECRET" >/dev/null
  "${admin[@]}" user create --uid=stranger --display-name=stranger --access-key="$STRANGER_KEY" --secret-key="$STRANGER_SECRET" >/dev/null
  "${admin[@]}" role create --role-name="$ROLE" --path=/ --assume-role-policy-doc="$(
    policy '"Principal":{"AWS":["arn:aws:iam:::user/owner"]},"Action":["sts:AssumeRole"]')"
  "${admin[@]}" role-policy put --role-name="$ROLE" --policy-name=everything --policy-doc="$(
    policy '"Action":["s3:*"],"Resource":["arn:aws:s3:::*"]')"
}

policy() { printf '{"Version":"2012-10-17","Statement":[{"Effect":"Allow",%s}]}' "$1"; }

write_configuration() {
  cat >"$folder/ceph.conf" <<CONF
[global]
fsid = $1
mon host = v2:127.0.0.1:$MON_PORT
public addr = 127.0.0.1
cluster addr = 127.0.0.1
public network = 127.0.0.0/8
ms bind ipv6 = false
ms bind msgr1 = false
ms mon client mode = crc
ms cluster mode = crc
ms service mode = crc
ms client mode = crc
auth cluster required = none
auth service required = none
auth client required = none
keyring = $folder/keyring
run dir = $folder/run
admin socket =
log file = $folder/log/\$name.log
log to stderr = false
err to stderr = true
mon cluster log file = $folder/log/cluster.log
crash dir = $folder/log
mon data avail warn = 1
mon data avail crit = 1
mon allow pool size one = true
mon max pg per osd = 2000
mon osd min up ratio = 0
osd pool default size = 1
osd pool default min size = 1
osd pool default pg num = 1
osd pool default pgp num = 1
osd pool default pg autoscale mode = off
osd crush chooseleaf type = 0
paxos propose interval = 0.05
paxos min wait = 0.01

[mon.a]
mon data = $folder/mon

[osd]
osd data = $folder/osd
osd objectstore = memstore
osd class update on start = false
osd heartbeat grace = 120
osd memory target = 939524096
memstore device bytes = 17179869184

[client]
rgw frontends = beast tcp_nodelay=1 endpoint=127.0.0.1:$RGW_PORT ssl_endpoint=127.0.0.1:$RGW_TLS_PORT ssl_certificate=$folder/tls.pem ssl_private_key=$folder/tls.key
rgw dns name = $DNS_NAME
rgw enable apis = s3, sts, iam, admin
rgw s3 auth use sts = true
rgw sts key = $STS_KEY
rgw sts min session duration = 1
rgw crypt require ssl = false
rgw thread pool size = 16
rgw run sync thread = false
rgw enable usage log = false
rgw override bucket index max shards = 1
rgw gc max objs = 1
rgw lc max objs = 1
rgw objexp hints num shards = 1
rgw num control oids = 1
rgw usage max shards = 1
rgw usage max user shards = 1
CONF
}

serve
