"""The media types of documents that are read and of reviews that are written."""

from __future__ import annotations

from sagemaker_inference.content_types import JSON

PDF, TEXT, HTML = "application/pdf", "text/plain", "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READS = (PDF, DOCX, TEXT, JSON)
WRITES = (JSON, HTML, DOCX)
ONLY_WORD = "Comments are written into Word files (.docx) only, and this document is none. Ask for JSON or HTML."
