// What values a specification asks for, nested ones below their parent.
import { t } from "@/i18n/t";
import { valueText } from "@/parts/CharacteristicTable";
import type { SpecCharacteristic } from "./types";
import { boundsText, flattened, valuesOf } from "./words";

export function Characteristics({ all }: { all: SpecCharacteristic[] }) {
  if (all.length === 0) return <p className="muted">{t("characteristic.none")}</p>;
  return (
    <div className="scroller">
      <table className="plain">
        <thead><tr>
          <th scope="col">{t("characteristic")}</th><th scope="col">{t("catalog.type")}</th><th scope="col">{t("catalog.needed")}</th>
          <th scope="col">{t("catalog.options")}</th><th scope="col">{t("catalog.bounds")}</th><th scope="col">{t("description")}</th>
        </tr></thead>
        <tbody>
          {flattened(all).map(({ one, depth }, i) => (
            <tr key={`${i} ${one.name}`}>
              <th scope="row" style={{ paddingInlineStart: depth * 18 }}>{one.name}</th>
              <td>{one.valueType}{one.unitOfMeasure && <span className="muted"> {one.unitOfMeasure}</span>}</td>
              <td>{t((one.minCardinality ?? 0) > 0 ? "yes" : "no")}</td>
              <td>{valuesOf(one).filter((value) => value.value !== undefined).map((value) => (
                `${value.label ?? valueText(value.value)}${value.isDefault ? ` (${t("catalog.default")})` : ""}`
              )).join(", ")}</td>
              <td>{boundsText(one)}</td>
              <td>{one.description}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
