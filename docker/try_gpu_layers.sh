#!/usr/bin/env bash
# Without a GPU and without Docker: runs the commands by which the Dockerfile makes the layers of the image for GPUs, in a folder,
# and starts its entry point, which must say in /ping that the GPU is missing, and review the sample on the CPU.
# Downloads 3 GB, takes some minutes and 6 GB of disk: docker/try_gpu_layers.sh
# Exit status 3: it could not be tried here, for want of Python 3.11 or of the packages.
set -euo pipefail
cd "$(dirname "$0")/.."

python=$(command -v python3.11) || { echo "The image has Python 3.11, which is not here." >&2; exit 3; }
mkdir -p out
root=$(mktemp -d "$PWD/out/gpu-layers.XXXXXX")
server=
trap '[ -z "$server" ] || kill "$server"; rm -rf "$root"' EXIT
mkdir "$root/src" "$root/opt" "$root/tmp"

# The Dockerfile's RUN that begins with these words, with its folders below our own.
layer() {
    local command
    command=$(awk -v begin="RUN $1" 'index($0, begin) == 1 {of = 1} of {print} of && !/\\$/ {exit}' Dockerfile |
        sed "s#^RUN ##; s#/src\b#$root/src#g; s#/opt\b#$root/opt#g")
    [ -n "$command" ] || { echo "The Dockerfile has no RUN $1." >&2; exit 1; }
    (cd "$root/src" && eval "$command")
}

cp docker/requirements-cuda.txt "$root/src/requirements.txt"
cp -r docker/slim.sh docker/write_bytecode.py pyproject.toml README.md LICENSE NOTICE chunking model serve "$root/src/"
(
    unset PYTHONPATH
    python3() { "$python" "$@"; }
    layer "python3 -m venv"
    export PATH=$root/opt/pip/bin:$PATH PIP_PYTHON=$root/opt/env/bin/python3 PIP_NO_CACHE_DIR=1 PIP_QUIET=1 TMPDIR=$root/tmp
    unset -f python3
    layer "awk"
    (layer "pip install --no-deps") || { echo "The packages could not be installed." >&2; exit 3; }
    layer "sh /src/slim.sh"
)
echo "Unpacked: $(du -sm "$root/opt/env" | cut -f1) MB of packages, $(du -sm "$root/opt/app" | cut -f1) MB of code with its model."

# The entry point with the image's settings, on a device: process and port.
port=8090
start() {
    env -i "PATH=$root/opt/app/bin:$root/opt/env/bin:/usr/bin:/bin" "PYTHONPATH=$root/opt/app" PYTHONDONTWRITEBYTECODE=1 \
        HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 "HF_HOME=$root/tmp" "HOME=$root/tmp" SAGEMAKER_BIND_TO_PORT=$port \
        CONTRACT_REVIEW_DEVICE="$1" "$root/opt/env/bin/python3" "$root/opt/app/bin/contract-review" serve 2>"$root/$1.log" &
    server=$!
}

# Waits until /ping answers with this status and these words.
answers() {
    local said=
    for _ in $(seq 120); do
        said=$(curl --silent --write-out ' %{http_code}' "localhost:$port/ping" || true)
        [[ "$said" = *"$2"*" $1" ]] && { echo "/ping: $1 $2"; return; }
        sleep 1
    done
    echo "/ping: $said" >&2
    tail -5 "$root"/*.log >&2
    exit 1
}

stop() { kill "$server"; wait "$server" || true; server=; }

start cuda
answers 503 "no GPU was found"
stop
start cpu
answers 200 ""
curl --fail --silent --data-binary @examples/sample.pdf -H 'Content-Type: application/pdf' \
    --write-out 'reviewed on the CPU in %{time_total} s\n' --output "$root/sample.review.json" "localhost:$port/invocations"
stop
