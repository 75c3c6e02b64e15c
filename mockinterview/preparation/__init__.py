"""What is prepared for a second interview, and what answers make of it: pure functions of a dossier."""
