# One image for every way of hosting. BASE_IMAGE is a Python 3.11 of Debian's kind. For GPUs: REQUIREMENTS=docker/requirements-cuda.txt,
# which holds the CUDA runtime, on the same base or on one with CUDA; the driver is the host's.
ARG BASE_IMAGE=python:3.11-slim-bookworm

# What the code stands on: the large layers, which change only when docker/requirements*.txt does.
FROM ${BASE_IMAGE} AS dependencies
ARG REQUIREMENTS=docker/requirements.txt
ENV PIP_NO_CACHE_DIR=1 PIP_DISABLE_PIP_VERSION_CHECK=1
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
# pip stands beside the environment that it fills, and stays behind.
RUN python3 -m venv /opt/pip && python3 -m venv --without-pip /opt/env
ENV PATH=/opt/pip/bin:$PATH PIP_PYTHON=/opt/env/bin/python3
COPY ${REQUIREMENTS} /src/requirements.txt
# Every file's hash is in the list, and nothing comes that is not in it. PyTorch for CPUs has an index of its own:
# --build-arg PIP_EXTRA_INDEX_URL names it where pip's settings do not.
ARG PIP_EXTRA_INDEX_URL
# setuptools comes first, since what has no wheel is built with it and with nothing from outside the list.
RUN awk '/^setuptools==/ {of=1} of {print} of && !/\\$/ {exit}' /src/requirements.txt > /src/build.txt \
    && pip install --require-hashes --no-deps --requirement /src/build.txt \
    && pip install --require-hashes --no-deps --no-build-isolation --requirement /src/requirements.txt && pip check
COPY docker/slim.sh /src/
RUN sh /src/slim.sh /opt/env

FROM dependencies AS code
WORKDIR /src
COPY pyproject.toml README.md LICENSE NOTICE ./
COPY chunking ./chunking
COPY deploy ./deploy
COPY model ./model
COPY serve ./serve
RUN pip install --no-deps --no-index --no-build-isolation --target /opt/app .

FROM ${BASE_IMAGE}
ARG REQUIREMENTS=docker/requirements.txt
LABEL contract-review.requirements=${REQUIREMENTS} \
      com.amazonaws.sagemaker.capabilities.accept-bind-to-port=true \
      com.amazonaws.sagemaker.capabilities.multi-models=true \
      org.opencontainers.image.title=contract-review \
      org.opencontainers.image.licenses=Apache-2.0
# What OCR reads by; further languages are tesseract-ocr-deu and the like, named in CONTRACT_REVIEW_OCR_LANGUAGES.
# hadolint ignore=DL3008
RUN apt-get update && apt-get install --yes --no-install-recommends tesseract-ocr-eng && rm -rf /var/lib/apt/lists/*
COPY --from=dependencies /opt/env /opt/env
COPY docker/healthcheck.py /opt/healthcheck.py
COPY --from=code /opt/app /opt/app
# Nothing is fetched at run time, and nothing is written but to /tmp. Outside a container the server listens to its own machine
# alone; in one, to all that the container's network lets in.
ENV PATH=/opt/app/bin:/opt/env/bin:$PATH PYTHONPATH=/opt/app PYTHONUNBUFFERED=1 PYTHONDONTWRITEBYTECODE=1 \
    HF_HUB_OFFLINE=1 TRANSFORMERS_OFFLINE=1 HF_HOME=/tmp/huggingface \
    CONTRACT_REVIEW_HOST=0.0.0.0
EXPOSE 8080
HEALTHCHECK --interval=10s --timeout=5s --start-period=120s CMD ["python3", "/opt/healthcheck.py"]
ENTRYPOINT ["contract-review"]
CMD ["serve"]
