import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import type { Plan } from "../../src/attendant/plan.ts";
import { office as readOffice } from "../../src/duty/office.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import type { CallEnd, CallStep } from "../../src/store/call-record.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

const agency = readOffice.parse({
  name: "Les Tilleuls",
  zone: "Europe/Paris",
  callers: [
    { number: "0612345678", otherNumbers: ["0387000001"], name: "Odette Martin", fragile: true },
    { number: "0699999999", name: "Fournisseur" },
  ],
});
const amal = { person: "amal", name: "Amal", number: "+33611111111" };
const contact = { ...amal, language: "fr" } as const;
const onCallByKey = {
  answerAfter: 2,
  because: [],
  steps: [
    {
      do: "menu",
      announcement: { kind: "closed", language: "fr", urgent: true },
      wrongKey: { kind: "wrong-key", language: "fr" },
      wait: 4200,
      keys: { "1": [{ do: "forward", to: [contact], ringFor: 25_000, screen: true, via: "on-call" }] },
      otherwise: [],
    },
  ],
} as unknown as Plan;

type Ending = CallEnd["outcome"];
type Step = Pick<CallStep, "what" | "detail">;

describe("needs", () => {
  let place: Place;
  let store: Store;
  let count = 0;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
    await store.office.replace(agency, "test");
  });
  afterEach(() => place.remove());

  interface Rings {
    readonly from?: string | null;
    readonly steps?: readonly Step[];
    readonly plan?: Plan;
    readonly says?: boolean;
  }

  /** A call from its first ring to its end, or, without an outcome, as far as a crash let it come. */
  async function call(
    outcome: Ending | null,
    { from = null, steps = [], plan, says = false }: Rings = {},
  ): Promise<string> {
    const id = `20261123-150000-${(count++).toString(16).padStart(4, "0")}`;
    place.clock.time = instant(place.clock.time + 60_000);
    const at = place.clock.now();
    const caller = from === null ? callerId("P", null) : callerId(from, null);
    store.calls.begin({ id, line: "l", at, caller, ...(plan ? { plan } : {}) });
    for (const step of steps) store.calls.step(id, { at, ...step } as CallStep);
    if (says) {
      await writeFile(store.messages.partPath(id), id);
      await store.messages.keep({
        callId: id,
        at,
        partPath: store.messages.partPath(id),
        duration: millis(1000),
        empty: false,
      });
    }
    if (outcome !== null) store.calls.end(id, { at: instant(at + 20_000), outcome });
    await store.calls.flushed();
    return id;
  }
  const open = async () =>
    (await store.needs.list()).map(({ id, why, weight, calls }) => ({ id, why, weight, calls: calls.length }));
  const inVain: Step = { what: "attempt", detail: { ...amal, outcome: "no-answer", ringTime: seconds(25) } };
  const joined: Step = { what: "put-through", detail: amal };

  const owed: readonly (readonly [string, Ending, Rings, string])[] = [
    ["hung up before the answer", "abandoned", {}, "left"],
    ["hung up in the menu", "abandoned", { steps: [{ what: "answered", detail: { rings: 2 } }] }, "left"],
    ["nobody took it, and she hung up", "abandoned", { steps: [inVain] }, "nobody-took-it"],
    ["nobody took it, and nothing was said", "empty-message", { steps: [inVain] }, "nobody-took-it"],
    ["said nothing after the beep", "empty-message", {}, "empty-message"],
    ["the line failed", "failed", {}, "failed"],
    ["left a message", "message", { says: true }, "message"],
  ];
  for (const [title, outcome, rings, why] of owed)
    it(`opens one for a caller who was not served: ${title} (P2)`, async () => {
      const id = await call(outcome, { ...rings, from: "0612345678" });
      assert.deepEqual(await open(), [{ id, why, weight: "fragile", calls: 1 }]);
      const need = await store.needs.get(id);
      assert.deepEqual([need?.number, need?.name, need?.fragile], ["+33612345678", "Odette Martin", true]);
      assert.equal(need?.dueAt, (need?.openedAt ?? 0) + 1_800_000);
    });

  it("opens none for who was served", async () => {
    for (const outcome of ["forwarded", "taken-here", "information", "blocked"] as const)
      await call(outcome, { from: "0612345678" });
    assert.deepEqual(await open(), []);
  });

  it("is one for all calls of a caller, in whatever form the number came, and by whichever number of theirs", async () => {
    const first = await call("abandoned", { from: "0612345678" });
    await call("failed", { from: "+33612345678" });
    await call("empty-message", { from: "0387000001" });
    await call("message", { from: "0033612345678", says: true });
    assert.deepEqual(await open(), [{ id: first, why: "message", weight: "fragile", calls: 4 }]);
    const history = (await store.needs.history(first)).map(({ what }) => what);
    assert.deepEqual(history, ["opened", "joined", "joined", "joined", "message"]);
  });

  it("of a client whose second number became known later is closed with the first", async () => {
    const [a, b] = [await call("abandoned", { from: "0699999999" }), await call("abandoned", { from: "0655555555" })];
    const supplier = { number: "+33699999999", otherNumbers: ["+33655555555"], name: "Fournisseur", fragile: false };
    await store.office.save("callers", supplier as Parameters<typeof store.office.save<"callers">>[1], "test");
    await call("failed", { from: "0655555555" });
    assert.deepEqual(
      (await store.needs.list()).map((need) => [need.id, need.calls.length]),
      [
        [a, 2],
        [b, 1],
      ],
    );
    await call("taken-here", { from: "0655555555" });
    assert.deepEqual(await open(), []);
  });

  it("is one for each call whose number was withheld, and none of them is closed by another", async () => {
    const [a, b] = [await call("abandoned"), await call("abandoned")];
    await call("forwarded", { steps: [joined] });
    assert.deepEqual(
      (await open()).map(({ id }) => id),
      [a, b],
    );
    assert.equal((await store.needs.get(a))?.number, null);
  });

  it("comes by weight: fragile, then urgent, then the others by their deadline", async () => {
    const usual = await call("abandoned", { from: "0699999999" });
    const offered = await call("abandoned", { from: "0611112222", plan: onCallByKey });
    const urgent = await call("abandoned", {
      ...{ from: "0688888888", plan: onCallByKey },
      steps: [{ what: "key", detail: { digit: "1", known: true } }],
    });
    const fragile = await call("abandoned", { from: "0612345678" });
    assert.deepEqual(
      (await open()).map(({ id, weight }) => [id, weight]),
      [
        [fragile, "fragile"],
        [urgent, "urgent"],
        [usual, "usual"],
        [offered, "usual"],
      ],
    );
  });

  it("is closed by itself when the caller gets through, by whom they got through to, with its messages", async () => {
    const id = await call("message", { from: "0612345678", says: true });
    await call("abandoned", { from: "0612345678" });
    await call("information", { from: "0612345678" });
    assert.equal((await open()).length, 1);
    await call("forwarded", { from: "+33612345678", steps: [joined] });
    const need = await store.needs.get(id);
    assert.deepEqual([await open(), need?.reason, need?.closedBy], [[], "got-through", "Amal"]);
    assert.equal((await store.messages.get(id))?.closedBy, "Amal");
    const again = await call("abandoned", { from: "0612345678" });
    assert.deepEqual(
      (await open()).map(({ id }) => id),
      [again],
    );
  });

  it("stays for what came after a call that is served, though that ends later", async () => {
    const at = place.clock.now();
    store.calls.begin({ id: "long", line: "a", at, caller: callerId("0612345678", null) });
    const second = await call("abandoned", { from: "0612345678" });
    store.calls.end("long", { at: instant(at + 600_000), outcome: "forwarded" });
    await store.calls.flushed();
    assert.deepEqual(
      (await open()).map(({ id }) => id),
      [second],
    );
  });

  it("is there after a crash in the middle of a call, once, unless somebody had the caller", async () => {
    const lost = await call(null, { from: "0612345678" });
    const spoken = await call(null, { from: "0611112222", says: true });
    await call(null, { from: "0688888888", steps: [joined] });
    await place.close(store);
    for (let start = 0; start < 2; start++) {
      store = await place.open();
      await store.recover({ repair: async () => ({ duration: millis(1) }) });
      assert.deepEqual(await open(), [
        { id: lost, why: "interrupted", weight: "fragile", calls: 1 },
        { id: spoken, why: "message", weight: "usual", calls: 1 },
      ]);
      if (start === 0) await place.close(store);
    }
  });

  it("says of a message that was held in memory and lost that the call failed", async () => {
    const id = await call("message", {
      ...{ from: "0612345678", steps: [{ what: "held", detail: { duration: millis(1), why: "full" } }] },
    });
    assert.equal((await open())[0]?.why, "message");
    await store.recover({ repair: async () => null });
    assert.deepEqual(await open(), [{ id, why: "failed", weight: "fragile", calls: 1 }]);
  });

  it("is open again when a message that was held is written after it was closed", async () => {
    const id = await call("message", { from: "0612345678" });
    await store.needs.close(id, { reason: "called-back" }, "ann");
    await writeFile(store.messages.partPath(id), id);
    await store.messages.keep({ callId: id, partPath: store.messages.partPath(id), duration: millis(1), empty: false });
    const need = await store.needs.get(id);
    assert.deepEqual([need?.closedAt, need?.messages], [null, [id]]);
    assert.deepEqual(
      (await store.needs.history(id)).map(({ what }) => what),
      ["opened", "closed", "reopened", "message"],
    );
  });

  it("is opened again for a message whose need was lost with a part of the database", async () => {
    const [a, b] = [
      await call("message", { from: "0612345678", says: true }),
      await call("message", { from: "0612345678", says: true }),
    ];
    await store.transaction(async (tx) => {
      for (const table of ["need_event", "need_call", "need"]) await tx.run(`DELETE FROM ${table}`);
    });
    await store.recover({ repair: async () => null });
    const [need, ...more] = await store.needs.list();
    assert.deepEqual([need?.messages, more], [[a, b], []]);
  });

  it("and its messages are one thing, whichever is dealt with", async () => {
    const first = await call("message", { from: "0612345678", says: true });
    const second = await call("message", { from: "0612345678", says: true });
    const both = () => Promise.all([first, second].map((id) => store.messages.get(id)));
    await store.messages.mark(second, { takenBy: "Karim" }, "ann");
    assert.equal((await store.needs.get(first))?.owner?.name, "Karim");
    assert.deepEqual(
      (await both()).map((each) => each?.takenBy),
      ["Karim", "Karim"],
    );
    await store.messages.mark(first, { calledBack: true, note: "Va mieux" }, "ann");
    const need = await store.needs.get(first);
    assert.deepEqual([need?.reason, need?.closedBy], ["called-back", "ann"]);
    assert.deepEqual(
      (await both()).map((each) => each?.closedBy),
      ["ann", "ann"],
    );
    assert.equal((await store.messages.get(first))?.note, "Va mieux");
    await store.messages.mark(second, { closed: false }, "ann");
    assert.equal((await store.needs.get(first))?.closedAt, null);
    assert.deepEqual(
      (await both()).map((each) => each?.closedAt),
      [null, null],
    );
    await store.needs.giveBack(first, "ann");
    assert.deepEqual(
      (await both()).map((each) => each?.takenBy),
      [null, null],
    );
    await store.needs.take(first, { id: "amal", name: "Amal" }, "key");
    assert.deepEqual(
      (await both()).map((each) => each?.takenBy),
      ["Amal", "Amal"],
    );
  });

  it("is closed with its reason and its note in one act (P4), by one of two who do it at once", async () => {
    const id = await call("message", { from: "0612345678", says: true });
    const closing = { reason: "called-back", note: "Rappelée, tout va bien" } as const;
    const done = await Promise.allSettled([
      store.needs.close(id, closing, "Amélie"),
      store.needs.close(id, closing, "Karim"),
    ]);
    assert.deepEqual(
      done.map(({ status }) => status),
      ["fulfilled", "rejected"],
    );
    assert.match(String((done[1] as PromiseRejectedResult).reason), /"Amélie" closed it already/);
    const message = await store.messages.get(id);
    assert.deepEqual([message?.note, message?.closedBy, message?.calledBackBy], [closing.note, "Amélie", "Amélie"]);
    assert.deepEqual((await store.needs.history(id)).at(-1)?.detail, { by: "Amélie", ...closing });
    const [line] = await store.journal.list({ what: "need.close" });
    assert.deepEqual([line?.by, JSON.stringify(line).includes("tout va bien")], ["Amélie", false]);
  });

  it("is not opened again beside a newer one of the same caller", async () => {
    const old = await call("message", { from: "0612345678", says: true });
    await store.needs.close(old, { reason: "called-back" }, "ann");
    await call("abandoned", { from: "0612345678" });
    await assert.rejects(store.needs.reopen(old, "ann"), { code: "needs.another-open" });
    await assert.rejects(store.messages.mark(old, { closed: false }, "ann"), { code: "needs.another-open" });
    assert.equal((await open()).length, 1);
  });

  it("keeps who called while it is open, and loses it with its calls when it is closed", async () => {
    const id = await call("abandoned", { from: "0612345678" });
    await store.needs.note(id, "secret", "ann");
    const later = instant(place.clock.time + 1e9);
    const expire = () => store.forget.expired({ messagesBefore: later, callsBefore: later }, "box", later);
    assert.deepEqual(await expire(), { messages: 0, calls: 0 });
    assert.equal((await store.needs.get(id))?.number, "+33612345678");
    await store.needs.close(id, { reason: "not-reachable", note: "secret" }, "ann");
    assert.deepEqual(await expire(), { messages: 0, calls: 1 });
    const need = await store.needs.get(id);
    assert.deepEqual([need?.number, need?.name, need?.reason], [null, null, "not-reachable"]);
    assert.doesNotMatch(JSON.stringify(await store.needs.history(id)), /secret/);
  });

  it("goes with a caller who asks to be forgotten, and is told to one who asks what there is", async () => {
    const id = await call("abandoned", { from: "0612345678" });
    const forms = ["+33612345678", "0612345678"];
    const number = forms[0] as Parameters<Store["callers"]["about"]>[0];
    assert.deepEqual(
      (await store.callers.about(number, forms)).needs.map((need) => need.id),
      [id],
    );
    await store.callers.forget(number, forms, "ann", place.clock.now());
    const need = await store.needs.get(id);
    assert.deepEqual([await open(), need?.number, need?.name, need?.closedBy], [[], null, null, "ann"]);
  });

  it("is found by who called, who has it and what was noted, among five hundred after a holiday", async () => {
    for (let n = 0; n < 500; n++)
      store.calls.begin({
        id: `c${n}`,
        line: "l",
        at: place.clock.now(),
        caller: callerId(`07${String(n).padStart(8, "0")}`, null),
      });
    for (let n = 0; n < 500; n++) store.calls.end(`c${n}`, { at: instant(place.clock.time + n), outcome: "abandoned" });
    await store.calls.flushed();
    assert.deepEqual(await store.needs.counts(instant(place.clock.time + 1e10)), {
      open: 500,
      overdue: 500,
      unowned: 500,
      fragile: 0,
    });
    const seen = new Set<string>();
    let after: string | undefined;
    do {
      const page = await store.needs.list({ limit: 120, after });
      for (const { id } of page) seen.add(id);
      after = page.at(-1)?.id;
    } while (after !== undefined);
    assert.equal(seen.size, 500);
    await store.needs.note("c7", "Clé sous le pot", "ann");
    await store.needs.take("c8", { id: null, name: "Karim" }, "page");
    const of = async (text: string) => (await store.needs.list({ search: { text } })).map(({ id }) => id);
    assert.deepEqual([await of("sous le pot"), await of("karim"), await of("00000009")], [["c7"], ["c8"], ["c9"]]);
  });
});
