import assert from "node:assert/strict";
import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { IANAZone } from "luxon";
import { offsetsIn } from "../../src/kernel/zone-offset.ts";

describe("the distance of a zone from UTC", () => {
  const own = process.env.TZ;
  beforeEach(() => {
    process.env.TZ = "UTC";
  });
  afterEach(() => {
    if (own === undefined) delete process.env.TZ;
    else process.env.TZ = own;
  });

  it("is what a formatter for dates says, in every zone, before and after the clocks change, until 2060", () => {
    const year = 365.25 * 86_400_000;
    const instants = Array.from({ length: 60 * 3 }, (_, n) => Date.UTC(2000, 0, 15) + (n * year) / 3);
    for (const zone of Intl.supportedValuesOf("timeZone")) {
      const ours = offsetsIn(zone);
      const theirs = IANAZone.create(zone);
      for (const at of instants) assert.equal(ours?.(at), theirs.offset(at), `${zone} ${new Date(at).toISOString()}`);
    }
  });

  it("leaves the process in its own zone", () => {
    process.env.TZ = "America/Havana";
    assert.equal(offsetsIn("Asia/Tokyo")?.(0), 540);
    assert.equal(process.env.TZ, "America/Havana");
    assert.equal(new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset(), 300);
  });

  it("is found in another way for a zone that nobody knows, without a zone of the process, and in a worker", async () => {
    assert.equal(offsetsIn("Europe/Atlantis"), null);
    const module = new URL("../../src/kernel/zone-offset.js", import.meta.url).href;
    const code = `import("${module}").then(({ offsetsIn }) => require("node:worker_threads").parentPort.postMessage(offsetsIn("Europe/Paris") === null))`;
    // The zone that the process is told to be in for a moment is the worker's as well.
    for (const zone of ["UTC", "Etc/GMT+12"]) {
      process.env.TZ = zone;
      const [isNull] = await once(new Worker(code, { eval: true }), "message");
      assert.equal(isNull, true, zone);
    }
    delete process.env.TZ;
    assert.equal(offsetsIn("Europe/Paris"), null);
  });
});
