// Whether what the workspace expects (src/api/types.ts) is what the server's OpenAPI says. It only has to compile:
//   curl -s http://127.0.0.1:8080/openapi.json -o openapi.json && npm run agreement
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
