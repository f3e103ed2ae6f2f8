"""An alternative: the container that an engineer writes in a day. Flask, pypdf, and transformers' token-classification
pipeline with the embedded model, under gunicorn: ``python -m benchmarks.performance.alternatives.plain_container``.

Reasonably tuned: overlapping chunks in batches, inference mode, one process with all cores or (PLAIN_WORKERS=2) two
with half of them each, whichever is faster. It returns each token's best category with character offsets: no boxes, no
summary, no limits on hostile files.
"""

from __future__ import annotations

import io
import os
from typing import Any

import torch
from flask import Flask, Response, jsonify, request
from gunicorn.app.base import BaseApplication
from pypdf import PdfReader
from transformers import pipeline

from model.engines.base import EMBEDDED

STRIDE, BATCH = 64, 8


def create_app() -> Flask:
    """The application, with the model loaded."""
    app = Flask("plain")
    find: Any = pipeline(
        "token-classification", model=str(EMBEDDED), aggregation_strategy="simple", stride=STRIDE, dtype=torch.float32
    )
    find.tokenizer.model_max_length = 512

    @app.get("/ping")
    def ping() -> Response:
        return Response("{}", mimetype="application/json")

    @app.post("/invocations")
    def invocations() -> Response:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(request.get_data())).pages]
        with torch.inference_mode():
            (found,) = find(["\n".join(pages)], batch_size=BATCH)
        clauses = [
            {
                "category": one["entity_group"],
                "text": one["word"],
                "interval": [one["start"], one["end"]],
                "score": float(one["score"]),
            }
            for one in found
        ]
        return jsonify({"clauses": clauses, "pages": len(pages)})

    return app


class _Server(BaseApplication):  # type: ignore[misc]
    def load_config(self) -> None:
        workers = int(os.environ.get("PLAIN_WORKERS", "1"))
        settings = {
            "bind": f"127.0.0.1:{os.environ['SAGEMAKER_BIND_TO_PORT']}",
            "workers": workers,
            "threads": 8,
            "timeout": 900,
            "post_worker_init": lambda _: torch.set_num_threads(max(1, (os.cpu_count() or 1) // workers)),
        }
        for name, value in settings.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return create_app()


if __name__ == "__main__":
    _Server().run()
