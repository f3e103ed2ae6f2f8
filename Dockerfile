# One image for every way of hosting. BASE_IMAGE is a Python 3.11 image of Debian's kind; for GPUs, one with the CUDA runtime.
ARG BASE_IMAGE=python:3.11-slim-bookworm

FROM ${BASE_IMAGE} AS build
# A virtual environment in one folder, so that the final stage copies nothing else; Debian's own Python wants one too.
RUN python3 -m venv /opt/env
ENV PATH=/opt/env/bin:$PATH PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
WORKDIR /src
COPY constraints.txt ./
# PyTorch first: the largest layer, and the one that changes least.
RUN pip install --constraint constraints.txt torch==2.13.0
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY benchmarks ./benchmarks
COPY chunking ./chunking
COPY deploy ./deploy
COPY model ./model
COPY serve ./serve
RUN pip install --constraint constraints.txt .

FROM ${BASE_IMAGE}
LABEL com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true
# What OCR reads by; further languages are tesseract-ocr-deu and the like, named in CONTRACT_REVIEW_OCR_LANGUAGES.
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr-eng && rm -rf /var/lib/apt/lists/*
COPY --from=build /opt/env /opt/env
COPY docker/healthcheck.py /opt/healthcheck.py
# Nothing is fetched at run time, and nothing is written but to /tmp.
ENV PATH=/opt/env/bin:$PATH PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 HF_HOME=/tmp/huggingface
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["python3", "/opt/healthcheck.py"]
ENTRYPOINT ["contract-review"]
CMD ["serve"]
