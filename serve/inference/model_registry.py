"""Several models in one server, each in a process of its own, which ends when it is unloaded."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

from chunking.errors import AlreadyLoaded, BadModel, BadRequest, Loading, NotFound, OutOfMemory
from model.engines.container_memory import free_memory
from serve.config import Config, model_folder, playbooks_in
from serve.inference.model_supervisor import ModelSupervisor

# What a process takes besides its weights once it has reviewed something (measured: docker/README.md).
PROCESS_BYTES = 400 << 20
# How long a model's running requests may take to finish when it is unloaded.
UNLOAD_SECONDS = 25.0
PAGE = 100
_NAME = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.-]{0,255}")


@dataclass(slots=True)
class LoadedModel:
    """A model that is ready, and its number of running requests."""

    name: str
    url: str
    process: ModelSupervisor
    running: int = 0


class ModelRegistry:
    """The models that SageMaker has loaded. Thread-safe; models load one at a time, so that each knows how much memory
    is free.
    """

    def __init__(
        self,
        config: Config,
        start: Callable[[Config, dict[str, str]], ModelSupervisor] = ModelSupervisor,
        free: Callable[[], int] = free_memory,
    ) -> None:
        self._config = config
        self._start = start
        self._free = free
        self._loading = threading.Lock()
        self._changed = threading.Condition()
        self._loaded: dict[str, LoadedModel] = {}
        self._loading_name = ""

    def trouble(self) -> str:
        """Always empty: trouble with one model does not make the server unhealthy."""
        return ""

    def load(self, name: str, url: str) -> LoadedModel:
        """Returns once the model is ready.

        Raises BadRequest for an invalid name, a url outside the models' folder or a model that cannot be loaded,
        AlreadyLoaded, and OutOfMemory if too little memory is free.
        """
        folder = self._folder(name, url)
        with self._loading:
            self._check_room(name, folder)
            self._loading_name = name
            try:
                process = self._loaded_process(folder)
            finally:
                self._loading_name = ""
            with self._changed:
                loaded = self._loaded[name] = LoadedModel(name, url, process)
            return loaded

    def unload(self, name: str) -> LoadedModel:
        """Takes no more requests for the model, lets the running ones finish, and frees its memory. Raises NotFound."""
        with self._changed:
            loaded = self.get(name)
            del self._loaded[name]
            self._changed.wait_for(lambda: not loaded.running, UNLOAD_SECONDS)
        loaded.process.close()
        return loaded

    def get(self, name: str) -> LoadedModel:
        """Raises NotFound, and Loading while the model loads."""
        loaded = self._loaded.get(name)
        if loaded:
            return loaded
        if name == self._loading_name:
            raise Loading("The model is loading. Try again in a moment.")
        raise NotFound("No model of this name is loaded. Load it with POST /models.")

    @contextmanager
    def using(self, name: str) -> Iterator[ModelSupervisor]:
        """The model's process, which is not unloaded during the ``with`` block. Raises NotFound and Loading."""
        with self._changed:
            loaded = self.get(name)
            loaded.running += 1
        try:
            yield loaded.process
        finally:
            with self._changed:
                loaded.running -= 1
                self._changed.notify_all()

    def page(self, after: str, size: int = PAGE) -> tuple[list[LoadedModel], str]:
        """The loaded models whose names follow ``after``, sorted, and the next page's ``after``, empty on the last."""
        names = sorted(name for name in self._loaded.copy() if name > after)
        page = [loaded for name in names[:size] if (loaded := self._loaded.get(name))]
        return page, names[size - 1] if len(names) > size else ""

    def gpu_memory_bytes(self) -> int:
        """Device memory in use by all models."""
        return sum(loaded.process.gpu_memory_bytes() for loaded in self._loaded.copy().values())

    def give_up(self) -> None:
        """Ends all requests, as Stopping: the server has no more time for them."""
        for loaded in self._loaded.copy().values():
            loaded.process.give_up()

    def close(self) -> None:
        """Ends all processes."""
        for loaded in self._loaded.copy().values():
            loaded.process.close()

    def _folder(self, name: str, url: str) -> Path:
        if not _NAME.fullmatch(name):
            raise BadRequest("model_name must be at most 256 letters, digits, dots, dashes and underscores.")
        if not url:
            raise BadRequest("url is empty. Name the model's folder.")
        root = self._config.models.resolve()
        try:
            folder = (root / url.removeprefix("file://")).resolve()
            found = folder.is_dir()
        except (OSError, ValueError, RuntimeError) as error:  # too long, no path's characters, or a loop of links
            raise BadRequest("url is not a path.") from error
        if not folder.is_relative_to(root):
            raise BadRequest(f"url must be a folder in {self._config.models}.")
        if not found:
            raise BadRequest("url is not a folder. Unpack the model there first.")
        return folder

    def _check_room(self, name: str, folder: Path) -> None:
        if name in self._loaded:
            raise AlreadyLoaded("A model of this name is loaded. Unload it first.")
        weights = model_folder(folder)
        needed = PROCESS_BYTES + sum(path.stat().st_size for path in weights.glob("*.safetensors"))
        free = self._free()
        if needed > free:
            raise OutOfMemory(
                f"The model needs {needed >> 20} MiB, and {max(free, 0) >> 20} MiB are free. Unload another one first.",
                needed=needed,
                free=free,
            )

    def _loaded_process(self, folder: Path) -> ModelSupervisor:
        weights, playbooks = model_folder(folder), playbooks_in(folder) or self._config.playbooks
        config = replace(self._config, model=weights, playbooks=playbooks)
        settings = {"CONTRACT_REVIEW_MODEL": str(weights), "CONTRACT_REVIEW_PLAYBOOKS": str(playbooks or "")}
        process = self._start(config, settings)
        try:
            process.wait_until_loaded()
        except BadModel as error:
            process.close()
            raise BadRequest(error.message) from error
        except BaseException:
            process.close()
            raise
        return process
