"""The face in the browser: a local server whose pages show and steer the very same rehearsal."""
