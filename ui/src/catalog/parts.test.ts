import { describe, expect, it } from "vitest";
import type { TableNode } from "./parts";
import { conditionText, expressionText, mappingText, sharingText, tablesOf } from "./words";

describe("the words of rules (CAT)", () => {
  it("say a CEL expression with words, and leave what is quoted as it is", () => {
    expect(expressionText('order.category == "a && b" && size(items) > 200')).toBe('order.category is "a && b" and number of items > 200');
    expect(expressionText("values.Bandwidth >= 100 || !shared")).toBe("Bandwidth ≥ 100 or not shared");
    expect(expressionText('"Security Tier" in values')).toBe("“Security Tier” is given");
  });
  it("name the expression or the table of a condition", () => {
    expect(conditionText({ expression: "order.risk >= 50" })).toBe("order.risk ≥ 50");
    expect(conditionText({ table: "reach" })).toBe("the table reach says so");
    expect(conditionText({})).toBe("always");
  });
  it("say where a mapped value comes from when it is computed, looked up or a sibling's", () => {
    expect(mappingText({ target: "Model", table: "cpe-model", output: "model" })).toContain("model of the table cpe-model");
    expect(mappingText({ target: "Rate", expression: "values.Rate * 2" })).toContain("Rate * 2");
    expect(mappingText({ target: "Vlan", source: "Vlan", direction: "siblingToSibling", sibling: "port" })).toContain("port Vlan");
  });
  it("say what is shared, within what", () => {
    expect(sharingText({ scope: "order", alike: ["Model"], same_place: true })).toBe("one for the whole order, when Model are alike, at the same place");
  });
});

describe("a decision table", () => {
  const node: TableNode = { id: "t", name: "box", type: "decisionTableNode", content: {
    inputs: [{ id: "b", name: "Bandwidth" }], outputs: [{ id: "m", field: "model" }], hitPolicy: "first",
    rules: [{ _id: "large", b: "> 5000", m: '"E-5000"' }, { _id: "small", m: '"E-200"' }],
  } };
  it("has its rows with what is given and what is answered; an open input says any", () => {
    expect(tablesOf([{ id: "i", name: "in", type: "inputNode" }, node])).toEqual([{
      name: "box", first: true, inputs: ["Bandwidth"], outputs: ["model"],
      rows: [{ id: "large", given: ["> 5000"], answers: ['"E-5000"'] }, { id: "small", given: ["any"], answers: ['"E-200"'] }],
    }]);
  });
});
