// Of a test or a repair: which round it is, how it came out, and what it belongs to.
import { Link } from "react-router";
import type { Schemas } from "@/api/types";
import { t } from "@/i18n/t";

const linked = (key: "test.repairOf" | "test.retestOf" | "test.repair" | "test.retest", number: string | null | undefined) =>
  number ? <> {t(key)} <Link to={`/tasks/${number}`}>{number}</Link>.</> : null;

export function TestNotice({ test }: { test: Schemas["TaskTestBody"] }) {
  const failed = test.passed === false;
  return (
    <p className={failed ? "callout callout--warning" : "callout"}>
      {!test.repairOf && <strong>{t(failed ? "test.failed" : test.passed ? "test.passed" : "test.open")} </strong>}
      {!test.repairOf && test.round > 0 && typeof test.rounds === "number" && <>{t("test.round", { n: test.round, of: test.rounds })} </>}
      {test.found}
      {linked("test.repairOf", test.repairOf)}
      {linked("test.retestOf", test.retestOf)}
      {linked("test.repair", test.repair)}
      {linked("test.retest", test.retest)}
    </p>
  );
}
