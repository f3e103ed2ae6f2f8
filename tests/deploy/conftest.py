"""One reader of AWS's service models for all of these tests."""

from __future__ import annotations

from collections.abc import Iterator

import botocore.loaders
import pytest


@pytest.fixture(scope="session", autouse=True)
def shared_service_models() -> Iterator[None]:
    """Each session of botocore would read every model anew: half the time of these tests."""
    loader = botocore.loaders.create_loader()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("botocore.session.create_loader", lambda *_: loader)
        yield
