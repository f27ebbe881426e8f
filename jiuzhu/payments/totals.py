"""Control totals of a run: count, sum in fen, hash total. The bank's contract computes the same from its file (L9)."""

from collections.abc import Iterable

HASH_MODULUS = 9_999_999_967  # the largest prime below 10^10: every digit of account and amount counts


def hash_total(orders: Iterable[tuple[int, str, int]]) -> str:
    """Ten digits from (sequence, account number, amount in fen): Σ sequence × (account + amount), modulo the prime."""
    return f"{sum(n * (int(account) + fen) for n, account, fen in orders) % HASH_MODULUS:010d}"
