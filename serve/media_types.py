"""The media types of documents that are read and of reviews that are written."""

PDF, TEXT, HTML, JSON = "application/pdf", "text/plain", "text/html", "application/json"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READS = (PDF, DOCX, TEXT, JSON)
WRITES = (JSON, HTML, DOCX)
ONLY_WORD = "Comments are written into Word files (.docx) only, and this document is none. Ask for JSON or HTML."
