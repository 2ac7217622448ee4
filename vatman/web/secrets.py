"""Secrets that are shown once: only their digest is kept, so that a stolen database opens nothing."""

import hashlib
import secrets


def new(prefix: str = "") -> str:
    return prefix + secrets.token_urlsafe(32)


def digest(secret: str) -> str:
    """Plain SHA-256 is enough: 256 random bits cannot be guessed, unlike a password."""
    return hashlib.sha256(secret.encode()).hexdigest()
