import assert from "node:assert/strict";
import fc from "fast-check";
import type { Contact, WaitWeight } from "../../src/attendant/plan.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";
import { instant, seconds } from "../../src/kernel/units.ts";
import { openSwitchboard } from "../../src/reception/switchboard.ts";
import { openTaken } from "../../src/reception/taken.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";

const contact = (person: string, number: string): Contact => ({
  person,
  name: person,
  number: number as PhoneNumber,
  language: "fr",
});
const anne = contact("anne", "+33600000001");
const bob = contact("bob", "+33600000002");

function office() {
  const clock = new VirtualClock(instant(0));
  const taken = openTaken(clock);
  const board = openSwitchboard(clock, taken);
  const told: string[] = [];
  const waits = (call: string, to: readonly Contact[], weight: WaitWeight = "usual") =>
    board.wait(call, {
      to,
      weight,
      tell: (input) => told.push(`${call} ${input.kind === "place" ? input.place : `→ ${input.contact.person}`}`),
    });
  /** What was told since the last time. */
  const heard = () => told.splice(0);
  return { clock, taken, board, waits, heard };
}

describe("the switchboard", () => {
  it("keeps the first who is free for whoever seeks, and nobody for two", () => {
    const { board } = office();
    assert.equal(board.seek("one", [anne, bob]), anne);
    assert.equal(board.seek("two", [anne, bob]), bob);
    assert.equal(board.seek("three", [anne, bob]), null);
    board.free("one");
    assert.equal(board.seek("three", [anne, bob]), anne);
  });

  it("gives whoever gets free to the first who waits, and tells the others their places", () => {
    const { board, waits, heard } = office();
    board.seek("speaks", [anne]);
    waits("first", [anne]);
    waits("second", [anne]);
    waits("third", [anne]);
    assert.deepEqual(heard(), ["first 1", "second 2", "third 3"]);
    board.free("speaks");
    assert.deepEqual(heard(), ["first → anne"]);
    board.leave("first");
    assert.deepEqual(heard(), ["second → anne", "second 1", "third 2"]);
  });

  it("has a newcomer wait behind those who wait, though the person is free for a moment", () => {
    const { board, waits } = office();
    board.foundBusy(anne.number);
    waits("first", [anne]);
    assert.equal(board.seek("newcomer", [anne]), null);
    assert.equal(board.seek("newcomer", [anne, bob]), bob, "for whom nobody waits");
  });

  it("has who is fragile go first, then what is urgent, then who came first", () => {
    const { board, waits, heard } = office();
    board.seek("speaks", [anne]);
    waits("usual", [anne]);
    waits("urgent", [anne], "urgent");
    waits("fragile", [anne], "fragile");
    assert.deepEqual(heard(), ["usual 1", "urgent 1", "usual 2", "fragile 1", "urgent 2", "usual 3"]);
    board.free("speaks");
    assert.deepEqual(heard(), ["fragile → anne"]);
  });

  it("counts as places only those who wait for the same people", () => {
    const { board, waits, heard } = office();
    board.seek("a", [anne]);
    board.seek("b", [bob]);
    waits("for anne", [anne]);
    waits("for bob", [bob]);
    waits("for both", [anne, bob]);
    assert.deepEqual(heard(), ["for anne 1", "for bob 1", "for both 3"]);
  });

  it("tries whoever was found busy again after half a minute, for one caller at a time", async () => {
    const { clock, board, waits, heard } = office();
    board.foundBusy(anne.number);
    waits("first", [anne]);
    waits("second", [anne]);
    heard();
    await clock.pass(seconds(29));
    assert.deepEqual(heard(), []);
    await clock.pass(seconds(2));
    assert.deepEqual(heard(), ["first → anne"]);
    board.foundBusy(anne.number);
    waits("first", [anne]);
    await clock.pass(seconds(29));
    assert.deepEqual(heard(), []);
    await clock.pass(seconds(2));
    assert.deepEqual(heard(), ["first → anne"], "who keeps the place");
  });

  it("lets a caller hear something else between two tries", async () => {
    const { clock, board, waits, heard } = office();
    board.foundBusy(anne.number);
    await clock.pass(seconds(25));
    waits("first", [anne]);
    heard();
    await clock.pass(seconds(10));
    assert.deepEqual(heard(), [], "not five seconds after they were told to wait");
    await clock.pass(seconds(11));
    assert.deepEqual(heard(), ["first → anne"]);
  });

  it("has nobody get past a caller who has that rest", async () => {
    const { clock, board, waits, heard } = office();
    board.foundBusy(anne.number);
    waits("second", [anne]);
    await clock.pass(seconds(25));
    waits("first", [anne], "fragile");
    heard();
    await clock.pass(seconds(10));
    assert.deepEqual(heard(), []);
    await clock.pass(seconds(11));
    assert.deepEqual(heard(), ["first → anne"]);
  });

  it("whatever happens, keeps nobody for two, and the order", async () => {
    const calls = ["a", "b", "c", "d"] as const;
    const call = fc.constantFrom(...calls);
    const to = fc.constantFrom([anne], [bob], [anne, bob], [bob, anne]);
    const act = fc.oneof(
      fc.record({
        do: fc.constant("wait" as const),
        call,
        to,
        weight: fc.constantFrom<WaitWeight>("usual", "fragile"),
      }),
      fc.record({ do: fc.constantFrom("leave" as const, "free" as const, "busy" as const), call }),
      fc.record({ do: fc.constant("seek" as const), call: fc.constantFrom("x", "y"), to }),
      fc.record({ do: fc.constant("pass" as const), s: fc.integer({ min: 1, max: 40 }) }),
    );
    await fc.assert(
      fc.asyncProperty(fc.array(act, { maxLength: 30 }), async (acts) => {
        const clock = new VirtualClock(instant(0));
        const taken = openTaken(clock);
        const board = openSwitchboard(clock, taken);
        const waiting = new Map<string, { weight: WaitWeight; came: number; to: readonly Contact[]; turn: boolean }>();
        let came = 0;
        const isAhead = (one: string, other: string): boolean => {
          const [a, b] = [waiting.get(one), waiting.get(other)];
          if (!a || !b) return false;
          return a.weight === b.weight ? a.came < b.came : a.weight === "fragile";
        };
        for (const each of acts) {
          if (each.do === "pass") await clock.pass(seconds(each.s));
          else if (each.do === "leave") {
            waiting.delete(each.call);
            board.leave(each.call);
          } else if (each.do === "free") board.free(each.call === "a" ? "x" : "y");
          else if (each.do === "busy") board.foundBusy(each.call === "a" ? anne.number : bob.number);
          else if (each.do === "seek") board.seek(each.call, each.to);
          else if (each.do === "wait") {
            const { call: id, to: wanted, weight } = each;
            const before = waiting.get(id);
            came += 1;
            waiting.set(id, { weight, to: wanted, came: before?.came ?? came, turn: false });
            board.wait(id, {
              to: wanted,
              weight,
              tell(input) {
                if (input.kind !== "turn") return;
                const own = waiting.get(id);
                assert.ok(own && !own.turn, "whoever has a turn has it once");
                own.turn = true;
                for (const [other, theirs] of waiting)
                  if (isAhead(other, id) && !theirs.turn)
                    assert.ok(!theirs.to.includes(input.contact), `${id} got past ${other}`);
              },
            });
          }
          const rung = taken.all().map(({ person }) => person);
          assert.equal(new Set(rung).size, rung.length, "one person is kept for two");
        }
        for (const id of [...calls, "x", "y"]) {
          waiting.delete(id);
          board.leave(id);
        }
        assert.deepEqual(taken.all(), []);
      }),
    );
  });

  it("guesses nothing of a conversation whose end it hears", async () => {
    const { clock, board, waits, heard } = office();
    board.foundBusy(anne.number);
    board.keep("speaks", anne);
    board.talks("speaks", anne);
    waits("first", [anne]);
    heard();
    await clock.pass(seconds(120));
    assert.deepEqual(heard(), [], "known to be taken: not tried");
    board.free("speaks");
    assert.deepEqual(heard(), ["first → anne"], "at once");
  });

  it("takes nobody from a caller who waited and speaks with them now", () => {
    const { taken, board, waits } = office();
    waits("first", [anne]);
    board.talks("first", anne);
    board.leave("first");
    assert.deepEqual(
      taken.all().map(({ person, with: how }) => [person, how]),
      [["anne", "conversation"]],
    );
    board.free("first");
    assert.deepEqual(taken.all(), []);
  });

  it("keeps nobody for a caller who is gone", () => {
    const { taken, board, waits } = office();
    waits("first", [anne]);
    board.leave("first");
    assert.deepEqual(taken.all(), []);
    board.seek("first", [anne]);
    board.leave("first");
    assert.deepEqual(taken.all(), []);
  });
});
