import assert from "node:assert/strict";
import { callerFrom } from "../../src/attendant/address-book.ts";
import { attend } from "../../src/attendant/attend.ts";
import { describePlan } from "../../src/attendant/describe-plan.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { at, type OfficeData, officeWith, rule } from "../duty/offices.ts";
import { inShort, paths } from "./paths.ts";

const MESSAGE = "leave-message, record, thanks, hangUp";
const FALLBACK = `busy, ${MESSAGE}`;
/** On-call was not reached: what to do in danger of life is said first. */
const UNREACHED = `danger, ${FALLBACK}`;

const open = "2026-11-23T10:00+01:00";
const night = "2026-11-23T23:00+01:00";
const holiday = "2026-11-11T10:00+01:00";

const team: OfficeData = {
  rota: [
    rule("alice", "duty", "09:00", "18:00"),
    rule("bruno", "duty", "09:00", "18:00", { order: 2 }),
    rule("chloe", "on-call", "00:00", "24:00"),
    rule("alice", "on-call", "18:00", "09:00", { order: 2 }),
  ],
  callers: [
    { number: "01 40 00 00 01", name: "Mme Petit", fragile: true },
    { number: "01 40 00 00 02", name: "M. Grand" },
    {
      number: "01 40 00 00 03",
      otherNumbers: ["06 12 00 00 03"],
      name: "M. Long",
      fragile: true,
      relatives: [{ name: "Paul Long", relation: "fils", number: "06 12 00 00 04" }],
    },
  ],
  blocked: ["01 40 00 00 99"],
};
const dutyOnly: OfficeData = { ...team, rota: team.rota?.slice(0, 2) ?? [] };
const onCallOnly: OfficeData = { ...team, rota: team.rota?.slice(2) ?? [] };
const absent: OfficeData = {
  absences: [{ id: "a", from: at("2026-11-23T09:30+01:00"), until: at("2026-11-23T10:30+01:00"), by: "Alice" }],
};
const menu: OfficeData = {
  menu: [
    { key: "1", label: "Soins", information: "Préparez votre ordonnance.", people: ["bruno"] },
    { key: "2", label: "Rendez-vous" },
  ],
};

const calls = (office: OfficeData, when: string, from: string | null, forwards = true) => {
  const made = officeWith({ waiting: { on: false }, ...office });
  const caller = callerFrom(from === null ? unknownCaller : callerId(from, null), made);
  return attend(caller, at(when), made, { forwards });
};

describe("whom a number calls for", () => {
  const office = officeWith(team);
  const nameOf = (number: string) => callerFrom(callerId(number, "ANY"), office).name;

  it("is the client by any of their numbers, and the client's relative by theirs", () => {
    assert.equal(nameOf("0140000003"), "M. Long");
    assert.equal(nameOf("0612000003"), "M. Long");
    assert.equal(nameOf("0612000004"), "Paul Long (fils, M. Long)");
    assert.equal(nameOf("0612000005"), "ANY");
  });

  for (const from of ["0140000003", "0612000003", "0612000004"])
    it(`spares whoever calls for a fragile client the choice, from ${from} as well`, () => {
      assert.deepEqual(
        paths(calls(team, night, from)).slice(0, 1),
        paths(calls(team, night, "0140000001")).slice(0, 1),
      );
    });
});

describe("a client who is hard of hearing and speaks English", () => {
  const office: OfficeData = {
    ...team,
    ...menu,
    callers: [{ number: "01 40 00 00 05", name: "Mr Deaf", language: "en", hardOfHearing: true }],
  };
  for (const when of [open, night, holiday])
    it(`is asked for no key, spoken to slowly in English, and given time, ${when}`, () => {
      const plan = calls(office, when, "0140000005");
      assert.ok(!plan.steps.some((step) => step.do === "menu"));
      for (const step of plan.steps) {
        if (step.do === "announce")
          assert.deepEqual([step.announcement.language, step.announcement.slow], ["en", true]);
        if (step.do === "record") assert.equal(step.silenceAfter, 20_000);
        if (step.do === "forward") assert.deepEqual(step.about, { hardOfHearing: true });
      }
      assert.ok(
        plan.steps.some((step) => step.do === "forward"),
        "somebody is rung",
      );
    });

  it("is not the rule for anybody else", () => {
    const plan = calls(office, night, "0140000077");
    assert.ok(plan.steps.some((step) => step.do === "menu" && step.announcement.language === "fr"));
  });
});

