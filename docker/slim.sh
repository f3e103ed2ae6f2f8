#!/bin/sh
# Removes what serving never reads from an environment: slim.sh ENVIRONMENT
set -eu
site=$(echo "$1"/lib/python3*/site-packages)

# PyTorch's build files and test programs; all packages' tests, typing stubs and C sources.
rm -rf "$site"/torch/include "$site"/torch/share "$site"/torch/test "$site"/torch/lib/libtorchbind_test.so "$site"/torch/lib/libjitbackend_test.so
find "$site"/torch/bin -type f ! -name torch_shm_manager -delete # importing torch asks for this one
find "$site" -type d -name tests -prune -exec rm -rf {} +
find "$site" -type f \( -name '*.pyi' -o -name '*.[ch]' -o -name '*.cc' -o -name '*.cpp' -o -name '*.hpp' -o -name '*.px[di]' -o -name '*.pyx' -o -name '*.proto' \) -delete
# What transformers' own developers generate its models from, and what reads pictures, films and sound.
find "$site"/transformers/models ! -path '*/auto/*' \( -name 'modular_*.py' -o -name '*processing_*.py' -o -name 'feature_extraction_*.py' \) -delete
# What tests PyTorch, and what only torch.compile imports, which is not used here.
rm -rf "$site"/torch/testing/_internal/generated "$site"/torch/testing/_internal/opinfo
find "$site"/torch/testing/_internal -name 'common_*' ! -name common_dtype.py -delete
rm -rf "$site"/torch/_inductor/codegen "$site"/torch/_inductor/fx_passes "$site"/torch/_inductor/kernel "$site"/networkx "$site"/networkx-*.dist-info "$site"/torchgen/packaged
# What writes colors to a terminal for the command lines of other packages; time zones, which the base has, too.
for name in rich pygments typer shellingham markdown_it mdurl tzdata; do
    rm -rf "$site/$name" "$site/$name"-*.dist-info "$site/${name}"_py-*.dist-info
done
# Pictures that no PDF holds; HTML, and XML as objects; NumPy's own tests, and what it builds extensions with; physics and statistics.
rm -f "$site"/PIL/_avif.*.so "$site"/pillow.libs/libavif-*.so.* "$site"/lxml/objectify.*.so "$site"/numpy/_core/_simd.*.so
rm -rf "$site"/lxml/html "$site"/numpy/f2py "$site"/numpy/distutils "$site"/sympy/physics "$site"/sympy/stats
# Only the decoders of the sagemaker-inference toolkit use scipy, and they are not used here: they unpickle a request's bytes.
rm -rf "$site"/scipy "$site"/scipy.libs "$site"/scipy-*.dist-info
# Needed to build packages and to download models; the image does neither.
rm -rf "$site"/setuptools "$site"/setuptools-*.dist-info "$site"/_distutils_hack "$site"/distutils-precedence.pth "$site"/hf_xet "$site"/hf_xet-*.dist-info
# OpenVINO computes on the CPU, with models that we build: other devices, file formats, its tools and what reports their use are not needed.
openvino=$site/openvino
find "$openvino"/libs -name '*_plugin.so' ! -name 'libopenvino_intel_cpu_plugin.so' -delete
find "$openvino"/libs \( -name '*_frontend.so.*' -o -name 'libopenvino_c.so.*' -o -name 'cache.json' \) -delete
rm -rf "$openvino"/frontend/*/ "$openvino"/tools "$openvino"/torch "$openvino"/include "$openvino"/cmake "$site"/openvino_telemetry "$site"/openvino_telemetry-*.dist-info
# Names of countries and currencies in other languages; descriptions of AWS services other than S3 and those that credentials come from.
rm -rf "$site"/pycountry/locales
find "$site"/botocore/data -mindepth 1 -maxdepth 1 -type d ! -name s3 ! -name sts ! -name 'sso*' ! -name signin -exec rm -rf {} +
# Symbols that only a debugger reads: a fifth of PyTorch's library, and most of some smaller ones. In the folders *.libs are libraries that
# were patched after they were linked: strip breaks those.
find "$site" -type f -name '*.so*' -size +1M ! -path '*.libs/*' -exec strip --strip-unneeded {} +
