"""Checks of the whole document, whatever the model found: blanks, redactions, missing attachments, undefined terms."""
