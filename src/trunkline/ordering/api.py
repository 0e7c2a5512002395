"""HTTP of ordering: the TMF641 face and the workspace's."""

from trunkline.ordering import (
    api_building,
    api_decisions,
    api_enrichment,
    api_milestones,
    api_order_tasks,
    api_tmf641,
    api_workspace,
)

routes = [
    *api_tmf641.routes,
    *api_workspace.routes,
    *api_decisions.routes,
    *api_enrichment.routes,
    *api_building.routes,
    *api_milestones.routes,
    *api_order_tasks.routes,
]
