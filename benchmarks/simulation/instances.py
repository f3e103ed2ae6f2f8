"""The instances that the endpoint may run on: their GPU, cores and price."""

from __future__ import annotations

from typing import NamedTuple


class Instance(NamedTuple):
    """``price`` in dollars an hour."""

    gpu: str
    cores: int
    memory: int
    price: float


# SageMaker real-time and asynchronous inference, us-east-1, on demand, as AWS's price list had them in 2026; they
# change, and differ by region. GPUs and cores: AWS's pages of the EC2 families G5 and G6.
INSTANCES = {
    "ml.g5.2xlarge": Instance("A10G", 8, 32, 1.515),
    "ml.g5.4xlarge": Instance("A10G", 16, 64, 2.03),
    "ml.g6.2xlarge": Instance("L4", 8, 32, 1.222),
}
