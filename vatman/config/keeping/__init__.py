"""Keeping what people entrusted: saving everything into one file, and bringing it back."""
