"""`trunkline bench`: measured scenarios, each on a database of its own. Benchmarks, never timed tests."""
