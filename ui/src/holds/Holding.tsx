// Holding a part of an order: what covers it already, and the button to hold it.
import { useState } from "react";
import { VerbButtons } from "@/parts/VerbButtons";
import { HoldDialog } from "./HoldDialog";
import { HoldNotice } from "./HoldNotice";
import { useHolds, type Part } from "./data";

export function Holding({ of, name }: { of: Part; name: string }) {
  const verbs = useHolds(of).data?.verbs ?? [];
  const [open, setOpen] = useState(false);
  return (
    <>
      <VerbButtons verbs={verbs} buttons={[{ verb: "hold", kind: "tertiary", onClick: () => setOpen(true) }]} />
      <HoldNotice of={of} />
      {open && <HoldDialog of={of} name={name} onClose={() => setOpen(false)} />}
    </>
  );
}
