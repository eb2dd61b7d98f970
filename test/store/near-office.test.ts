import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { dutyAt } from "../../src/duty/duty-at.ts";
import { type Instant, instant, minutes } from "../../src/kernel/units.ts";
import { bigOffice } from "../attendant/big-office.ts";
import { Place } from "../kit/place.ts";

const DAY = 86_400_000;
const reach = { behind: minutes(10 * 24 * 60), ahead: minutes(100 * 24 * 60) };

/** As whoever answers calls reads the schedule: a change of ten years of it holds up no call (R16). */
describe("the part of the schedule that is near", () => {
  let place: Place;
  before(async () => {
    place = await Place.make();
    place.clock.time = instant(Date.UTC(2026, 10, 23, 9));
    const store = await place.open();
    await store.office.replace(bigOffice(), "test");
    await place.close(store);
  });
  after(() => place.remove());

  const dutyOf = (office: Parameters<typeof dutyAt>[0], at: Instant) => {
    const { onDuty, onCall, closed } = dutyAt(office, at);
    return { onDuty: onDuty.map(({ id }) => id), onCall: onCall.map(({ id }) => id), closed };
  };

  it("is a small part of it, and decides as all of it does (R16)", async () => {
    const [all, near] = [await place.open(), await place.open({ reach })];
    const [whole, part] = [await all.office.read(), await near.office.read()];
    assert.ok(part.rota.length < whole.rota.length / 20, `${part.rota.length} of ${whole.rota.length} lines`);
    assert.ok(part.overrides.length < whole.overrides.length / 20);
    assert.equal(part.people.length, whole.people.length);
    assert.equal(part.callers.length, whole.callers.length);
    for (let at = place.clock.time - 9 * DAY; at < place.clock.time + 99 * DAY; at += 5 * 3_600_000)
      assert.deepEqual(dutyOf(part, instant(at)), dutyOf(whole, instant(at)), new Date(at).toISOString());
  });

  it("moves with the days, whatever the clock was before", async () => {
    const near = await place.open({ reach });
    const first = await near.office.read();
    assert.equal(await near.office.read(), first, "the same while nothing changes");
    const before = place.clock.time;
    place.clock.time = instant(0);
    assert.equal((await near.office.read()).rota.length, 0);
    place.clock.time = instant(before + 50 * DAY);
    const then = await near.office.read();
    assert.deepEqual(dutyOf(then, place.clock.time), dutyOf(bigOffice(), place.clock.time));
    place.clock.time = before;
  });

  it("is near the hour by which calls are planned, and all of it while none is known (R2)", async () => {
    const real = place.clock.time;
    let hour: Instant | null = real;
    const near = await place.open({ reach: { ...reach, hour: () => hour } });
    place.clock.time = instant(0);
    assert.deepEqual(dutyOf(await near.office.read(), real), dutyOf(bigOffice(), real));
    hour = null;
    assert.equal((await near.office.read()).rota.length, bigOffice().rota.length);
    place.clock.time = real;
  });

  it("is never kept as the copy of all of it", async () => {
    const near = await place.open({ reach });
    await near.office.save("blocked", "+33699999999" as never, "test");
    const copy = await readFile(join(place.folder, "office.json"), "utf8");
    assert.equal(JSON.parse(copy).office?.rota?.length ?? JSON.parse(copy).rota?.length, bigOffice().rota.length);
  });
});
