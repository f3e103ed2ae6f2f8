# One image for every way of hosting. BASE_IMAGE is a Debian with Python 3.11: by default the official image, by its digest; Debian 12 has
# security updates until June 2028. For GPUs: REQUIREMENTS=docker/requirements-cuda.txt, which holds the CUDA runtime; the host has the driver.
ARG BASE_IMAGE=python:3.11-slim-bookworm@sha256:a36c24f9cbdf4fd0f52d67f0823eeac19c2028c637cecc392d97f980d4fec56b

# The dependencies: large layers, which change only when docker/requirements*.txt does.
FROM ${BASE_IMAGE} AS dependencies
ARG REQUIREMENTS=docker/requirements.txt
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
# pip has an environment of its own, which is not copied into the image.
RUN python3 -m venv /opt/pip && python3 -m venv --without-pip /opt/env
ENV PATH=/opt/pip/bin:$PATH PIP_PYTHON=/opt/env/bin/python3
COPY ${REQUIREMENTS} /src/requirements.txt
# The list has every file's hash, and nothing else is installed. PyTorch for CPUs has its own index:
# --build-arg PIP_EXTRA_INDEX_URL names it if pip's settings do not.
ARG PIP_EXTRA_INDEX_URL
# setuptools comes first: packages without a wheel are built with it, and with nothing from outside the list.
RUN awk '/^setuptools==/ {of=1} of {print} of && !/\\$/ {exit}' /src/requirements.txt > /src/build.txt \
    && pip install --no-compile --require-hashes --no-deps --requirement /src/build.txt \
    && pip install --no-compile --require-hashes --no-deps --no-build-isolation --requirement /src/requirements.txt && pip check

FROM dependencies AS slim
COPY docker/slim.sh docker/write_bytecode.py /src/
RUN sh /src/slim.sh /opt/env && /opt/env/bin/python3 /src/write_bytecode.py

FROM dependencies AS code
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY chunking ./chunking
COPY model ./model
COPY serve ./serve
RUN pip install --no-deps --no-index --no-build-isolation --target /opt/app .

FROM ${BASE_IMAGE}
# What OCR reads by (further languages are tesseract-ocr-deu and the like, named in CONTRACT_REVIEW_OCR_LANGUAGES), and an init
# as process 1, since a Python there ignores SIGTERM until it has started. No program runs with more rights than its caller's.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr-eng tini && apt-get clean \
    && rm -rf /var/lib/apt/lists/* /var/cache/apt/*.bin /var/cache/debconf/*-old /var/log/*.log /var/log/apt \
    && find / -xdev -perm /6000 -type f -exec chmod a-s {} +
COPY --from=slim /opt/env /opt/env
COPY docker/healthcheck.py /opt/
COPY --from=code /opt/app /opt/app
RUN --mount=type=bind,source=docker/sbom.py,target=/run/sbom.py \
    python3 /run/sbom.py /opt/env/lib/python3*/site-packages /opt/app > /opt/sbom.cdx.json
# Nothing is fetched at run time, and nothing is written but to /tmp. In a container the server listens on all
# addresses, since it is the container's network that decides who reaches it.
ENV PATH=/opt/app/bin:/opt/env/bin:$PATH PYTHONPATH=/opt/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 HF_HOME=/tmp/huggingface \
    CONTRACT_REVIEW_HOST=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["python3", "/opt/healthcheck.py"]
ENTRYPOINT ["tini", "--", "contract-review"]
CMD ["serve"]
# Last, since they change with each commit.
ARG REQUIREMENTS=docker/requirements.txt
ARG SOURCE
ARG REVISION
LABEL contract-review.requirements=${REQUIREMENTS} \
      com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true \
      com.amazonaws.sagemaker.capabilities.multi-models=true \
      org.opencontainers.image.title=contract-review \
      org.opencontainers.image.licenses=Apache-2.0 \
      org.opencontainers.image.source=${SOURCE} \
      org.opencontainers.image.revision=${REVISION}
