"""The scenarios by name."""

from __future__ import annotations

from collections.abc import Mapping

from trunkline.bench.campaigns import campaigns
from trunkline.bench.compare import compare
from trunkline.bench.fallouts import fallouts
from trunkline.bench.flat_cost import plan_size, stored
from trunkline.bench.inventory import inventory
from trunkline.bench.large_orders import large_orders
from trunkline.bench.latency import latency
from trunkline.bench.measure import Scenario
from trunkline.bench.slow_calls import slow_calls
from trunkline.bench.throughput import throughput

SCENARIOS: Mapping[str, Scenario] = {
    "throughput": throughput,
    "large-orders": large_orders,
    "slow-calls": slow_calls,
    "fallouts": fallouts,
    "campaigns": campaigns,
    "inventory": inventory,
    "plan-size": plan_size,
    "stored": stored,
    "latency": latency,
    "compare": compare,
}
