import assert from "node:assert/strict";
import { instant, minutes } from "../../src/kernel/units.ts";
import { openTaken } from "../../src/reception/taken.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

const anna = { person: "anna", number: "0612345678" };

describe("people who are taken", () => {
  it("a person is taken at all of their numbers, and a number whoever shares it", () => {
    const taken = openTaken(new VirtualClock(instant(0)));
    taken.take(anna, "conversation");
    assert.equal(taken.has({ person: "anna", number: "0199999999" }), true);
    assert.equal(taken.has({ person: "bruno", number: anna.number }), true);
    assert.equal(taken.has({ person: "bruno", number: "0199999999" }), false);
  });

  it("whoever is taken twice is free when both have let go, and nobody lets go twice", () => {
    const taken = openTaken(new VirtualClock(instant(0)));
    const [rung, talks] = [taken.take(anna, "being-rung"), taken.take(anna, "conversation")];
    rung();
    rung();
    assert.equal(taken.has(anna), true);
    talks();
    assert.equal(taken.has(anna), false);
  });

  it("says since when, in the order in which they were taken, by the clock", () => {
    const clock = new VirtualClock(instant(0));
    const taken = openTaken(clock);
    taken.take(anna, "being-rung");
    clock.jump(minutes(1));
    taken.take({ person: "bruno", number: "0687654321" }, "conversation");
    assert.deepEqual(
      taken.all().map(({ person, since }) => [person, since]),
      [
        ["anna", 0],
        ["bruno", 60_000],
      ],
    );
  });

  it("tells of each change, and of none that is not one", () => {
    const taken = openTaken(new VirtualClock(instant(0)));
    let told = 0;
    const off = taken.onChange(() => told++);
    const free = taken.take(anna, "being-rung");
    free();
    free();
    assert.equal(told, 2);
    off();
    taken.take(anna, "being-rung");
    assert.equal(told, 2);
  });
});
