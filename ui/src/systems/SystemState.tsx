// How a domain system stands, as word and sign.
import { StateTag } from "@/parts/StateTag";
import { standingOf, type System } from "./data";

export function SystemState({ system }: { system: System }) {
  return <StateTag family="domainSystem" state={standingOf(system, Date.now())} reason={system.heldReason} />;
}
