"""Writes bytecode into the image by importing what serving imports, so that a read-only container starts as fast as
any.

Compiling everything would add 140 MB, most of it for models that are never loaded.
"""

import importlib
from typing import Annotated

import pydantic
import transformers

MODULES = """
    boto3 dateutil.parser flask gunicorn.app.base gunicorn.workers.gthread icalendar jinja2 llguidance lxml.etree numpy
    openvino openvino.opset15 peft PIL.Image prometheus_client pycountry pypdf pypdfium2 rapidfuzz.fuzz
    sagemaker_inference.content_types sagemaker_inference.errors safetensors.numpy safetensors.torch shtab tesserocr
    text_to_num tokenizers torch torch._dynamo tqdm xlsxwriter yaml
"""

for name in MODULES.split():
    importlib.import_module(name)

small = {"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
transformers.AutoModelForTokenClassification.from_config(transformers.BertConfig(**small))
transformers.AutoModelForCausalLM.from_config(transformers.LlamaConfig(**small))
transformers.PreTrainedTokenizerFast  # loads the tokenizers' library  # noqa: B018


class _Model(pydantic.BaseModel):
    number: Annotated[int, pydantic.Field(ge=0), pydantic.AfterValidator(int), pydantic.BeforeValidator(int)]


pydantic.TypeAdapter(_Model).json_schema()  # pydantic loads its parts as they are needed
