"""The demo district: invented people in real townships, the same for the same seed."""
