import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import fc from "fast-check";
import { office as readOffice } from "../../src/duty/office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, millis } from "../../src/kernel/units.ts";
import type { CallEnd } from "../../src/store/call-record.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const amal = { person: "amal", name: "Amal", number: "+33611111111" };
/** Each caller in the forms in which networks give their number; the first of them is known by two numbers. */
const callers: readonly (readonly string[])[] = [
  ["0612345678", "+33612345678", "0033612345678", "0387000001", "+33387000001"],
  ["0699999999", "+33699999999"],
  ["0692123456", "+262692123456", "+33692123456"],
];
const agency = readOffice.parse({
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  callers: [{ number: "0612345678", otherNumbers: ["0387000001"], name: "Odette", fragile: true }],
});

type Ends = CallEnd["outcome"] | "crash" | "crash after put-through";
const happening = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant("call" as const),
      who: fc.constantFrom(0, 1, 2, null),
      form: fc.nat(),
      ends: fc.constantFrom<Ends>(
        ...(["forwarded", "message", "empty-message", "abandoned", "information", "taken-here", "blocked"] as const),
        ...(["failed", "crash", "crash after put-through"] as const),
      ),
      backwards: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constantFrom("close", "take", "mark", "reopen" as const), which: fc.nat() }),
  },
  { weight: 1, arbitrary: fc.constant({ do: "restart" as const }) },
);

describe("whatever calls come, in whatever order", () => {
  it("each caller who was not served has one open need, and nobody else has any", async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(happening, { maxLength: 25 }), async (story) => {
        const place = await Place.make();
        let store: Store = await place.open();
        await store.office.replace(agency, "test");
        /** Calls that are owed, by caller. */
        const open = new Map<string, string[]>();
        const crashed: { id: string; key: string; served: boolean }[] = [];
        let serial = 0;

        async function restart(): Promise<void> {
          await place.close(store);
          store = await place.open();
          await store.recover({ repair: async () => ({ duration: millis(1) }) });
          for (const { id, key, served } of crashed.splice(0)) {
            if (!served) open.set(key, [...(open.get(key) ?? []), id]);
            else if (!key.startsWith("call ")) {
              // Whoever was owed something for a call that began after it still is.
              const newest = open.get(key)?.at(-1);
              if (newest !== undefined && newest < id) open.delete(key);
            }
          }
        }

        for (const each of story) {
          place.clock.time = instant(place.clock.time + 1000);
          if (each.do === "restart") await restart();
          else if (each.do === "call") {
            if (each.backwards) place.clock.time = instant(place.clock.time - 3_600_000);
            const id = `c${String(serial++).padStart(4, "0")}`;
            const forms = each.who === null ? null : (callers[each.who] ?? []);
            const number = forms && (forms[each.form % forms.length] ?? null);
            const key = each.who === null ? `call ${id}` : String(each.who);
            const at = place.clock.now();
            store.calls.begin({ id, line: "l", at, caller: callerId(number ?? "P", null) });
            if (each.ends === "crash" || each.ends === "crash after put-through") {
              const served = each.ends !== "crash";
              if (served) store.calls.step(id, { at, what: "put-through", detail: amal });
              await store.calls.flushed();
              crashed.push({ id, key, served });
              // What is cut off is ended before another call begins.
              await restart();
              continue;
            }
            if (each.ends === "message") {
              await writeFile(store.messages.partPath(id), id);
              await store.messages.keep({
                callId: id,
                partPath: store.messages.partPath(id),
                duration: millis(1),
                empty: false,
              });
            }
            store.calls.end(id, { at, outcome: each.ends });
            await store.calls.flushed();
            if (each.ends === "forwarded" || each.ends === "taken-here") open.delete(key);
            else if (each.ends !== "information" && each.ends !== "blocked")
              open.set(key, [...(open.get(key) ?? []), id]);
          } else {
            const needs = await store.needs.list({ state: each.do === "reopen" ? "closed" : "open", limit: 500 });
            const need = needs[each.which % Math.max(1, needs.length)];
            if (!need) continue;
            const [key] = [...open].find(([, calls]) => calls.includes(need.id)) ?? [];
            if (each.do === "take")
              await store.needs.take(need.id, { id: null, name: `p${each.which % 2}` }, "page", {
                seen: need.revision,
              });
            else if (each.do === "close" || (each.do === "mark" && need.messages.length === 0)) {
              await store.needs.close(need.id, { reason: "called-back" }, "ann");
              open.delete(key ?? "");
            } else if (each.do === "mark") {
              await store.messages.mark(
                need.messages[each.which % need.messages.length] ?? "",
                { closed: true },
                "ann",
              );
              open.delete(key ?? "");
            } else {
              const whose = (id: string) => store.calls.get(id).then((call) => call?.caller.number ?? null);
              const number = await whose(need.id);
              const who = callers.findIndex((forms) => number !== null && forms.includes(number));
              const reopens = who === -1 ? `call ${need.id}` : String(who);
              const done = await store.needs.reopen(need.id, "ann").then(
                () => true,
                () => false,
              );
              assert.equal(done, !open.has(reopens), "opened again, unless something newer is open");
              if (done) open.set(reopens, [...need.calls]);
            }
          }
        }
        const needs = await store.needs.list({ limit: 500 });
        const now = needs.map((need) => need.calls.join(" ")).sort();
        const owed = [...open.values()].map((calls) => calls.join(" ")).sort();
        await place.remove();
        assert.deepEqual(now, owed);
        for (const need of needs) assert.ok(need.owner !== null || need.nextAskAt !== null);
      }),
      { numRuns: Number(process.env.STORIES ?? 25) },
    );
  });
});
