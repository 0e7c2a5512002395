import { expect, test } from "vitest";
import { movesOf } from "./board";

const move = (state: string, ...verbs: string[]) => movesOf({ fallout: { state }, verbs }).map(({ to, verb }) => `${verb}: ${to}`);

test("a card goes only where the server lets it go", () => {
  expect(move("open", "take", "assign", "askInformation", "resolve", "cancel", "note")).toEqual(["take: inProgress", "askInformation: awaitingInformation", "resolve: resolved"]);
  expect(move("awaitingInformation", "take", "resume", "note")).toEqual(["resume: inProgress"]);
  expect(move("inProgress", "take")).toEqual([]);
  expect(move("resolved", "close", "note")).toEqual([]);
});
