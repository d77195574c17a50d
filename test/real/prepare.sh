#!/bin/sh
#===-- prepare.sh - Real code as input for tests ---------------------------===#
#
# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
#===------------------------------------------------------------------------===#
#
# Brings the packages whose examples and tests serve as real input into
# build/real, unpacked rather than installed: documentation folders are often
# excluded from installation, and two Boost versions cannot be installed at once.
#
#   prepare.sh curl boost qt c gcc    any of them
#
# Prints nothing when all is there. Needs apt; installs (as root) the headers of
# other libraries that some examples use.

set -eu
repo=$(cd "$(dirname "$0")/../.." && pwd)
real=$repo/build/real
mkdir -p "$real/packages" "$real/root"
# Tests run side by side.
exec 9> "$real/lock"
flock 9

# The newest package whose name matches the pattern.
newest() {
  apt-cache pkgnames "$1" | grep -E "^$2\$" | sort -V | tail -n 1
}

# Downloads and unpacks one package, once.
unpack() {
  [ ! -e "$real/packages/$1.done" ] || return 0
  echo "fetching $1" >&2
  rm -f "$real/packages/$1"_*.deb
  (cd "$real/packages" &&
     apt-get -qq -o APT::Sandbox::User=root download "$1" >&2)
  file=$(ls "$real/packages/$1"_*.deb)
  dpkg-deb -x "$file" "$real/root"
  dpkg-deb -f "$file" Version > "$real/packages/$1.done"
  rm -f "$file"
}

# Installs the packages that are not there yet; a missing one only means that
# the examples that need it are skipped.
install_headers() {
  missing=
  for package in "$@"; do
    dpkg-query -W -f '${Status}' "$package" 2>/dev/null | grep -q ' installed' ||
      missing="$missing $package"
  done
  [ -n "$missing" ] && [ "$(id -u)" = 0 ] || return 0
  echo "installing$missing" >&2
  for package in $missing; do
    DEBIAN_FRONTEND=noninteractive apt-get -qq install --no-install-recommends \
      -y "$package" >/dev/null 2>&1 || echo "$package: not available" >&2
  done
}

[ -n "$(apt-cache pkgnames libcurl4-doc)" ] || apt-get -qq update >&2

for part in "$@"; do
  case $part in
  curl)
    unpack libcurl4-doc
    unpack libcurl4-openssl-dev
    install_headers pkg-config libssl-dev libexpat1-dev libev-dev libevent-dev \
      libuv1-dev libxml2-dev libtidy-dev libglib2.0-dev libgtk-3-dev
    ;;
  boost)
    doc=$(newest libboost1 'libboost1\.[0-9]+-doc')
    unpack "$doc"
    unpack "${doc%-doc}-dev"
    install_headers libssl-dev
    ;;
  qt)
    install_headers pkg-config qtbase5-dev qtbase5-dev-tools
    unpack qtbase5-examples
    # What the build of an example generates stands beside its sources.
    if [ ! -e "$real/packages/qt-generated.done" ]; then
      find "$real"/root/usr/lib/*/qt5/examples -name '*.ui' | while read -r form
      do
        name=$(basename "$form" .ui)
        uic -qt=5 "$form" -o "$(dirname "$form")/ui_$name.h"
      done
      grep -rl '#include "[a-z]*\.moc"' "$real"/root/usr/lib/*/qt5/examples \
        --include='*.cpp' | while read -r source
      do
        moc -qt=5 "$source" -o "${source%.cpp}.moc"
      done
      touch "$real/packages/qt-generated.done"
    fi
    ;;
  c)
    for package in libevent libhiredis libssh2-1 librabbitmq librdkafka; do
      unpack $package-dev
    done
    # What the examples include of their library's sources; they need nothing of it.
    examples=$real/root/usr/share/doc
    touch "$examples/libssh2-1-dev/examples/libssh2_config.h"
    touch "$examples/libevent-dev/examples/util-internal.h" \
      "$examples/libevent-dev/util-internal.h" \
      "$examples/libevent-dev/ipv6-internal.h" \
      "$examples/libevent-dev/examples/hostcheck.h" \
      "$examples/libevent-dev/examples/openssl_hostname_validation.h"
    install_headers pkg-config libssl-dev libev-dev libevent-dev libuv1-dev \
      libglib2.0-dev libivykis-dev qtbase5-dev zlib1g-dev
    ;;
  gcc)
    unpack gcc-12-source
    if [ ! -e "$real/gcc/.done" ]; then
      rm -rf "$real/gcc"
      mkdir -p "$real/gcc"
      tar -C "$real/gcc" --strip-components=1 --wildcards -xJf \
        "$real"/root/usr/src/gcc-12/gcc-12*.tar.xz '*/gcc/testsuite/g++.dg/*'
      touch "$real/gcc/.done"
    fi
    ;;
  *)
    echo "prepare.sh: unknown part '$part'" >&2
    exit 2
    ;;
  esac
done
