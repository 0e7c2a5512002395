// Writes src/api/schema.ts from openapi.json (`make api` writes both); with --check it only says whether it is current.
import { createHash } from "node:crypto";
import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { URL } from "node:url";
import openapiTS, { astToString } from "openapi-typescript";

const here = (path) => new URL(`../${path}`, import.meta.url);
const source = here("openapi.json");
const target = here("src/api/schema.ts");

if (!existsSync(source)) {
  console.error("openapi.json is missing: `make api` writes it from the server's code, no server needed.");
  process.exit(1);
}
const text = readFileSync(source, "utf8");
const digest = createHash("sha256").update(text).digest("hex");
const written = `// Written by \`make api\`; not to be changed by hand.\n// openapi.json sha256 ${digest}\n\n${astToString(await openapiTS(JSON.parse(text)))}`;
if (!process.argv.includes("--check")) {
  writeFileSync(target, written);
} else if (!existsSync(target) || readFileSync(target, "utf8") !== written) {
  console.error("src/api/schema.ts is not what the server's document says: run `make api`.");
  process.exit(1);
}
