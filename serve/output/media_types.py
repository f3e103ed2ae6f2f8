"""The media types of documents that are read and of reviews that are written."""

PDF, TEXT, HTML, JSON = "application/pdf", "text/plain", "text/html", "application/json"
CSV, CALENDAR = "text/csv", "text/calendar"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
READS = (PDF, DOCX, TEXT, JSON)
WRITES = (JSON, HTML, CSV, XLSX, CALENDAR, DOCX)
ONLY_WORD = "Comments are written into Word files (.docx) only, and this is not a Word file. Ask for JSON or HTML."
