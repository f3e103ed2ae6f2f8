#!/bin/sh
# Takes from an environment what serving never reads: slim.sh ENVIRONMENT. What is left is compiled, so that a read-only root
# starts as fast as a writable one.
set -eu
site=$(echo "$1"/lib/python3*/site-packages)

# C++ headers, build files and the test programs of PyTorch; everyone's tests and typing stubs.
rm -rf "$site"/torch/include "$site"/torch/share "$site"/torch/test
find "$site"/torch/bin -type f ! -name torch_shm_manager -delete # which importing torch asks for
find "$site" -type d -name tests -prune -exec rm -rf {} +
find "$site" -name '*.pyi' -delete
# Only decoders of the sagemaker-inference toolkit ask for scipy, and those are not used: they unpickle a request's bytes.
rm -rf "$site"/scipy "$site"/scipy.libs "$site"/scipy-*.dist-info
# Symbols that only a debugger reads: a fifth of PyTorch's library.
strip --strip-unneeded "$site"/torch/lib/libtorch_cpu.so "$site"/torch/lib/libtorch_python.so
"$1"/bin/python3 -m compileall -q -j 0 "$site" || true # a few libraries ship files for other versions of Python
"$1"/bin/python3 -c "import torch, transformers, peft, tesserocr, pypdfium2, sagemaker_inference" # what was taken away was not needed
