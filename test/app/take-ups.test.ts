import assert from "node:assert/strict";
import { join } from "node:path";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import { openStore } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { officeWith } from "../scenarios/office.ts";
import { done, fault, json, misunderstood, programOn } from "./program.ts";

describe("the command line, of who has taken up their duty", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  it("lists who was asked, and takes the word of whoever runs it", async () => {
    const run = programOn(place.folder);
    const store = await openStore({
      file: join(place.folder, "permanence.db"),
      folder: place.folder,
      clock: systemClock,
      log: silentLog,
    });
    await store.office.replace(officeWith({}), "test");
    const now = systemClock.now();
    for (const [person, name] of [
      ["carl", "Carl"],
      ["dora", "Dora"],
    ] as const) {
      const shift = { person, service: "on-call" as const, level: 1, from: now, until: plus(now, minutes(600)) };
      const ask = { do: "ask" as const, step: "asked" as const, shift, name, known: null, asks: [] };
      assert.ok(await store.takeUps.step(ask, "Europe/Paris", now));
    }
    await store.close();
    assert.match(
      done(await run("take-up", "list")),
      /^ID +WHO +SERVICE +FROM +STATE\n1 +Carl +on-call .*not confirmed yet\n/,
    );
    assert.match(done(await run("take-up", "confirm", "1")), /Carl +on-call .*taken up at .*\(command\)/);
    const other = json(await run("take-up", "confirm", "2", "--by", "Bob", "--json")) as {
      readonly confirmed: { readonly by: unknown };
    };
    assert.deepEqual(other.confirmed.by, { id: "bob", name: "Bob" });
    assert.match(done(await run("take-up", "list")), /Dora .*taken up by Bob at /);
    const duty = done(await run("duty"));
    assert.match(duty, /^ {2}Carl +on-call, taken up at .*\(command\)$/m);
    assert.match(duty, /^ {2}Dora +on-call, taken up by Bob at .*\(command\)$/m);
    assert.match(duty, /^ {2}duty hours +from Monday/m);
    fault(await run("take-up", "confirm", "77"), /take up duty/);
    misunderstood(await run("take-up", "confirm", "x"), /whole number/);
  });
});
