#!/usr/bin/env bash
# Finds Docker or podman, and builds and runs images with it: docker/engine.sh build TAG [BUILD ARGUMENT...]
#
#   docker/engine.sh name           prints which engine was found: docker or podman
#   docker/engine.sh do ARGUMENT... runs the engine: docker/engine.sh do run --rm TAG
#   docker/engine.sh build TAG      builds the Dockerfile, on BASE_IMAGE (default: the Dockerfile's own)
#   docker/engine.sh possible       whether this machine can build an image: has an engine, a base, and packages for it
#
# It takes Docker if its daemon answers, else podman, which root on Debian installs if it is missing. If no registry has the
# base image, it makes one from Debian's packages. Each step is done once.
set -euo pipefail
cd "$(dirname "$0")/.."

STATE=${XDG_CACHE_HOME:-$HOME/.cache}/contract-review-image
PUBLIC_BASE=$(sed -n 's/^ARG BASE_IMAGE=//p' Dockerfile)
OWN_BASE=localhost/debian-python-slim:bookworm

say() { echo "image: $*" >&2; }

# Settings for podman that need no service manager and no particular version of cgroups: runc rather than crun, the host's
# network, and both limits, without which no container starts on a machine that limits them itself.
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
        { say "neither docker nor podman was found. Install one, or run this as root on Debian."; exit 1; }
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

# The base image: BASE_IMAGE, else the Dockerfile's, else one that debootstrap makes.
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
    say "no registry answers; making the base from Debian's packages"
    root=$(mktemp -d)
    debootstrap --variant=minbase --include=python3,python3-venv,ca-certificates bookworm "$root" "$mirror" >"$STATE/debootstrap.log" ||
        { tail -5 "$STATE/debootstrap.log" >&2; exit 1; }
    # The machine's own package sources, for security updates; such a base must not leave its machine.
    cp -r /etc/apt/sources.list.d "$root/etc/apt/" 2>/dev/null || true
    find "$root/etc/apt/sources.list.d" -type f ! -name 'debian*' -delete
    rm -rf "$root"/var/cache/apt/archives/*.deb "$root"/var/lib/apt/lists/*
    # As in Debian's official slim images: no documentation but licences, no translations.
    find "$root/usr/share/doc" -type f ! -name copyright -delete
    rm -rf "$root"/usr/share/man/* "$root"/usr/share/info/* "$root"/usr/share/locale/*
    tar -C "$root" -c . | podman import --quiet - "$OWN_BASE" >/dev/null
    rm -rf "$root"
}

# How pip finds packages on this machine: its settings, certificates and folders, mounted for the build only.
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
    if [ "$ENGINE" = docker ]; then
        # SageMaker refuses OCI manifests, which Docker's own store holds by default since version 29, and indexes, which build
        # provenance and software lists make of an image. The builder without buildx knows Docker's form only.
        local form=(--provenance=false --sbom=false --output type=docker,oci-mediatypes=false)
        docker buildx version >/dev/null 2>&1 || form=()
        exec docker build "${form[@]}" "$@"
    fi
    pip_mounts
    exec podman build --format docker --layers --network host "${MOUNTS[@]}" "$@"
}

# Says what is missing for a build, whatever the Dockerfile says.
possible() {
    find_base
    [ "$ENGINE" = docker ] && MOUNTS=() || pip_mounts
    local said
    said=$("$ENGINE" run --rm "$BASE" true 2>&1) || { say "$ENGINE was found but cannot run a container: $said"; return 1; }
    said=$("$ENGINE" run --rm --network host "${MOUNTS[@]}" "$BASE" sh -c \
        'python3 -m venv /tmp/pip && /tmp/pip/bin/pip -q download --no-deps --dest /tmp wheel' 2>&1) ||
        { say "pip in a container finds no packages: $said"; return 1; }
}

just_do() {
    # Podman lets systemd run health checks, and fails without it.
    if [ "$ENGINE $1" = "podman run" ] && [ ! -d /run/systemd/private ]; then shift; set -- run --no-healthcheck "$@"; fi
    exec "$ENGINE" "$@"
}

find_engine
case "${1:-}" in
    name) echo "$ENGINE" ;;
    build) shift; build "$@" ;;
    possible) possible ;;
    do) shift; just_do "$@" ;;
    *) sed -n '2,10p' "$0"; exit 2 ;;
esac
