"""Looks up how many instances of a type an account may run; AWS counts endpoints and batch jobs apart."""

from __future__ import annotations

from contextlib import suppress
from typing import NamedTuple

from botocore.exceptions import BotoCoreError, ClientError

from deploy.cloud import Cloud

ENDPOINT, BATCH_JOB = "endpoint usage", "transform job usage"


class Quota(NamedTuple):
    """One of SageMaker's quotas, in instances."""

    name: str
    code: str
    value: float

    def raise_to(self, cloud: Cloud, wanted: int) -> str:
        """The AWS CLI's command that asks for more."""
        return cloud.aws(
            "service-quotas request-service-quota-increase --service-code sagemaker "
            f"--quota-code {self.code} --desired-value {wanted}"
        )


def name(instance_type: str, use: str) -> str:
    """The name by which AWS lists the quota."""
    return f"{instance_type} for {use}"


def of(cloud: Cloud, instance_type: str, use: str) -> Quota | None:
    """The account's quota; None if there is none or it may not be read."""
    with suppress(ClientError, BotoCoreError):
        pages = cloud.client("service-quotas").get_paginator("list_service_quotas").paginate(ServiceCode="sagemaker")
        for one in (one for page in pages for one in page["Quotas"]):
            if one["QuotaName"] == name(instance_type, use):
                return Quota(one["QuotaName"], one["QuotaCode"], one["Value"])
    return None
