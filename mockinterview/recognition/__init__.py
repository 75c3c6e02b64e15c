"""From sound to words: Whisper in a child process, its doubt, its models and their weights."""
