"""The papers of a case: pages in, sorted, turned, cropped, judged."""