describe("what whoever is rung is told", () => {
  const toldOf = (office: OfficeData, when: string, from: string) =>
    paths(calls(office, when, from))
      .flat()
      .flatMap((step) => (step.do === "forward" ? [step.about] : []));

  it("is that it is urgent, who is fragile, and which key was chosen", () => {
    assert.deepEqual(toldOf(team, night, "0140000077"), [{ urgent: true }]);
    assert.deepEqual(toldOf(team, night, "0140000001"), [{ fragile: true }]);
    assert.deepEqual(toldOf({ ...team, ...menu }, open, "0140000077"), [
      { choice: "Soins" },
      { choice: "Rendez-vous" },
      {},
    ]);
  });
});

describe("the plan of a call", () => {
  const STRANGER = "0140000077";
  const FRAGILE = "0140000001";
  interface Case {
    readonly name: string;
    readonly office: OfficeData;
    readonly at: string;
    readonly from?: string | null;
    readonly forwards?: boolean;
    readonly paths: readonly string[];
    readonly because: readonly string[];
  }
  const cases: readonly Case[] = [
    {
      name: "in hours: to duty in order, and the machine behind them",
      office: team,
      at: open,
      paths: [`welcome, duty[alice bruno], ${FALLBACK}`],
      because: ["open", "rota", "rota", "forward-duty"],
    },
    {
      name: "a withheld number is planned alike",
      office: team,
      at: open,
      from: null,
      paths: [`welcome, duty[alice bruno], ${FALLBACK}`],
      because: ["open", "rota", "rota", "forward-duty"],
    },
    {
      name: "in hours on a line that can't forward",
      office: { ...team, ...menu },
      at: open,
      forwards: false,
      paths: [`welcome, ${MESSAGE}`],
      because: ["open", "rota", "rota", "line-cannot-forward", "takes-message"],
    },
    {
      name: "in hours with nobody on duty",
      office: onCallOnly,
      at: open,
      paths: [`welcome, ${FALLBACK}`],
      because: ["open", "nobody", "nobody-to-ring", "takes-message"],
    },
    {
      name: "in hours with nobody on duty: a fragile client reaches on-call",
      office: onCallOnly,
      at: open,
      from: FRAGILE,
      paths: [`on-call, on-call[chloe], ${UNREACHED}`],
      because: ["open", "nobody", "rota", "nobody-to-ring", "fragile-client"],
    },
    {
      name: "a key menu, with information and people of its own",
      office: { ...team, ...menu },
      at: open,
      paths: [
        `welcome, menu(menu 12), info-1, menu[bruno], ${FALLBACK}`,
        `welcome, menu(menu 12), duty[alice bruno], ${FALLBACK}`,
        `welcome, menu(menu 12), duty[alice bruno], ${FALLBACK}`,
      ],
      because: ["open", "rota", "rota", "key-menu", "forward-duty"],
    },
    {
      name: "a key whose only person is on leave goes to whoever is on duty",
      office: {
        ...team,
        ...menu,
        leave: [{ id: "l", person: "bruno", firstDay: "2026-11-23", lastDay: "2026-11-23" }],
      },
      at: open,
      paths: [
        `welcome, menu(menu 12), info-1, duty[alice], ${FALLBACK}`,
        `welcome, menu(menu 12), duty[alice], ${FALLBACK}`,
        `welcome, menu(menu 12), duty[alice], ${FALLBACK}`,
      ],
      because: ["open", "rota", "leave", "key-menu", "forward-duty"],
    },
    {
      name: "an absence offers the urgent key",
      office: { ...team, ...absent },
      at: open,
      paths: [`menu(absence! 1), on-call, on-call[chloe], ${UNREACHED}`, `menu(absence! 1), ${MESSAGE}`],
      because: ["open", "absence", "rota", "urgent-key", "takes-message"],
    },
    {
      name: "an absence with nobody on call",
      office: { ...dutyOnly, ...absent },
      at: open,
      paths: [`absence, danger, ${MESSAGE}`],
      because: ["open", "absence", "nobody", "no-urgent-key", "takes-message"],
    },
    {
      name: "an absence spares a fragile client the choice",
      office: { ...team, ...absent },
      at: open,
      from: FRAGILE,
      paths: [`on-call, on-call[chloe], ${UNREACHED}`],
      because: ["open", "absence", "rota", "fragile-client"],
    },
    {
      name: "out of hours: a message, or key 1 when urgent",
      office: team,
      at: night,
      paths: [`menu(closed! 1), on-call, on-call[chloe alice], ${UNREACHED}`, `menu(closed! 1), ${MESSAGE}`],
      because: ["closed-hours", "rota", "rota", "urgent-key", "takes-message"],
    },
    {
      name: "out of hours, an absence left standing changes nothing",
      office: { ...team, absences: [{ id: "a", from: 0, until: at("2027-01-01T00:00Z"), by: "Alice" }] },
      at: night,
      paths: [`menu(closed! 1), on-call, on-call[chloe alice], ${UNREACHED}`, `menu(closed! 1), ${MESSAGE}`],
      because: ["closed-hours", "absence", "rota", "rota", "urgent-key", "takes-message"],
    },
    {
      name: "out of hours on a line that can't forward",
      office: team,
      at: night,
      forwards: false,
      paths: [`closed, danger, ${MESSAGE}`],
      because: ["closed-hours", "rota", "rota", "line-cannot-forward", "takes-message"],
    },
    {
      name: "out of hours with nobody on call",
      office: dutyOnly,
      at: night,
      paths: [`closed, danger, ${MESSAGE}`],
      because: ["closed-hours", "nobody", "no-urgent-key", "takes-message"],
    },
    {
      name: "out of hours: a fragile client goes straight to on-call (G6)",
      office: team,
      at: night,
      from: FRAGILE,
      paths: [`on-call, on-call[chloe alice], ${UNREACHED}`],
      because: ["closed-hours", "rota", "rota", "fragile-client"],
    },
    {
      name: "out of hours: a fragile client with nobody on call hears the closed announcement",
      office: dutyOnly,
      at: night,
      from: FRAGILE,
      paths: [`closed, danger, ${MESSAGE}`],
      because: ["closed-hours", "nobody", "no-urgent-key", "takes-message"],
    },
    {
      name: "a holiday",
      office: team,
      at: holiday,
      paths: [`menu(holiday! 1), on-call, on-call[chloe], ${UNREACHED}`, `menu(holiday! 1), ${MESSAGE}`],
      because: ["closed-holiday", "rota", "urgent-key", "takes-message"],
    },
    {
      name: "a closure",
      office: { ...team, closures: [{ id: "c", name: "Été", firstDay: "2026-11-23", lastDay: "2026-11-24" }] },
      at: open,
      paths: [`menu(closure! 1), on-call, on-call[chloe], ${UNREACHED}`, `menu(closure! 1), ${MESSAGE}`],
      because: ["closed-closure", "rota", "urgent-key", "takes-message"],
    },
    {
      name: "who is on duty is never put through to themself, from none of their numbers",
      office: team,
      at: open,
      from: "+33600000011",
      paths: [`welcome, duty[bruno], ${FALLBACK}`],
      because: ["open", "rota", "rota", "caller-is", "forward-duty"],
    },
    {
      name: "the only person on call who calls out of hours leaves a message",
      office: team,
      at: "2026-11-22T10:00+01:00",
      from: "0600000003",
      paths: [`closed, danger, ${MESSAGE}`],
      because: ["closed-hours", "rota", "caller-is", "no-urgent-key", "takes-message"],
    },
    {
      name: "two people with one telephone: it is rung once",
      office: {
        ...team,
        people: [
          { id: "alice", name: "Alice", numbers: ["0600000001"] },
          { id: "bruno", name: "Bruno", numbers: ["0600000001", "0600000002"] },
        ],
      },
      at: open,
      paths: [`welcome, duty[alice bruno], ${FALLBACK}`],
      because: ["open", "rota", "rota", "forward-duty"],
    },
    {
      name: "a fragile client in hours: on-call is rung behind duty (P18)",
      office: team,
      at: open,
      from: FRAGILE,
      paths: [`welcome, duty[alice bruno], on-call, on-call[chloe], ${UNREACHED}`],
      because: ["open", "rota", "rota", "rota", "forward-duty", "then-on-call"],
    },
    {
      name: "a fragile client in hours, by each key and by none (P18)",
      office: { ...team, ...menu },
      at: open,
      from: FRAGILE,
      paths: [
        `welcome, menu(menu 12), info-1, menu[bruno], on-call, on-call[chloe], ${UNREACHED}`,
        `welcome, menu(menu 12), duty[alice bruno], on-call, on-call[chloe], ${UNREACHED}`,
        `welcome, menu(menu 12), duty[alice bruno], on-call, on-call[chloe], ${UNREACHED}`,
      ],
      because: ["open", "rota", "rota", "rota", "key-menu", "forward-duty", "then-on-call"],
    },
    {
      name: "a fragile client in hours where whoever is on call is on duty as well: rung once (P18)",
      office: { ...team, rota: [rule("alice", "duty", "09:00", "18:00"), rule("alice", "on-call", "00:00", "24:00")] },
      at: open,
      from: FRAGILE,
      paths: [`welcome, duty[alice], ${UNREACHED}`],
      because: ["open", "rota", "forward-duty"],
    },
    {
      name: "a client who is not fragile is not offered to on-call in hours (P18)",
      office: team,
      at: open,
      from: "0140000002",
      paths: [`welcome, duty[alice bruno], ${FALLBACK}`],
      because: ["open", "rota", "rota", "forward-duty"],
    },
  ];
  for (const { name, office, at: when, from = STRANGER, forwards, paths: expected, because } of cases)
    it(name, () => {
      const plan = calls(office, when, from, forwards);
      assert.deepEqual(paths(plan).map(inShort), expected);
      assert.deepEqual(
        plan.because.map(({ code }) => code),
        because,
      );
      assert.equal(plan.answerAfter, 2);
    });

  describe("callers who find everybody busy", () => {
    const waits: OfficeData = { ...team, waiting: { on: true, seconds: 90, key: "5" } };
    const menu: OfficeData["menu"] = [{ key: "2", label: "Factures", people: ["bruno"] }];
    const ways = (office: OfficeData, when: string, from: string) => paths(calls(office, when, from)).map(inShort);
    const waitIn = (office: OfficeData, when: string, from: string) =>
      paths(calls(office, when, from)).flatMap((way) => way.flatMap((step) => (step.do === "wait" ? [step] : [])));

    it("wait behind those on duty, and behind the people of a key, before the machine", () => {
      assert.deepEqual(ways(waits, open, STRANGER), [`welcome, duty[alice bruno], wait, ${FALLBACK}`]);
      assert.deepEqual(ways({ ...waits, menu }, open, STRANGER), [
        `welcome, menu(menu 2), menu[bruno], wait, ${FALLBACK}`,
        `welcome, menu(menu 2), duty[alice bruno], wait, ${FALLBACK}`,
      ]);
    });

    it("wait after on-call was tried too, where they are fragile, and come first", () => {
      assert.deepEqual(ways(waits, open, "0140000001"), [
        `welcome, duty[alice bruno], on-call, on-call[chloe], wait, ${UNREACHED}`,
      ]);
      assert.deepEqual(
        [STRANGER, "0140000001"].flatMap((from) => waitIn(waits, open, from).map(({ weight }) => weight)),
        ["usual", "fragile"],
      );
    });

    it("wait for nobody out of hours: a message has others asked at once", () =>
      assert.deepEqual(waitIn(waits, night, STRANGER), []));

    it("wait for whom they were put through to, for so long and with the key that the office chose", () => {
      const [step] = waitIn(waits, open, STRANGER);
      const [, forward] = calls(waits, open, STRANGER).steps;
      assert.deepEqual([step?.forward, step?.atMost, step?.key], [forward, 90_000, "5"]);
      assert.equal(forward?.do === "forward" && forward.inTurn, true);
      assert.deepEqual(step && inShort(step.message), MESSAGE);
    });

    it("are told of danger to life before the message, where they are fragile", () => {
      const [step] = waitIn(waits, open, "0140000001");
      assert.deepEqual(step && inShort(step.message), `danger, ${MESSAGE}`);
    });
  });

  it("never answers a blocked number", () => {
    const plan = calls(team, open, "0140000099");
    assert.deepEqual([plan.answerAfter, plan.steps], [null, [{ do: "hangUp" }]]);
    assert.deepEqual(plan.because, [{ code: "blocked", values: { number: "+33140000099" } }]);
  });

  it("carries the office's settings in its steps", () => {
    const plan = calls(
      { ...team, language: "en", ringSeconds: 20, messageSeconds: 90, screening: false },
      open,
      STRANGER,
    );
    const [, forward, , , record] = plan.steps;
    assert.deepEqual(forward, {
      do: "forward",
      to: [
        { person: "alice", name: "Alice", number: "+33600000001", language: "fr" },
        { person: "alice", name: "Alice", number: "+33600000011", language: "fr" },
        { person: "bruno", name: "Bruno", number: "+33600000002", language: "fr" },
      ],
      ringFor: 20_000,
      screen: false,
      hold: { kind: "hold", language: "en" },
      via: "duty",
      about: {},
    });
    assert.deepEqual(record, {
      do: "record",
      mailbox: "office",
      atMost: 90_000,
      silenceAfter: 8000,
      nothingSaid: { kind: "goodbye", language: "en" },
    });
  });

  it("tries a person's numbers in their order, each for its own time, and no telephone twice (L15)", () => {
    const people = [
      { id: "alice", name: "Alice", numbers: ["0600000001", "0100000001"], ringSeconds: [null, 15] },
      { id: "bruno", name: "Bruno", numbers: ["0100000001", "0600000002"], ringSeconds: [30] },
    ];
    const plan = calls({ ...team, people, ringSeconds: 20 }, open, STRANGER);
    const [, forward] = plan.steps;
    assert.ok(forward?.do === "forward");
    assert.deepEqual(
      forward.to.map(({ person, number, ringFor }) => [person, number, ringFor]),
      [
        ["alice", "+33600000001", undefined],
        ["alice", "+33100000001", 15_000],
        ["bruno", "+33600000002", undefined],
      ],
    );
    assert.equal(
      describePlan(plan, "fr")[2],
      "Appelle, dans cet ordre : Alice (06 00 00 00 01, 20 s puis 01 00 00 00 01, 15 s), Bruno (06 00 00 00 02, 20 s).",
    );
    assert.equal(
      describePlan(calls({ ...team, ringSeconds: 20 }, open, STRANGER), "en")[2],
      "Rings, in this order and 20 s each: Alice (06 00 00 00 01 then 06 00 00 00 11), Bruno (06 00 00 00 02).",
    );
  });

  it("waits 5 s for a key", () => {
    const [step] = calls(team, night, STRANGER).steps;
    assert.ok(step?.do === "menu");
    assert.deepEqual([step.wait, step.wrongKey.kind], [4200, "wrong-key"]);
  });
});

describe("who calls", () => {
  const office = officeWith(team);
  it("is known by the office's name before the network's", () => {
    assert.deepEqual(callerFrom(callerId("0140000001", "PETIT J"), office), {
      number: "+33140000001",
      name: "Mme Petit",
      withheld: false,
    });
    assert.equal(callerFrom(callerId("+33600000011", null), office).name, "Alice");
    assert.equal(callerFrom(callerId("0140000077", "DURAND"), office).name, "DURAND");
  });
  it("may withhold the number, or send none that can be one", () => {
    assert.deepEqual(callerFrom({ presentation: "withheld", number: null, name: null }, office), {
      number: null,
      name: null,
      withheld: true,
    });
    assert.deepEqual(callerFrom(callerId("12", null), office), { number: null, name: null, withheld: false });
    assert.deepEqual(callerFrom({ presentation: "given", number: `AT+"${"9".repeat(300)}\0`, name: null }, office), {
      number: null,
      name: null,
      withheld: false,
    });
  });
});
