// Whether what the workspace expects (src/api/types.ts) is what the server's OpenAPI says: `npm run agreement` after
// `python -m trunkline.api.openapi > ui/openapi.json`. It only has to compile.
import type * as Ours from "@/api/types";
import type { components } from "./generated";

type Server = components["schemas"];
/** Compiles when an answer of the server can be used as ours, and every field of ours is one of the server's. */
type Agrees<Theirs extends Mine, Mine> = [keyof Mine] extends [keyof Theirs] ? Theirs : never;

export type Agreed = [
  Agrees<Server["SessionBody"], Ours.Session>,
  Agrees<Server["TaskBody"], Ours.Task>,
  Agrees<Server["TaskDetail"], Ours.TaskDetail>,
  Agrees<Server["DomainOrderBody"], Ours.DomainOrder>,
  Agrees<Server["PlanBody"], Ours.Plan>,
  Agrees<Server["WorklistLine"], Ours.WorklistLine>,
  Agrees<Server["ServiceOrderDetail"], Ours.ServiceOrderDetail>,
  Agrees<Server["FalloutBody"], Ours.Fallout>,
  Agrees<Server["FalloutDetail"], Ours.FalloutDetail>,
  Agrees<Server["GroupBody"], Ours.Group>,
  Agrees<Server["FalloutTypeBody"], Ours.FalloutType>,
];
