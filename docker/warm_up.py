"""Imports what serving imports, so that the image has its bytecode and a read-only container starts as fast as any.

Compiling everything would add 140 MB, most of it for models that are never loaded.
"""

import importlib

import transformers

MODULES = """
    boto3 dateutil.parser flask gunicorn.app.base gunicorn.workers.gthread jinja2 llguidance numpy peft PIL.Image
    prometheus_client pycountry pydantic pypdf pypdfium2 sagemaker_inference.content_types sagemaker_inference.errors
    safetensors.torch tesserocr text_to_num torch torch._dynamo tqdm yaml
"""

for name in MODULES.split():
    importlib.import_module(name)

small = {"vocab_size": 8, "hidden_size": 8, "num_hidden_layers": 1, "num_attention_heads": 1, "intermediate_size": 8}
transformers.AutoModelForTokenClassification.from_config(transformers.BertConfig(**small))
transformers.AutoModelForCausalLM.from_config(transformers.LlamaConfig(**small))
transformers.PreTrainedTokenizerFast  # loads the tokenizers' library  # noqa: B018
