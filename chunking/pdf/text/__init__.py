"""The words of a page's text layer: characters and their boxes, symbols, and words hidden, covered or garbled."""
