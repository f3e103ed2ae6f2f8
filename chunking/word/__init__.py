"""Reads Word files (.docx): their text as Word shows it, and what was changed and commented."""
