# Part of nettidy, under the Apache License v2.0 with LLVM Exceptions.
# SPDX-License-Identifier: Apache-2.0 WITH LLVM-exception
#
# Shell functions to install what is missing on Debian and Ubuntu.

progress() { printf '%s\n' "-- $*" >&2; }

is_installed() {
  dpkg-query -W -f='${db:Status-Status}\n' "$1" 2>/dev/null | grep -qx installed
}

is_available() {
  LC_ALL=C apt-cache policy "$1" 2>/dev/null | grep -q '^  Candidate: [^(]'
}

# Package lists are fetched once, and only when something is missing.
update_lists() {
  [ -z "${LISTS_UPDATED-}" ] || return 0
  LISTS_UPDATED=1
  progress "updating package lists"
  retry as_root apt-get update -qq >&2
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"
  elif command -v sudo >/dev/null; then sudo "$@"
  else
    progress "not root, and no sudo; please run: $*"
    return 1
  fi
}

retry() {
  for PAUSE in 5 20 0; do
    "$@" && return 0
    [ "$PAUSE" = 0 ] || sleep "$PAUSE"
  done
  return 1
}

# choose_package 'a|b': the first alternative that is installed or available.
choose_package() {
  for NAME in $(echo "$1" | tr '|' ' '); do
    if is_installed "$NAME"; then echo "$NAME"; return 0; fi
  done
  update_lists || return 1
  for NAME in $(echo "$1" | tr '|' ' '); do
    if is_available "$NAME"; then echo "$NAME"; return 0; fi
  done
  return 1
}

# install_packages 'a' 'b|c' ...: installs what is missing; says what does not
# exist on this system, and fails then.
install_packages() {
  command -v apt-get >/dev/null || {
    progress "no apt-get here; please install: $*"
    return 1
  }
  MISSING=
  for SPEC in "$@"; do
    NAME=$(choose_package "$SPEC") || {
      progress "this system has no package $SPEC"
      return 1
    }
    is_installed "$NAME" || MISSING="$MISSING $NAME"
  done
  [ -n "$MISSING" ] || return 0
  update_lists || return 1
  progress "installing$MISSING"
  # shellcheck disable=SC2086
  retry as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
    -o Dpkg::Use-Pty=0 \
    --no-install-recommends $MISSING >&2
}

# The packages to build and run the plugins for one LLVM major.
llvm_packages() {
  echo "clang-$1 clang-tidy-$1 clang-tools-$1 libclang-$1-dev llvm-$1-dev" \
    "llvm-$1-tools"
}

build_packages() { echo "binutils cmake ninja-build ccache python3"; }

# llvm_exists MAJOR: whether this system has it or can install it.
llvm_exists() { choose_package "libclang-$1-dev" >/dev/null; }

# build_plugins MAJOR [TARGET...]: all, or only the targets, into
# build/llvm-MAJOR of the checkout.
build_plugins() {
  MAJOR=$1
  shift
  progress "building for LLVM $MAJOR"
  FOLDER="$ROOT/build/llvm-$MAJOR"
  if ! CONFIGURED=$(cmake -S "$ROOT" -B "$FOLDER" -G Ninja \
    -DNETTIDY_LLVM="$MAJOR" 2>&1); then
    printf '%s\n' "$CONFIGURED" >&2
  elif ninja -C "$FOLDER" "$@" >&2; then
    return 0
  fi
  progress "building for LLVM $MAJOR failed"
  return 1
}

# unpack_packages FOLDER PACKAGE...: packages that cannot be installed beside
# others, unpacked into a folder of their own.
unpack_packages() {
  FOLDER=$1
  shift
  mkdir -p "$FOLDER" || return 1
  for NAME in "$@"; do
    [ ! -e "$FOLDER/.$NAME" ] || continue
    update_lists || return 1
    progress "unpacking $NAME"
    (cd "$FOLDER" && rm -f "${NAME}"_*.deb &&
      retry apt-get download -qq "$NAME" >&2 &&
      dpkg -x "${NAME}"_*.deb . && rm -f "${NAME}"_*.deb &&
      touch ".$NAME") || return 1
  done
}
