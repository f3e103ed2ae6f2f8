"""Describes the instance types that the endpoint may run on (GPU, cores, price), and chooses the type for a model."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

GPU_AMI = "al2023-ami-sagemaker-inference-gpu-4-1"  # driver 580, which PyTorch's CUDA 13 needs
NO_GPU_AMI = "none"


class Instance(NamedTuple):
    """``gpu`` is empty for none; ``memory`` in GiB; ``price`` in dollars an hour."""

    gpu: str
    cores: int
    memory: int
    price: float


# SageMaker's real-time and asynchronous inference, us-east-1, on demand, 2026; prices change and differ by region.
# g5 and g6: AWS's price list. g6e: computed, 1.25 times EC2's 2.242, the surcharge of g5 and g6; published deployments
# in us-west-2, which costs the same, quote 2.8026. c7i: computed, 1.2 times EC2's 0.357, the surcharge of c5; 0.459,
# quoted for jobs in eu-north-1, is also 1.2 times EC2's price there. GPUs, cores, memory: AWS's pages of the families.
INSTANCES = {
    "ml.c7i.2xlarge": Instance("", 8, 16, 0.428),
    "ml.g5.2xlarge": Instance("A10G", 8, 32, 1.515),
    "ml.g5.4xlarge": Instance("A10G", 16, 64, 2.03),
    "ml.g6.2xlarge": Instance("L4", 8, 32, 1.222),
    "ml.g6e.2xlarge": Instance("L40S", 8, 64, 2.803),
}
# A contract of 10 pages and one of 30 with the embedded model, measured on two cores (docs/performance.md, "Growth with
# pages"). With more cores or a GPU it was not measured.
SECONDS_A_CONTRACT, MEASURED_CORES = (2.03, 5.25), 2
EMBEDDED = {"InstanceType": "ml.c7i.2xlarge", "SecondInstanceType": "", "ThirdInstanceType": ""}
# AWS often has no GPU of one type left; it then takes the next type.
LANGUAGE_MODEL = {
    "InstanceType": "ml.g5.2xlarge",
    "SecondInstanceType": "ml.g6.2xlarge",
    "ThirdInstanceType": "ml.g6e.2xlarge",
}


def has_gpu(instance_type: str) -> bool:
    """Whether instances of this type have an NVIDIA GPU, by their family: g or p."""
    return re.match(r"ml\.[gp]\d", instance_type) is not None


def unsupported_reason(instance_type: str) -> str:
    """Why the image cannot run on instances of this type; empty if it can. The image is for amd64 and NVIDIA's GPUs."""
    family = re.match(r"ml\.([a-z]+)\d+([a-z]*)", instance_type)
    if family and "g" in family[2]:  # as in c7g, m6gd and g5g: AWS's name for its own processor, Graviton
        return "arm64 processors"
    return "AWS's own accelerators" if family and family[1] in {"inf", "trn"} else ""


def types(values: Mapping[str, str]) -> list[str]:
    """The stack's instance types, the first choice first."""
    return [values[name] for name in LANGUAGE_MODEL if values.get(name)]


def described(instance_type: str) -> str:
    """A type in words: ml.g5.2xlarge (A10G GPU, 8 cores, 32 GiB, 1.515 dollars an hour in us-east-1)."""
    known = INSTANCES.get(instance_type)
    if known is None:
        return f"{instance_type} ({'with a GPU' if has_gpu(instance_type) else 'no GPU'}; its price is not known here)"
    gpu = f"{known.gpu} GPU" if known.gpu else "no GPU"
    price = f"{known.price:.3f} dollars an hour in us-east-1"
    return f"{instance_type} ({gpu}, {known.cores} cores, {known.memory} GiB, {price})"
