"""Reports: one module a format; nothing else prints."""
