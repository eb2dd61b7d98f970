import assert from "node:assert/strict";
import { join } from "node:path";
import type { Announcements } from "../../src/announcements/library.ts";
import type { Spoken } from "../../src/announcements/spoken.ts";
import type { Variables } from "../../src/announcements/text.ts";
import type { AnnouncementKind, Plan } from "../../src/attendant/plan.ts";
import type { CallEnd } from "../../src/call/call.ts";
import type { Office } from "../../src/duty/office.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { Fault } from "../../src/kernel/fault.ts";
import type { Told } from "../../src/reception/call-entry.ts";
import { type DeskParts, openDesk } from "../../src/reception/desk.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";
import { officeWith } from "../scenarios/office.ts";
import { parisTime } from "../scenarios/scene.ts";
import { aCall, contact, EVENING, MORNING, voiceFrames } from "./a-call.ts";

const office = officeWith({ callers: [{ number: "+33199000042", name: "Madame Lefèvre" }] });
const stepsOf = (plan: Plan) =>
  plan.steps.map((step) => (step.do === "announce" ? step.announcement.kind : step.do)).join(" ");
const takesMessage = "closed danger leave-message record thanks hangUp";

describe("the reception desk", () => {
  let place: Place;
  let store: Store;
  let told: Told[];
  let asked: { readonly spoken: Spoken; readonly office: Office; readonly variables: Variables | undefined }[];

  /** Announcements that tell what they were asked for. */
  const announcements: Pick<Announcements, "sound"> = {
    async sound(spoken, of, variables) {
      asked.push({ spoken, office: of, variables });
      return { pcm: new Int16Array(160), text: "", version: "v1", origin: "tone" };
    },
  };
  const desk = (changes: Partial<DeskParts> = {}) =>
    openDesk({
      clock: place.clock,
      log: place.log,
      store,
      announcements,
      abilities: () => ({ forwards: true }),
      watch: (each) => told.push(each),
      messages: join(place.folder, "messages"),
      recordings: join(place.folder, "announcements"),
      mailTo: () => ["bureau@example.org"],
      wake: () => undefined,
      ...changes,
    });
  /** A store that reads this office, until it reads none. */
  const reading = (read: () => Promise<Office>): Store => ({ ...store, office: { ...store.office, read } });

  beforeEach(async () => {
    told = [];
    asked = [];
    place = await Place.make();
    store = await place.open();
    await store.office.replace(office, "test");
  });
  afterEach(() => place.remove());

  it("plans by the schedule as it is now, and by what the line can do", async () => {
    const planned = (line: string) =>
      desk({ abilities: (name) => ({ forwards: name === "line-1" }) }).plan(aCall({ line }));
    assert.match(stepsOf(await planned("line-1")), /^welcome forward /);
    assert.doesNotMatch(stepsOf(await planned("line-2")), /forward/);
    await store.office.replace(officeWith({ hours: [] }), "test");
    assert.doesNotMatch(stepsOf(await planned("line-1")), /^welcome/);
  });

  it("uses the last schedule that was read when it can't be read again, and says so", async () => {
    let fails = false;
    const open = desk({
      store: reading(async () => (fails ? Promise.reject(new Error("no disk")) : office)),
    });
    const before = await open.plan(aCall());
    fails = true;
    assert.deepEqual(await open.plan(aCall()), before);
    assert.equal(place.log.count("app.office-unread"), 1);
  });

  it("takes a message when no schedule could ever be read", async () => {
    const open = desk({ store: reading(() => Promise.reject(new Error("no disk"))) });
    assert.equal(stepsOf(await open.plan(aCall())), takesMessage);
  });

  it("takes a message, to the end, when the attendant throws", async () => {
    const broken: Office = { ...office, zone: "Mars/Base" };
    const open = desk({ store: reading(async () => broken) });
    const call = aCall({ caller: callerId("0199000042", null) });
    const page = open.begin(call);
    const plan = await open.plan(call);
    assert.equal(stepsOf(plan), takesMessage);
    assert.equal(place.log.count("app.no-plan"), 1);
    await open.sound({ to: "caller", announcement: { kind: "closed", language: "fr" } }, call);
    const tape = await open.tape(call);
    for (const frame of await voiceFrames()) tape.append(frame);
    assert.equal(await tape.keep(MORNING), "message");
    page.end(MORNING, "message");
    assert.equal((await store.messages.list()).length, 1);
    assert.deepEqual(
      (await store.outbox.list()).map(({ to }) => to),
      ["bureau@example.org"],
    );
  });

  describe("fills in", () => {
    const variables = async (kind: AnnouncementKind, at = MORNING, of = office) => {
      await store.office.replace(of, "test");
      const open = desk();
      const call = aCall({ at });
      await open.plan(call);
      await open.sound({ to: "caller", announcement: { kind, language: "fr" } }, call);
      const [only] = asked;
      assert.deepEqual(only?.spoken, { kind, language: "fr" });
      assert.equal(only.office.name, of.name);
      return only.variables;
    };

    it("only the hour on an ordinary day", async () => assert.deepEqual(await variables("welcome"), { at: MORNING }));

    it("the end of an absence", async () => {
      const until = parisTime("2026-11-23T10:30");
      const away = officeWith({ absences: [{ id: "a", from: MORNING, until, by: "Anne" }] });
      assert.deepEqual(await variables("absence", MORNING, away), { at: MORNING, until });
    });

    it("the name of a holiday", async () =>
      assert.deepEqual(await variables("holiday", parisTime("2026-12-25T10:00")), {
        at: parisTime("2026-12-25T10:00"),
        holiday: "Noël",
      }));
  });

  describe("tells the second leg who calls", () => {
    const toAnne = {
      to: "leg",
      contact: { ...contact(office, "anne"), language: "en" },
      about: { urgent: true },
    } as const;
    const spoken = async (caller: ReturnType<typeof callerId>) => {
      const open = desk();
      const call = aCall({ caller });
      await open.plan(call);
      await open.sound(toAnne, call);
      return asked[0];
    };

    it("by the office's own name, in the language of that person", async () => {
      const said = await spoken(callerId("0199000042", "LEFEVRE"));
      assert.deepEqual(said?.spoken, { kind: "screen", language: "en" });
      assert.deepEqual(said?.variables, {
        caller: { name: "Madame Lefèvre", number: "+33199000042" },
        about: { urgent: true },
        answerer: "Anne",
      });
    });

    it("as someone, when nothing is known", async () => {
      const said = await spoken({ ...unknownCaller, presentation: "withheld" });
      assert.deepEqual(said?.spoken, { kind: "screen-unknown", language: "en" });
    });
  });

  describe("at the end of a call that nobody took", () => {
    const posted = async (outcome: CallEnd) => {
      const open = desk();
      const call = aCall({ at: EVENING });
      const page = open.begin(call);
      call.plan = await open.plan(call);
      page.end(EVENING, outcome);
      await store.calls.flushed();
      // The letters are written behind the call's back, one after the other; this one comes after them.
      await new Promise((resolve) => setImmediate(resolve));
      for (let n = 0; n < 4; n++) await store.outbox.add({ ...marker, to: `marker-${n}` });
      return (await store.outbox.list()).map(({ kind, to }) => `${kind} ${to}`).filter((each) => !/marker/.test(each));
    };
    const marker = { channel: "email", subject: "", kind: "test", payload: {} } as const;

    for (const outcome of ["abandoned", "failed"] as const)
      it(`tells of one that was ${outcome}`, async () =>
        assert.deepEqual((await posted(outcome)).toSorted(), [
          "missed-call bureau@example.org",
          "missed-call carl@tilleuls.example",
          "missed-call dora@tilleuls.example",
        ]));

    for (const outcome of ["forwarded", "message", "information", "blocked"] as const)
      it(`has nothing to tell of one that ended as ${outcome}`, async () =>
        assert.deepEqual(await posted(outcome), []));
  });

  it("writes down each state of a line, and tells those who watch", async () => {
    const open = desk();
    const trouble = new Fault("line.trouble", "The modem is not plugged in.");
    open.lineState("line-1", MORNING, trouble);
    await store.calls.flushed();
    const [state] = await store.lines.current();
    assert.deepEqual([state?.state, state?.code, state?.sentence], ["trouble", trouble.code, trouble.message]);
    open.lineState("line-1", EVENING, null);
    await store.calls.flushed();
    assert.deepEqual(
      (await store.lines.current()).map(({ line, at, state }) => [line, at, state]),
      [["line-1", EVENING, "ready"]],
    );
    assert.deepEqual(told, [
      { of: "line", line: "line-1", at: MORNING, trouble },
      { of: "line", line: "line-1", at: EVENING, trouble: null },
    ]);
    assert.deepEqual([place.log.count("line.trouble"), place.log.count("line.ready")], [1, 1]);
  });

  it("gives each call an id of its own, by the time", () => {
    const open = desk();
    const ids = Array.from({ length: 3 }, () => open.newCallId());
    for (const id of ids) assert.match(id, /^20261123-143159-[0-9a-f]{4}$/);
  });
});
