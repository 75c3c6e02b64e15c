"""Pure checks of an answer: numpy and words in, frozen results out; no files, no devices, no clock."""
