"""Progress in words, in numbers, as small plots and as one HTML page."""
