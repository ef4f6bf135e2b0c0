#!/usr/bin/env bash
# Builds everything and runs every test. The last line counts them: "N passed, N failed, N skipped".
#
# Needs the .NET SDK alone. What single tests need besides is installed where that is possible (as root or through sudo) and it is missing;
# where it is not possible those tests report themselves skipped. With CI=true nothing may be missing, and formatting and packages are checked too.
set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")"
exec </dev/null

export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_CLI_UI_LANGUAGE=en
export MSBUILDDISABLENODEREUSE=1
export DOTNET_TieredPGO=0 # No test runs for so long that the runtime's own measuring pays.

readonly solution=ValetKey.sln
readonly configuration=Release
readonly assembly=ValetKey.Tests/bin/$configuration/net10.0/ValetKey.Tests.dll
readonly results=artifacts/test-results
readonly packages=artifacts/packages
readonly azurite=ValetKey.Tests/Servers/azurite
readonly uppy=samples/Uploads/uppy

main() {
  trap report EXIT
  rm -rf "$results" "$packages"
  install_icu
  install_tools &
  local tools=$!
  build
  wait "$tools"
  if in_ci; then
    check_format &
    local format=$!
    pack
    wait "$format"
  fi
  run_tests
}

in_ci() { [ "${CI:-}" = true ]; }

step() { printf '\n== %s\n' "$1"; }

# What the tests run beside: the build has no part in it, and does not wait for it.
install_tools() {
  install_native_linker
  install_rados_gateway
  install_swift
  install_nginx
  install_postgres
  install_chromium
  install_plain_clients
  install_azurite
  install_uppy
}

# The cultures of .NET, for the tests that run in foreign ones. Without them everything else is tested in the invariant one.
install_icu() {
  has_icu || {
    step "Installing ICU"
    apt_install libicu-dev || true
  }

  if has_icu; then
    export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false
    return
  fi

  go_without "ICU (libicu)" "the tests in foreign cultures"
  export DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true
}

# Read to its end: a pipe that grep closes early is a failure of ldconfig's, and now and then of the whole.
has_icu() { ldconfig -p 2>/dev/null | grep 'libicuuc\.so\.' >/dev/null || [ "$(uname -s)" = Darwin ]; }

# The long form publishes with NativeAOT, which links with clang or gcc, against zlib.
install_native_linker() { [ "${VALETKEY_LONG:-}" != 1 ] || ensure "native linker (clang or gcc, with zlib)" can_link "the AOT test" clang zlib1g-dev; }

can_link() {
  local compiler program linked
  compiler=$(command -v clang || command -v gcc) || return 1
  program=$(mktemp)
  printf 'int main(void) { return 0; }\n' | "$compiler" -x c - -lz -o "$program" 2>/dev/null && linked=yes || linked=no
  rm -f "$program"
  [ "$linked" = yes ]
}

# Ceph's RADOS Gateway: S3, POST policies and STS, for the tests that need a server that checks signatures.
install_rados_gateway() { ensure "RADOS Gateway" has_rados_gateway "the tests on it" radosgw ceph-mon ceph-osd ceph-common; }

has_rados_gateway() { has setpriv ceph ceph-authtool ceph-mon ceph-osd monmaptool radosgw radosgw-admin; }

# OpenStack Swift and nginx, for which the samples sign.
install_swift() { ensure "OpenStack Swift" has_swift "the tests on it" swift-proxy swift-account swift-container swift-object memcached; }

has_swift() { has setpriv memcached swift-account-server swift-container-server swift-object-server swift-proxy-server; }

install_nginx() { ensure nginx has_nginx "the tests on it" nginx; }

has_nginx() { PATH=$PATH:/usr/sbin has setpriv nginx; }

# For what several instances of an application share.
install_postgres() { ensure PostgreSQL has_postgres "the tests on it" postgresql; }

