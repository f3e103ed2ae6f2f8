#!/usr/bin/env bash
# On a host with an NVIDIA GPU and its container toolkit: builds the image for GPUs, starts it as SageMaker does, and reviews
# the sample on the GPU. docker/try_gpu.sh [TAG]
set -euo pipefail
cd "$(dirname "$0")/.."

tag=${1:-contract-review-gpu}
port=8089
driver=$(nvidia-smi --query-gpu=driver_version --format=csv,noheader | head -1)
if [ "${driver%%.*}" -lt 580 ]; then
    echo "The driver is $driver; the CUDA 13 of docker/requirements-cuda.txt needs 580." >&2
    exit 1
fi
docker/engine.sh build "$tag" --build-arg REQUIREMENTS=docker/requirements-cuda.txt
[ "$(docker/engine.sh name)" = docker ] && gpus=(--gpus all) || gpus=(--device nvidia.com/gpu=all)
container=$(docker/engine.sh do run --detach --rm "${gpus[@]}" --network host -e SAGEMAKER_BIND_TO_PORT=$port \
    -e CONTRACT_REVIEW_DEVICE=cuda "$tag" serve)
trap 'docker/engine.sh do stop "$container" >/dev/null' EXIT

# With the device named, 200 on /ping means that the model is on the GPU; otherwise the body says why not.
for _ in $(seq 240); do
    said=$(curl --silent --write-out ' %{http_code}' localhost:$port/ping || true)
    [ "${said##* }" = 200 ] && break
    sleep 2
done
echo "/ping: $said"
[ "${said##* }" = 200 ]
curl --fail --silent --data-binary @examples/sample.pdf -H 'Content-Type: application/pdf' \
    --write-out 'reviewed in %{time_total} s\n' --output /tmp/sample.review.json localhost:$port/invocations
nvidia-smi --query-compute-apps=name,used_memory --format=csv
docker/engine.sh do image inspect --format 'image: {{.Size}} bytes' "$tag"
