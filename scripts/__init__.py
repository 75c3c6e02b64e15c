"""Tools of developers; nothing of the program needs them."""
