"""Money, days and spans: standard library and numpy only."""
