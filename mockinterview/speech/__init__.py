"""Ears and mouth: the voice that asks, the microphone that listens, and when an answer is over."""
