"""Tests: the public key ring, a cheap password hash, real PostgreSQL (tests/conftest.py gives the addresses)."""

from config.settings.base import *  # noqa: F403

DEMO = True
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
