import assert from "node:assert/strict";
import type { IncomingMessage } from "node:http";
import { BEAT } from "../../src/admin/answers/events.ts";
import { type EventData, type EventName, events } from "../../src/admin/schemas/events.ts";
import type { LiveCall } from "../../src/admin/server/happening.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { plus, seconds } from "../../src/kernel/units.ts";
import type { Client } from "./client.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

interface Heard {
  readonly id: string | null;
  readonly name: string;
  readonly data: unknown;
}

/** What a page hears, event by event. */
class Ear {
  readonly #response: IncomingMessage;
  readonly #heard: AsyncGenerator<Heard, void, undefined>;

  private constructor(response: IncomingMessage) {
    this.#response = response;
    this.#heard = read(response);
  }

  static async open(client: Client, lastId?: string, language = "fr"): Promise<Ear> {
    const headers = lastId === undefined ? {} : { "last-event-id": lastId };
    const response = await client.open("GET", `/api/events?language=${language}`, { headers });
    assert.equal(response.statusCode, 200);
    assert.match(String(response.headers["content-type"]), /^text\/event-stream/);
    return new Ear(response);
  }

  /** The next event of this name, held against its schema. */
  async hears<N extends EventName>(name: N) {
    for (;;) {
      const { value, done } = await this.#heard.next();
      if (done || !value) throw new Error(`it ended before "${name}"`);
      if (value.name === name) return { id: value.id, data: events[name].parse(value.data) as EventData[N] };
    }
  }

  async ends(): Promise<void> {
    while (!(await this.#heard.next()).done);
  }

  close(): void {
    this.#response.destroy();
  }
}

async function* read(response: IncomingMessage): AsyncGenerator<Heard, void, undefined> {
  let text = "";
  try {
    for await (const chunk of response) {
      text += String(chunk);
      for (let end = text.indexOf("\n\n"); end >= 0; end = text.indexOf("\n\n")) {
        const fields = new Map(
          text
            .slice(0, end)
            .split("\n")
            .map((line) => line.split(/: (.*)/s, 2) as [string, string]),
        );
        text = text.slice(end + 2);
        const data = fields.get("data");
        if (data !== undefined)
          yield { id: fields.get("id") ?? null, name: fields.get("event") ?? "", data: JSON.parse(data) };
      }
    }
  } catch {
    // Cut off.
  }
}

describe("live events", () => {
  let rig: Rig;
  let boss: Client;
  const call: LiveCall = {
    id: CALL,
    line: "line-1",
    at: MONDAY,
    caller: { presentation: "given", number: "0387000001", name: "<b>x</b>" },
  };
  beforeEach(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  afterEach(() => rig.close());

  it("tell a call's steps as they happen, each listener in their language", async () => {
    const [fr, en] = [await Ear.open(boss), await Ear.open(boss, undefined, "en")];
    await fr.hears("hello");
    await en.hears("hello");
    rig.tell({ of: "call", call, at: MONDAY, note: { what: "rang", rings: 1 } });
    rig.tell({ of: "call", call, at: plus(MONDAY, seconds(9)), note: { what: "recording" } });
    const { data } = await fr.hears("call");
    assert.deepEqual([data.id, data.step.sentence, data.caller.known?.name], [CALL, "Ça sonne.", "Mme Petit"]);
    assert.equal((await en.hears("call")).data.step.sentence, "It rings.");
    const later = (await en.hears("call")).data;
    assert.deepEqual([later.step.what, later.step.at - later.at], ["recording", 9000]);
    assert.deepEqual((await boss.ask("today", { query: {} })).calls, [CALL]);
    assert.equal((await boss.ask("lines", {})).lines[0]?.call, CALL);
  });

  it("tell the end of a call, and the message left in it", async () => {
    const ear = await Ear.open(boss);
    await ear.hears("hello");
    await rig.call(CALL, MONDAY, {}, new Int16Array(8000).fill(100));
    rig.tell({ of: "end", call, at: plus(MONDAY, seconds(30)), outcome: "message" });
    assert.equal((await ear.hears("ended")).data.call.outcome, "message");
    const { data } = await ear.hears("message");
    assert.deepEqual([data.message.id, data.isNew, data.unheard], [CALL, true, 1]);
    await boss.ask("markMessage", { params: { id: CALL }, body: { heard: true } });
    const marked = (await ear.hears("message")).data;
    assert.deepEqual([marked.isNew, marked.unheard, marked.message.heard?.by], [false, 0, "Chef"]);
  });

  it("tell a line's trouble with what to do", async () => {
    const ear = await Ear.open(boss);
    await ear.hears("hello");
    rig.tell({ of: "line", line: "line-1", at: MONDAY, trouble: new Fault("serial.lost", "The port is gone") });
    const { data } = await ear.hears("line");
    assert.equal(data.line.state, "trouble");
    assert.match(data.line.sentence ?? "", /^Le modem a été débranché/);
    assert.match(data.line.remedy ?? "", /USB/);
    assert.equal((await boss.ask("today", { query: {} })).troubles[0]?.code, "serial.lost");
  });

  it("tell what others change of the office, the command line too", async () => {
    const ear = await Ear.open(boss);
    await ear.hears("hello");
    await boss.ask("absenceOn", { body: { until: plus(MONDAY, seconds(600)) } });
    assert.deepEqual((await ear.hears("office")).data.by, "Chef");
    await rig.store.office.saveHours([], "command line");
    rig.clock.pass(seconds(5));
    assert.equal((await ear.hears("office")).data.by, null);
  });

  it("tell who comes back what they missed, and say when that is too much", async () => {
    const ear = await Ear.open(boss);
    await ear.hears("hello");
    for (let rings = 1; rings <= 3; rings++) rig.tell({ of: "call", call, at: MONDAY, note: { what: "rang", rings } });
    const first = await ear.hears("call");
    ear.close();
    const back = await Ear.open(boss, first.id ?? "");
    assert.equal((await back.hears("hello")).data.missed, false);
    assert.deepEqual((await back.hears("call")).data.step.detail, { rings: 2 });
    const last = await back.hears("call");
    assert.deepEqual(last.data.step.detail, { rings: 3 });
    for (let n = 0; n < 600; n++) rig.tell({ of: "call", call, at: MONDAY, note: { what: "no-key" } });
    for (const id of [first.id ?? "", "otherlife-1", "nonsense"]) {
      const late = await Ear.open(boss, id);
      assert.equal((await late.hears("hello")).data.missed, true, id);
      late.close();
    }
  });

  it("beat while nothing happens, and stop for who has signed out", async () => {
    const ear = await Ear.open(boss);
    await ear.hears("hello");
    rig.clock.pass(BEAT);
    await ear.hears("beat");
    await boss.ask("signOut", {});
    rig.clock.pass(BEAT);
    await ear.ends();
  });

  it("reach fifty pages, and end when the appliance does", async () => {
    const ears = await Promise.all(Array.from({ length: 50 }, () => Ear.open(boss)));
    for (const ear of ears) await ear.hears("hello");
    rig.tell({ of: "call", call, at: MONDAY, note: { what: "rang", rings: 1 } });
    const heard = await Promise.all(ears.map((ear) => ear.hears("call")));
    assert.equal(new Set(heard.map(({ id }) => id)).size, 1);
    await Promise.all([rig.admin.close(), ...ears.map((ear) => ear.ends())]);
  });
});
