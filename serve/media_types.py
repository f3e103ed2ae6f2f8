"""The media types of documents that are read and of reviews that are written."""

PDF, TEXT, HTML = "application/pdf", "text/plain", "text/html"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
