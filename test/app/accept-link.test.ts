import assert from "node:assert/strict";
import { acceptLink, addressForLetters } from "../../src/app/accept-link.ts";
import { instant } from "../../src/kernel/units.ts";
import type { Need } from "../../src/needs/need.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import type { OutboxEntry } from "../../src/store/outbox.ts";
import { aNeed, anOffice, rang } from "../notify/a-call.ts";

const entry = (changes: Partial<OutboxEntry>): OutboxEntry => ({
  id: 1,
  channel: "email",
  to: "John@tilleuls.example",
  subject: "",
  kind: "need",
  payload: { need: "c1" },
  createdAt: rang,
  attempts: 0,
  nextAt: rang,
  lastError: null,
  deliveredAt: null,
  arrival: null,
  ...changes,
});

const urlOf = async (
  changes: Partial<OutboxEntry> = {},
  need: Partial<Need> = {},
  page: string | null = "http://box/",
) => {
  const known = async (id: string) => (id === "c1" ? aNeed(need) : null);
  const store = {
    needs: { get: known, ofCall: known },
    needLinks: {
      tokenFor: async (id: string, person: string) => ({ token: `${id}~${person}`, until: instant(rang + 1000) }),
    },
    office: { read: async () => anOffice() },
  } as unknown as Parameters<typeof acceptLink>[0]["store"];
  const accept = acceptLink({ store, clock: new VirtualClock(rang), page: () => page });
  return (await accept(entry(changes)))?.url ?? null;
};

describe("the link of a letter", () => {
  it("is that person's own, for the need that the letter is about", async () => {
    assert.equal(await urlOf(), "http://box/call-back/c1~john");
    assert.equal(
      await urlOf({ kind: "message", payload: { call: "c1", message: "m1" } }),
      "http://box/call-back/c1~john",
    );
    assert.equal(await urlOf({ kind: "missed-call", payload: { call: "c1" } }), "http://box/call-back/c1~john");
  });

  it("is in no letter to a stranger, of what somebody has or is over, or that says who has it", async () => {
    assert.equal(await urlOf({ to: "agence@tilleuls.example" }), null);
    assert.equal(await urlOf({}, { owner: { id: "amelie", name: "Amélie" } }), null);
    assert.equal(await urlOf({}, { closedAt: rang }), null);
    assert.equal(await urlOf({ kind: "need-taken" }), null);
    assert.equal(await urlOf({ payload: { call: "c2" } }), null);
    assert.equal(await urlOf({}, {}, null), null, "no page is served");
  });

  it("leads where the office's network finds the box, and nowhere where only the box itself does", () => {
    const at = (internal: boolean, address: string) => [
      { address, internal, family: "IPv4" as const, netmask: "", mac: "", cidr: null },
    ];
    const both = { lo: at(true, "127.0.0.1"), eth0: at(false, "192.168.1.20") };
    assert.equal(addressForLetters("https://permanence.local:8080", [], both), "https://permanence.local:8080/");
    assert.equal(
      addressForLetters("https://permanence.local:8080", ["box.tilleuls.example"], both),
      "https://box.tilleuls.example:8080/",
    );
    assert.equal(addressForLetters("http://localhost:8080", [], both), "http://192.168.1.20:8080/");
    assert.equal(addressForLetters("http://localhost:8080", [], { lo: at(true, "127.0.0.1") }), null);
  });
});
