"""Instance types: GPU, cores, memory and price."""

from __future__ import annotations

from typing import NamedTuple


class Instance(NamedTuple):
    """An instance type; ``memory`` in GiB, ``price`` in dollars an hour."""

    gpu: str
    cores: int
    memory: int
    price: float


# SageMaker real-time and asynchronous inference, us-east-1, on demand, from AWS's price list of 2026; prices change and
# differ by region. GPUs and cores: AWS's pages on the EC2 families G5 and G6.
INSTANCES = {
    "ml.g5.2xlarge": Instance("A10G", 8, 32, 1.515),
    "ml.g5.4xlarge": Instance("A10G", 16, 64, 2.03),
    "ml.g6.2xlarge": Instance("L4", 8, 32, 1.222),
}
