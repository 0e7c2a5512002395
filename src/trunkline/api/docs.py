"""HTTP: pages for people who look: the landing page, the API documentation, the list of error codes."""

from __future__ import annotations

import importlib.resources
from html import escape
from pathlib import Path
from typing import Final

from litestar import MediaType, Response, get
from litestar.response import File

from trunkline import __version__
from trunkline.api.messages import HEADS, all_messages
from trunkline.kit.errors import NotFound

# nothing is loaded from anywhere else; Swagger UI sets styles on its elements and draws with data: images
_POLICY: Final = "default-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; frame-ancestors 'none'"
_ASSETS: Final[dict[str, str]] = {
    "swagger-ui.css": "text/css",
    "swagger-ui-bundle.js": "text/javascript",
    "favicon-32x32.png": "image/png",
}
_CSS: Final = """\
:root { color-scheme: light dark; --ink: #161616; --paper: #ffffff; --faint: #6f6f6f; --line: #e0e0e0; --link: #0f62fe; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #f4f4f4; --paper: #161616; --faint: #a8a8a8; --line: #393939; --link: #78a9ff; }
}
body { margin: 0 auto; max-width: 52rem; padding: 3rem 1.5rem; background: var(--paper); color: var(--ink);
       font: 1rem/1.6 system-ui, sans-serif; }
h1 { font-weight: 600; margin: 0; } p.what { color: var(--faint); margin-top: .25rem; }
a { color: var(--link); } a:focus-visible { outline: 2px solid var(--link); outline-offset: 2px; }
table { border-collapse: collapse; width: 100%; } th, td { text-align: left; padding: .5rem 1rem .5rem 0;
        border-bottom: 1px solid var(--line); vertical-align: top; } th { font-weight: 600; }
code { font-family: ui-monospace, monospace; font-size: .9em; } footer { color: var(--faint); margin-top: 2rem; }
"""
ENTRY_POINTS: Final = (
    ("/tmf-api/serviceOrdering/v4/serviceOrder", "Service orders (TMF641)"),
    ("/tmf-api/serviceInventoryManagement/v4/service", "Services (TMF638)"),
    ("/tmf-api/serviceCatalogManagement/v4/serviceSpecification", "Service specifications (TMF633)"),
    ("/api/serviceOrders", "Service orders, for the workspace"),
    ("/api/tasks", "Tasks: the people's to-do list"),
    ("/api/fallouts", "Fallouts: failures that a person must look at"),
    ("/api/inventory", "Inventory: products, services, resources"),
    ("/api/specifications", "Catalog: specifications and plans"),
    ("/api/events", "History: everything that happened"),
    ("/api/session", "Who you are; POST signs in"),
    ("/health/ready", "Whether the server is ready"),
)  # fmt: skip


def _page(title: str, body: str) -> Response[str]:
    html = f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(title)}</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/pages.css">
</head>
<body>
{body}
</body>
</html>
"""
    return Response(html, media_type=MediaType.HTML, headers={"Content-Security-Policy": _POLICY})


def _landing(paths: frozenset[str]) -> str:
    rows = "\n".join(
        f'<tr><td><a href="{path}"><code>{path}</code></a></td><td>{escape(what)}</td></tr>'
        for path, what in ENTRY_POINTS
        if path in paths
    )
    return f"""<main>
<h1>Trunkline</h1>
<p class="what">Service order management: review, decompose, orchestrate, and mend what fails.</p>
<p>This server takes service orders, plans them and sees them through. It has no pages for work yet:
use the API or the <code>trunkline</code> command.</p>
<p><a href="/docs">API documentation</a> · <a href="/openapi.json">OpenAPI 3.1 document</a> ·
<a href="/docs/errors">Error codes</a></p>
<h2>Where things are</h2>
<table><thead><tr><th scope="col">Address</th><th scope="col">What is there</th></tr></thead>
<tbody>
{rows}
</tbody></table>
</main>
<footer>Version {escape(__version__)}</footer>"""


def landing_page(paths: frozenset[str]) -> Response[str]:
    """The page at /, with those entry points that this server has."""
    return _page("Trunkline", _landing(paths))


@get("/docs", include_in_schema=False)
async def show_docs() -> Response[str]:
    """The API documentation, drawn by Swagger UI from this server's own files."""
    html = """<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Trunkline API</title>
<link rel="icon" href="/docs/assets/favicon-32x32.png">
<link rel="stylesheet" href="/docs/assets/swagger-ui.css">
</head>
<body>
<div id="documentation"></div>
<script src="/docs/assets/swagger-ui-bundle.js"></script>
<script src="/docs/assets/start.js"></script>
</body>
</html>
"""
    return Response(html, media_type=MediaType.HTML, headers={"Content-Security-Policy": _POLICY})


_START: Final = """\
SwaggerUIBundle({
  url: "/openapi.json",
  dom_id: "#documentation",
  deepLinking: true,
  docExpansion: "none",
  validatorUrl: null,
  requestInterceptor: (request) => { request.headers["X-Requested-With"] = "docs"; return request; },
});
"""


def _asset_folder() -> Path:
    vendor = Path(str(importlib.resources.files("swagger_ui_bundle"))) / "vendor"
    return max(vendor.glob("swagger-ui-*"))


@get("/docs/assets/{name:str}", include_in_schema=False)
async def show_asset(name: str) -> Response[str] | File:
    """One of the files that the pages are drawn with."""
    headers = {"Cache-Control": "public, max-age=3600"}
    if name == "pages.css":
        return Response(_CSS, media_type=MediaType.CSS, headers=headers)
    if name == "start.js":
        return Response(_START, media_type="text/javascript", headers=headers)
    if name not in _ASSETS:
        raise NotFound(f"there is no file '{name[:60]}' here")
    return File(_asset_folder() / name, media_type=_ASSETS[name], content_disposition_type="inline", headers=headers)


@get("/docs/errors", include_in_schema=False)
async def show_errors() -> Response[str]:
    """Every error code and every cause of a fallout, with all that it says."""
    rows = "\n".join(
        f'<tr id="{told.code}"><td><code>{told.code}</code></td><td>{told.status or "fallout"}</td>'
        f"<td>{escape(told.agent)}<br>{escape(told.action)}</td><td>{escape(told.engineer)}</td>"
        f"<td>{told.cause_class}</td><td>{told.owner}</td></tr>"
        for told in all_messages()
    )
    heads = "".join(f'<th scope="col">{head}</th>' for head in HEADS)
    return _page(
        "Error codes of Trunkline",
        f"""<main><h1>Error codes</h1>
<p class="what">The <code>code</code> of an error is stable; its <code>message</code> says what happened.</p>
<table><thead><tr>{heads}</tr></thead>
<tbody>
{rows}
</tbody></table></main>""",
    )


routes = [show_docs, show_asset, show_errors]
