"""The pages are read in English too: the catalogue stands compiled, as set-up leaves it."""

from tools.words import compile_all

compile_all()
