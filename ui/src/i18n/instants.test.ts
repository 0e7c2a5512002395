import { afterAll, describe, expect, it, vi } from "vitest";

const inZone = async (zone: string) => {
  vi.stubEnv("TZ", zone);
  vi.resetModules();
  return import("./instants");
};

const times = async (zone: string, instants: string[]) => {
  const { momentText } = await inZone(zone);
  return instants.map((one) => momentText(one).slice(-5));
};

describe("instants in the zone of the user (UIF-10)", () => {
  afterAll(() => {
    vi.unstubAllEnvs();
  });

  it("jump in Lisbon when the clocks do, and do not in Tokyo; the exact instant is the same in both", async () => {
    const spring = ["2026-03-29T00:30:00Z", "2026-03-29T01:30:00Z"];
    const autumn = ["2026-10-25T00:30:00Z", "2026-10-25T01:30:00Z"];
    expect(await times("Europe/Lisbon", spring)).toEqual(["00:30", "02:30"]);
    expect(await times("Europe/Lisbon", autumn)).toEqual(["01:30", "01:30"]);
    expect(await times("Asia/Tokyo", spring)).toEqual(["09:30", "10:30"]);
    expect(await times("Asia/Tokyo", autumn)).toEqual(["09:30", "10:30"]);
    for (const zone of ["Europe/Lisbon", "Asia/Tokyo"]) {
      const { utcText, agoText, dayText } = await inZone(zone);
      expect(utcText(spring[1]!)).toBe("2026-03-29 01:30:00 UTC");
      // an hour is an hour, whatever the clocks on the wall do
      expect(agoText(spring[0]!, Date.parse(spring[1]!))).toBe("1 hour ago");
      expect(dayText("2026-03-28T23:30:00Z")).toContain(zone === "Asia/Tokyo" ? "29" : "28");
    }
  });
});
