#!/usr/bin/env bash
# Finds what builds and runs images here, and builds: docker/engine.sh build TAG [ARGUMENTS OF BUILD...]
#
#   docker/engine.sh name          the engine as it is called: docker, or podman with this folder's settings
#   docker/engine.sh do ARGUMENT... whatever the engine does: docker/engine.sh do run --rm TAG
#   docker/engine.sh build TAG     the Dockerfile, on BASE_IMAGE (default: the Dockerfile's own)
#   docker/engine.sh possible      whether an image can be built here: an engine, a base, and packages from within it
#
# Docker or podman, whichever answers. Where neither is there, root on Debian installs podman. Where no registry answers
# for the base image, one is made of Debian's packages. Every step is done once and found done the next time.
set -euo pipefail
cd "$(dirname "$0")/.."

STATE=${XDG_CACHE_HOME:-$HOME/.cache}/contract-review-image
PUBLIC_BASE=$(sed -n 's/^ARG BASE_IMAGE=//p' Dockerfile)
OWN_BASE=localhost/debian-python:bookworm

say() { echo "image: $*" >&2; }

# Settings of podman's that need no service manager and no particular cgroups: runc rather than crun, the host's network,
# and both limits, without which nothing starts in a machine that bounds them itself.
podman_settings() {
    mkdir -p "$STATE"
    cat > "$STATE/containers.conf" <<-CONF
	[containers]
	netns = "host"
	default_ulimits = ["nofile=1024:20000", "nproc=4096:8192"]
	log_driver = "k8s-file"
	[engine]
	runtime = "runc"
	cgroup_manager = "cgroupfs"
	events_logger = "file"
	CONF
    printf '[storage]\ndriver = "overlay"\nrunroot = "/run/containers/storage"\ngraphroot = "/var/lib/containers/storage"\n' \
        > "$STATE/storage.conf"
    if [ "$(id -u)" = 0 ]; then
        export CONTAINERS_CONF=$STATE/containers.conf CONTAINERS_STORAGE_CONF=$STATE/storage.conf
    fi
}

install_podman() {
    [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null ||
        { say "neither docker nor podman is here. Install one, or run this as root on Debian."; exit 1; }
    say "installing podman"
    apt-get -qq update
    apt-get -qq -o DPkg::Lock::Timeout=600 install --yes --no-install-recommends podman buildah runc debootstrap >/dev/null
}

find_engine() {
    if command -v docker >/dev/null && docker info >/dev/null 2>&1; then ENGINE=docker; return; fi
    command -v podman >/dev/null && command -v runc >/dev/null || install_podman
    ENGINE=podman
    podman_settings
}

# The base image: what BASE_IMAGE names, else the Dockerfile's, else Debian's packages through debootstrap.
find_base() {
    BASE=${BASE_IMAGE:-}
    if [ -n "$BASE" ] || [ "$ENGINE" = docker ]; then BASE=${BASE:-$PUBLIC_BASE}; return; fi
    if podman image exists "$OWN_BASE"; then BASE=$OWN_BASE; return; fi
    if podman pull --quiet "docker.io/library/$PUBLIC_BASE" >/dev/null 2>&1; then BASE=docker.io/library/$PUBLIC_BASE; return; fi
    make_base
    BASE=$OWN_BASE
}

make_base() {
    command -v debootstrap >/dev/null || apt-get -qq -o DPkg::Lock::Timeout=600 install --yes debootstrap >/dev/null
    local mirror root
    mirror=$(apt-get indextargets --format '$(REPO_URI)' 'Created-By: Packages' | grep -m1 '/debian/\?$')
    say "no registry answers: making the base from Debian's packages"
    root=$(mktemp -d)
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$root" "$mirror" >"$STATE/debootstrap.log" ||
        { tail -5 "$STATE/debootstrap.log" >&2; exit 1; }
    # The machine's own way to packages, security updates among them; such a base stays on its machine.
    cp -r /etc/apt/sources.list.d "$root/etc/apt/" 2>/dev/null || true
    find "$root/etc/apt/sources.list.d" -type f ! -name 'debian*' -delete
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    tar -C "$root" -c . | podman import --quiet - "$OWN_BASE" >/dev/null
    rm -rf "$root"
}

# How pip finds packages on this machine, for the build alone: its settings, its certificates and its folders, mounted.
pip_mounts() {
    local settings=$STATE/pip.conf certificates=/etc/ssl/certs/ca-certificates.crt folder
    python3 -m pip config list 2>/dev/null | python3 docker/pip_settings.py > "$settings"
    MOUNTS=(--volume "$settings:/etc/pip.conf:ro")
    [ ! -e "$certificates" ] || MOUNTS+=(--volume "$certificates:/run/build-ca.crt:ro")
    for folder in $(python3 docker/pip_settings.py --folders < "$settings"); do MOUNTS+=(--volume "$folder:$folder:ro"); done
}

# Where the code came from, for the image's labels, if it was checked out with git. A path on this machine is no source.
labels() {
    local source
    source=$(git config --get remote.origin.url 2>/dev/null | grep '^https://' | sed 's#//[^/]*@#//#' || true)
    LABELS=(--build-arg "SOURCE=$source" --build-arg "REVISION=$(git rev-parse HEAD 2>/dev/null || true)")
}

build() {
    local tag=$1; shift
    find_base
    say "building $tag on $BASE with $ENGINE"
    labels
    set -- --tag "$tag" --build-arg "BASE_IMAGE=$BASE" "${LABELS[@]}" "$@" .
    [ "$ENGINE" = podman ] || exec docker build "$@"
    pip_mounts
    exec podman build --format docker --layers --network host "${MOUNTS[@]}" "$@"
}

# What a build needs before the Dockerfile can be right or wrong. Says which of it is missing.
possible() {
    find_base
    [ "$ENGINE" = docker ] && MOUNTS=() || pip_mounts
    local said
    said=$("$ENGINE" run --rm "$BASE" true 2>&1) || { say "$ENGINE is here but cannot run a container: $said"; return 1; }
    said=$("$ENGINE" run --rm --network host "${MOUNTS[@]}" "$BASE" sh -c \
        'python3 -m venv /tmp/pip && /tmp/pip/bin/pip -q download --no-deps --dest /tmp wheel' 2>&1) ||
        { say "no packages come into a container here: $said"; return 1; }
}

just_do() {
    # Podman has systemd run health checks, and complains where there is none.
    if [ "$ENGINE $1" = "podman run" ] && [ ! -d /run/systemd/private ]; then shift; set -- run --no-healthcheck "$@"; fi
    exec "$ENGINE" "$@"
}

find_engine
case "${1:-}" in
    name) echo "$ENGINE" ;;
    build) shift; build "$@" ;;
    possible) possible ;;
    do) shift; just_do "$@" ;;
    *) sed -n '2,11p' "$0"; exit 2 ;;
esac