has_postgres() { has setpriv && compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

# For what pages do with keys; what drives it comes with the packages. The whole Chromium would do as well, and takes much longer.
install_chromium() {
  has chromium-headless-shell || apt_install chromium-headless-shell || true
  ensure Chromium has_chromium "the tests in it" chromium
}

has_chromium() { has chromium-headless-shell || has chromium; }

# What the documents write clients with.
install_plain_clients() {
  ensure "curl, jq and Python's requests" has_plain_clients "the documents' clients" curl jq python3 python3-requests
}

has_plain_clients() { has curl jq python3 && python3 -c 'import requests' 2>/dev/null; }

# Azure's storage emulator, for the tests that need a server that checks SAS tokens.
install_azurite() {
  if has_azurite; then
    return
  fi

  step "Installing Azurite"
  if ! has_npm; then
    apt_install nodejs npm || true
  fi

  if has_npm && download_azurite; then
    return
  fi

  go_without "Azurite (node and npm, and the package named in $azurite)" "the tests on it"
}

# Uppy as npm has it, in one file for the page of the sample of uploads.
install_uppy() {
  if cmp -s "$uppy/package-lock.json" "$uppy/node_modules/package-lock.json"; then
    return
  fi

  step "Installing Uppy"
  if ! has_npm; then
    apt_install nodejs npm || true
  fi

  if has_npm && download_uppy; then
    return
  fi

  go_without "Uppy (node and npm, and the packages named in $uppy)" "the tests of it"
}

download_uppy() {
  npm ci --prefix "$uppy" --ignore-scripts --no-audit --no-fund --loglevel=error \
    && npm run --prefix "$uppy" --silent bundle \
    && cp "$uppy/package-lock.json" "$uppy/node_modules/"
}

has_npm() { command -v node >/dev/null && command -v npm >/dev/null; }

# The lock file lies beside its packages once all of them are there.
has_azurite() { command -v node >/dev/null && cmp -s "$azurite/package-lock.json" "$azurite/node_modules/package-lock.json"; }

# A Node.js that is too old for it installs Azurite, but does not run it.
download_azurite() {
  npm ci --prefix "$azurite" --ignore-scripts --no-audit --no-fund --loglevel=error \
    && node "$azurite/node_modules/azurite/dist/src/azurite.js" --version >/dev/null \
    && cp "$azurite/package-lock.json" "$azurite/node_modules/"
}

# ensure NAME CHECK TESTS PACKAGE...: what CHECK looks for, from Debian packages; TESTS are skipped without it.
ensure() {
  local name=$1 check=$2 tests=$3
  shift 3
  if "$check"; then
    return
  fi

  step "Installing $name"
  apt_install "$@" || true
  "$check" || go_without "$name ($*)" "$tests"
}

# In CI nothing may be missing.
go_without() {
  if in_ci; then
    echo "There is no $1, and it could not be installed." >&2
    exit 1
  fi

  echo "There is no $1: $2 will be skipped."
}

has() {
  local program
  for program; do
    command -v "$program" >/dev/null || return 1
  done
}

# Installs Debian packages; false where there is no apt, or nobody who may. Services that come with them are not started.
apt_install() {
  command -v apt-get >/dev/null \
    && apt_update \
    && as_root bash -c '
      policy=/usr/sbin/policy-rc.d
      if [ ! -e "$policy" ]; then
        trap "rm -f $policy" EXIT
        printf "#!/bin/sh\nexit 101\n" >"$policy"
        chmod +x "$policy"
      fi

      DEBIAN_FRONTEND=noninteractive apt-get -qq install --yes --no-install-recommends "$@"' apt_install "$@"
}

# Once is enough.
apt_update() { [ -n "${apt_is_fresh:-}" ] || { as_root apt-get -qq update && apt_is_fresh=yes; }; }

# Never asks for a password: where one is needed it fails.
as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  else
    sudo -n "$@"
  fi
}

# Analyzers take half of the time, and what they say CI enforces.
build() {
  local ci
  in_ci && ci=true || ci=false
  step "Building"
  dotnet build "$solution" --configuration "$configuration" -p:ContinuousIntegrationBuild=$ci -p:RunAnalyzers=$ci
}

# The layout alone: what else .editorconfig asks for is an error of the build already.
check_format() {
  step "Checking the format"
  dotnet format whitespace "$solution" --verify-no-changes --no-restore
}

# The tests look at these; otherwise they pack by themselves.
pack() {
  step "Packing"
  dotnet pack "$solution" --configuration "$configuration" --no-build --output "$packages"
  export VALETKEY_PACKAGES=$PWD/$packages
}

# Most of what the tests run is code that ends soon: what the runtime compiles once more to be faster comes too late.
run_tests() {
  step "Testing"
  DOTNET_TC_CallCountingDelayMs=0x2000 dotnet test "$assembly" --logger trx --results-directory "$results"
}

# Whatever happened before, the count is the last word; and no test run is a failure too.
report() {
  local status=$? total=0 passed=0 failed=0 file counters
  for file in "$results"/*.trx; do
    [ -e "$file" ] || continue
    counters=$(grep -o '<Counters [^>]*>' "$file" || true)
    total=$((total + $(count total)))
    passed=$((passed + $(count passed)))
    failed=$((failed + $(count failed) + $(count error) + $(count timeout) + $(count aborted)))
  done

  if [ "$status" -eq 0 ] && { [ "$failed" -gt 0 ] || [ "$((passed + failed))" -eq 0 ]; }; then
    status=1
  fi

  printf '\n%d passed, %d failed, %d skipped\n' "$passed" "$failed" "$((total - passed - failed))"
  exit "$status"
}

# One attribute of the trx file's <Counters>.
count() {
  [[ $counters =~ [[:space:]]$1=\"([0-9]+)\" ]] && echo "${BASH_REMATCH[1]}" || echo 0
}

main
