"""Runs an instance: the container's server, on this machine only, while its endpoint lives.

``python -m deploy.local.endpoint.instance_process PARENT``
"""

from __future__ import annotations

import os
import sys

from deploy.local.supervisor import end_with
from serve import log
from serve.config import Config
from serve.server import Server


class LocalServer(Server):
    """Not open to the network, unlike the one in a container."""

    def load_config(self) -> None:
        """The container's settings, but for the address."""
        super().load_config()
        self.cfg.set("bind", f"127.0.0.1:{self._config.port}")


if __name__ == "__main__":
    end_with(int(sys.argv[1]))
    log.configure()
    LocalServer(Config.from_environment(os.environ)).run()
