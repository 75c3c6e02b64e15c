"""Progress in words and as one HTML page."""
