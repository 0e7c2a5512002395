"""HTTP of the catalog: the TMF633 and TMF634 faces, the workspace's, and the exchange with other systems."""

from trunkline.catalog import api_exchange, api_tmf, api_workspace

routes = [*api_tmf.routes, *api_workspace.routes, *api_exchange.routes]
