"""HTTP of the catalog: the TMF633 and TMF634 faces and the workspace's."""

from trunkline.catalog import api_tmf, api_workspace

routes = [*api_tmf.routes, *api_workspace.routes]
