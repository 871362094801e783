"""The panels: plain Qt in front of the algorithms, which they start by id and whose results they show."""
