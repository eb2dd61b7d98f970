import assert from "node:assert/strict";
import { sayAlarm } from "../../src/admin/sentences/say-alarm.ts";
import type { Language, Office } from "../../src/duty/office.ts";
import { type Instant, instant, minutes, plus } from "../../src/kernel/units.ts";
import { type Alarm, nothingWrong, type WatchFacts } from "../../src/watch/alarm.ts";
import { foresee } from "../../src/watch/foresee.ts";
import { at, rule } from "../duty/offices.ts";
import { kinds, SATURDAY, watch, wellAgency } from "./an-agency.ts";

const weekdays = [1, 2, 3, 4, 5];
const onDuty = (person: string, from = "09:00", to = "17:00", more = {}) =>
  rule(person, "duty", from, to, { repeat: { every: "week", weekdays }, ...more });
const always = (person: string, more = {}) => rule(person, "on-call", "00:00", "24:00", more);

const say = (office: Office, alarms: readonly Alarm[], language: Language = "fr", when: Instant = SATURDAY) =>
  alarms.map((alarm) => sayAlarm(alarm, office, when, language).sentence.replaceAll("\u00a0", " "));
const told = (office: Office, when?: Instant, facts?: Partial<WatchFacts>, language?: Language) =>
  say(office, watch(office, when, facts), language, when);

describe("an office that is well", () => {
  it("hears nothing, at any hour of a year, holidays, nights of the clocks and year's end included", () => {
    const office = wellAgency();
    for (let day = 0; day < 366; day++)
      for (const hour of [0, 1, 2, 3, 8, 12, 17, 23]) {
        const when = instant(Date.UTC(2026, 0, 1 + day, hour, 17));
        assert.deepEqual(kinds(watch(office, when)), [], new Date(when).toISOString());
      }
  });

  it("needs no on-call where nobody was promised one, and no client is fragile", () => {
    assert.deepEqual(told(wellAgency({ rota: [onDuty("alice")], callers: [] })), []);
  });

  it("is an agency of six short days of another threshold as well", () => {
    const hours = [{ weekdays: [1, 2, 3, 4, 5, 6], from: "09:00", to: "13:00" }];
    const rota = [
      rule("alice", "duty", "09:00", "13:00", { repeat: { every: "week", weekdays: [1, 2, 3, 4, 5, 6] } }),
      always("bruno"),
    ];
    assert.deepEqual(told(wellAgency({ hours, rota, threshold: { days: 6, hours: 4 } })), []);
  });

  it("has somebody on leave whom another stands in for (two on call, one on leave)", () => {
    const leave = [{ id: "l", person: "chloe", firstDay: "2026-11-27", lastDay: "2026-12-20" }];
    assert.deepEqual(told(wellAgency({ leave })), []);
    const both = [...leave, { id: "m", person: "alice", firstDay: "2026-11-30", lastDay: "2026-12-04" }];
    assert.deepEqual(told(wellAgency({ leave: both })), []);
  });

  it("may be closed for a holiday, or for days that it announced, and keep its weeks", () => {
    assert.deepEqual(told(wellAgency(), at("2026-12-21T10:00+01:00")), []);
    const closures = [{ id: "c", name: "Travaux", firstDay: "2026-12-07", lastDay: "2026-12-11" }];
    assert.deepEqual(told(wellAgency({ closures })), []);
  });

  it("alternates weeks, and hands over in the middle of the night", () => {
    const fortnight = (starts: string) => ({ starts, repeat: { every: "week" as const, weekdays, interval: 2 } });
    const office = wellAgency({
      rota: [
        onDuty("alice", "09:00", "17:00", fortnight("2026-01-05")),
        onDuty("bruno", "09:00", "17:00", fortnight("2026-01-12")),
        rule("bruno", "on-call", "08:00", "20:00"),
        rule("chloe", "on-call", "20:00", "08:00"),
      ],
    });
    for (const when of [
      SATURDAY,
      at("2026-03-28T23:00+01:00"),
      at("2026-10-24T23:30+02:00"),
      at("2026-12-31T23:59+01:00"),
    ])
      assert.deepEqual(told(office, when), []);
  });
});

describe("what is told before it happens (P17)", () => {
  it("all on leave from Monday: one alarm for the week, told at once on the Saturday before", () => {
    const leave = ["alice", "bruno"].map((person) => ({
      id: person,
      person,
      firstDay: "2026-11-30",
      lastDay: "2026-12-04",
    }));
    const office = wellAgency({ leave });
    const alarms = watch(office);
    assert.deepEqual(
      alarms.map(({ kind, severity }) => [kind, severity]),
      [["nobody-on-duty", "soon"]],
    );
    assert.equal(
      say(office, alarms)[0],
      "Personne n’est de permanence du lundi 30 novembre à 9 h au vendredi 4 décembre à 17 h, à aucune heure d’ouverture. Alice et Bruno sont en congé. La semaine du 30 novembre reste sous le minimum de 5 jours de 7 h.",
    );
  });

  it("nobody on call now, and a fragile client is known: told as what is so now, with her name", () => {
    const office = wellAgency({
      rota: [
        onDuty("alice"),
        rule("chloe", "on-call", "17:00", "09:00", { repeat: { every: "week", weekdays: [1, 2, 3, 4] } }),
      ],
    });
    const alarms = watch(office);
    assert.deepEqual(
      alarms.map(({ kind, severity }) => [kind, severity]),
      [["nobody-on-call", "now"]],
    );
    assert.match(say(office, alarms)[0] ?? "", /Personne n’est d’astreinte.*en ce moment.*Mme Roche, personne fragile/);
    const never = wellAgency({ rota: [onDuty("alice")] });
    assert.match(told(never)[0] ?? "", /^Personne n’est d’astreinte en ce moment, ni ensuite\. Un appel de Mme Roche/);
  });

  it("four days of seven hours next week", () => {
    const hours = [{ weekdays: [1, 2, 3, 4], from: "09:00", to: "16:00" }];
    const office = wellAgency({ hours });
    const alarms = watch(office);
    assert.deepEqual(
      alarms.map(({ kind, severity }) => [kind, severity]),
      [["under-threshold", "soon"]],
    );
    assert.deepEqual(say(office, alarms), [
      "Les semaines du 30 novembre et 7 décembre n’ont que 4 jours de 7 h, il en faut 5.",
    ]);
  });
});

describe("sisters of P17", () => {
  it("a rota that ends on a date: from then on, before it", () => {
    const office = wellAgency({ rota: [onDuty("alice", "09:00", "17:00", { ends: "2026-12-08" }), always("bruno")] });
    assert.match(told(office)[0] ?? "", /^Personne n’est de permanence à partir du mercredi 9 décembre à 9 h\./);
    const nights = wellAgency({ rota: [onDuty("alice"), always("bruno", { ends: "2026-12-01" })], callers: [] });
    assert.match(told(nights)[0] ?? "", /^Personne n’est d’astreinte à partir du mercredi 2 décembre à 0 h\.$/);
  });

  it("a replacement that ends, and leaves a rota without anybody", () => {
    const overrides = [
      {
        id: "o",
        service: "on-call" as const,
        from: at("2026-11-20T09:00+01:00"),
        until: at("2026-12-02T09:00+01:00"),
        people: ["bruno"],
      },
    ];
    const office = wellAgency({ rota: [onDuty("alice")], overrides, callers: [] });
    assert.match(told(office)[0] ?? "", /^Personne n’est d’astreinte à partir du mercredi 2 décembre à 17 h/);
  });

  it("a person who is not there any more, though the rota names them", () => {
    const office = wellAgency({ rota: [onDuty("ghost"), always("bruno")] });
    assert.match(told(office)[0] ?? "", /^Personne n’est de permanence à partir du lundi 30 novembre à 9 h/);
    assert.deepEqual(kinds(watch(wellAgency({ rota: [onDuty("alice"), always("ghost")], callers: [] }))), [
      "nobody-on-call",
    ]);
  });

  it("a person on leave whom a replacement names: a gap where they are alone, else a contradiction", () => {
    const leave = [{ id: "l", person: "chloe", firstDay: "2026-12-01", lastDay: "2026-12-01" }];
    const [from, until] = [at("2026-12-01T17:00+01:00"), at("2026-12-02T09:00+01:00")];
    const alone = wellAgency({ leave, overrides: [{ id: "o", service: "on-call", from, until, people: ["chloe"] }] });
    assert.deepEqual(told(alone), [
      "Personne n’est d’astreinte du mardi 1er décembre à 17 h au mercredi 2 décembre à 9 h. Chloé est en congé. Un appel de Mme Roche, personne fragile, ne trouverait personne.",
    ]);
    const two = wellAgency({
      leave,
      overrides: [{ id: "o", service: "on-call", from, until, people: ["chloe", "bruno"] }],
    });
    assert.deepEqual(
      watch(two).map(({ kind, severity }) => [kind, severity]),
      [["chosen-on-leave", "later"]],
    );
    assert.deepEqual(told(two), [
      "Chloé est prévu en remplacement mardi 1er décembre, mais en congé : son téléphone ne sonnera pas.",
    ]);
  });

  it("a night in which nobody takes over from midnight on", () => {
    const rota = [
      onDuty("alice"),
      rule("bruno", "on-call", "00:00", "24:00", { repeat: { every: "week", weekdays: [1, 2, 3, 5, 6, 7] } }),
    ];
    assert.deepEqual(told(wellAgency({ rota, callers: [] })), [
      "Personne n’est d’astreinte à 4 moments d’ici au jeudi 10 décembre, le premier le jeudi 3 décembre à 0 h.",
    ]);
  });

  it("week-ends without anybody: one alarm for all of them", () => {
    const rota = [
      onDuty("alice"),
      rule("bruno", "on-call", "17:00", "09:00", { repeat: { every: "week", weekdays: [1, 2, 3, 4] } }),
    ];
    assert.deepEqual(told(wellAgency({ rota, callers: [] }), at("2026-12-02T10:00+01:00")), [
      "Personne n’est d’astreinte du vendredi à 17 h au lundi à 9 h, 2 fois d’ici au vendredi 11 décembre.",
    ]);
  });

  it("the hour that comes twice, and the one that is skipped", () => {
    const rota = (from: string, to: string) => [onDuty("alice"), rule("bruno", "on-call", from, to)];
    const gap = (office: Office, when: Instant) => {
      const [alarm] = watch(office, when);
      assert.equal(alarm?.kind, "nobody-on-call");
      const [first] = alarm.kind === "nobody-on-call" ? alarm.detail.gaps : [];
      return first && (first.until - first.from) / 3_600_000;
    };
    // From two to three nobody: in autumn it comes twice, and is two hours long; in spring it is not there.
    assert.equal(gap(wellAgency({ rota: rota("03:00", "02:00") }), at("2026-10-24T23:00+02:00")), 2);
    const spring = watch(wellAgency({ rota: rota("03:00", "02:00") }), at("2026-03-28T23:00+01:00"));
    assert.equal(spring[0]?.from, at("2026-03-30T02:00+02:00"));
  });

  it("year's end: a rota of this year alone", () => {
    const office = wellAgency({ rota: [onDuty("alice", "09:00", "17:00", { ends: "2026-12-31" }), always("bruno")] });
    assert.match(
      told(office, at("2026-12-28T10:00+01:00"))[0] ?? "",
      /^Personne n’est de permanence à partir du lundi 4 janvier à 9 h/,
    );
  });

  it("a holiday that closes the office, with nobody on call in the hours that it takes", () => {
    const office = wellAgency({
      rota: [
        onDuty("alice"),
        rule("bruno", "on-call", "17:00", "09:00"),
        rule("bruno", "on-call", "09:00", "17:00", { repeat: { every: "week", weekdays: [6, 7] } }),
      ],
      callers: [],
    });
    assert.deepEqual(told(office, at("2026-12-14T10:00+01:00")), [
      "Personne n’est d’astreinte vendredi 25 décembre de 9 h à 17 h. L’agence est alors fermée : Noël.",
    ]);
  });

  it("a holiday that closes the office, though somebody was chosen for that day", () => {
    const office = wellAgency({
      rota: [
        onDuty("alice"),
        always("bruno"),
        rule("alice", "duty", "10:00", "12:00", { repeat: { every: "once" }, starts: "2026-12-25" }),
      ],
    });
    assert.deepEqual(told(office, at("2026-12-14T10:00+01:00")), [
      "Vendredi 25 décembre est férié (Noël) : l’agence est fermée, mais Alice est prévu ce jour-là.",
    ]);
    const worked = { ...office, workedHolidays: ["12-25"] };
    assert.deepEqual(told(worked, at("2026-12-14T10:00+01:00")), []);
  });

  it("a week of which a closure takes a day, and another is too short", () => {
    const closures = [{ id: "c", name: "Inventaire", firstDay: "2026-12-03", lastDay: "2026-12-03" }];
    const hours = [
      { weekdays: [1, 2, 3, 4], from: "09:00", to: "16:00" },
      { weekdays: [5], from: "09:00", to: "12:00" },
    ];
    const office = wellAgency({ hours, closures });
    const [alarm] = watch(office);
    assert.ok(alarm?.kind === "under-threshold");
    assert.deepEqual(
      alarm.detail.weeks.map(({ monday, daysMet, excused }) => [monday, daysMet, excused]),
      [
        ["2026-11-30", 3, 1],
        ["2026-12-07", 4, 0],
      ],
    );
  });

  it("an on-call that was given up long ago, or has not begun, is owed to nobody", () => {
    const rota = (more: object) => [onDuty("alice"), always("bruno", more)];
    assert.deepEqual(told(wellAgency({ rota: rota({ ends: "2026-10-01" }), callers: [] })), []);
    assert.deepEqual(told(wellAgency({ rota: rota({ starts: "2027-01-04" }), callers: [] })), []);
    assert.deepEqual(told(wellAgency({ rota: rota({ starts: "2026-12-01" }), callers: [] })), []);
    assert.equal(told(wellAgency({ rota: rota({ ends: "2026-11-20" }), callers: [] })).length, 1);
  });
});

describe("the same lunch gap each day (P11)", () => {
  const office = wellAgency({
    rota: [onDuty("alice", "09:00", "12:00"), onDuty("bruno", "13:00", "17:00"), always("bruno")],
    threshold: { days: 5, hours: 7 },
  });

  it("is one alarm for all days, ahead only", () => {
    const when = at("2026-12-02T14:00+01:00");
    const alarms = watch(office, when);
    assert.equal(alarms.length, 1);
    assert.deepEqual(say(office, alarms, "fr", when), [
      "Personne n’est de permanence de 12 h à 13 h, du lundi au vendredi, 10 fois d’ici au mercredi 16 décembre.",
    ]);
    assert.deepEqual(say(office, alarms, "en", when), [
      "Nobody is on duty from 12:00 to 13:00, Monday to Friday, 10 times until Wednesday 16 December.",
    ]);
  });

  it("says its days where they are few, and that it is so now", () => {
    const few = wellAgency({
      rota: [
        onDuty("alice", "09:00", "12:00", { ends: "2026-12-01" }),
        onDuty("bruno", "13:00", "17:00"),
        onDuty("alice", "09:00", "17:00", { starts: "2026-12-02" }),
        always("bruno"),
      ],
    });
    assert.deepEqual(told(few), [
      "Personne n’est de permanence de 12 h à 13 h, lundi 30 novembre et mardi 1er décembre.",
    ]);
    const noon = at("2026-12-01T12:20+01:00");
    assert.deepEqual(told(few, noon), [
      "Personne n’est de permanence en ce moment, jusqu’au mardi 1er décembre à 13 h.",
    ]);
  });
});

describe("people who would be rung in vain", () => {
  it("a number that failed in real calls", () => {
    const office = wellAgency();
    const facts = { failedNumbers: new Set(["+33600000003"]) };
    assert.deepEqual(told(office, SATURDAY, facts), [
      "Chloé (06 00 00 00 03) ne peut pas être joint : les derniers appels vers ce numéro ont échoué.",
    ]);
    const rota = [onDuty("alice"), always("bruno")];
    assert.deepEqual(told(wellAgency({ rota }), SATURDAY, facts), [], "who is not on the rota need not be");
  });

  it("rostered without being designated, where designations are used (G20)", () => {
    const office = wellAgency({ rota: [onDuty("chloe"), always("bruno")] });
    assert.deepEqual(told(office), ["Chloé est au planning sans être désigné pour répondre (G20)."]);
    assert.equal(watch(office)[0]?.severity, "later");
    const unused = { ...office, people: office.people.map((person) => ({ ...person, roles: [] })) };
    assert.deepEqual(told(unused), []);
  });

  it("told of everything by mail, and without an address", () => {
    const office = wellAgency();
    const all = { messages: "all", missedCalls: "own" } as const;
    const people = office.people.map((person) => (person.id === "bruno" ? { ...person, told: all } : person));
    assert.deepEqual(told({ ...office, people }, SATURDAY, { mail: { toAll: [] } }), [
      "Bruno doit être prévenu par courriel, mais sans adresse.",
    ]);
    assert.deepEqual(told({ ...office, people }), [], "no mail leaves this house");
  });

  it("the number of one of the appliance's own lines, and one that is dear", () => {
    assert.deepEqual(kinds(watch(wellAgency(), SATURDAY, { ownNumbers: ["+33600000003"] })), ["calls-itself"]);
    const office = wellAgency();
    const people = office.people.map((person) =>
      person.id === "chloe"
        ? { ...person, numbers: ["+33899700001" as Office["people"][number]["numbers"][number]] }
        : person,
    );
    assert.deepEqual(told({ ...office, people }), ["Chaque appel vers Chloé (0 899 70 00 01) coûte cher."]);
  });
});

describe("an absence that was forgotten", () => {
  const away = (from: string, until: string) =>
    wellAgency({ absences: [{ id: "a", from: at(from), until: at(until), by: "Alice" }] });

  it("was switched on before the last opening", () => {
    const office = away("2026-11-26T16:50+01:00", "2026-11-28T12:00+01:00");
    assert.deepEqual(told(office, at("2026-11-27T08:59+01:00")), [], "nobody is missed yet");
    assert.deepEqual(told(office, at("2026-11-27T09:00+01:00")), [
      "L’absence est en marche depuis jeudi 26 novembre à 16 h 50 (Alice) : aux heures d’ouverture, les appels vont au répondeur.",
    ]);
  });

  it("has taken half a day, and not an hour, nor lunch", () => {
    const office = away("2026-11-27T09:30+01:00", "2026-11-27T17:00+01:00");
    assert.deepEqual(told(office, at("2026-11-27T13:29+01:00")), []);
    assert.equal(told(office, at("2026-11-27T13:30+01:00")).length, 1);
    assert.deepEqual(told(office, at("2026-11-27T17:01+01:00")), []);
  });
});

describe("the appliance itself", () => {
  const office = wellAgency();

  it("a line in trouble, a full disk, mail that waits, a clock in doubt: now", () => {
    const facts = {
      lines: [{ name: "line-1", since: SATURDAY, code: "line.no-dial-tone", why: "No dial tone" }],
      freeDisk: 50_000_000,
      waiting: { since: SATURDAY, why: "notify.login: refused" },
    };
    assert.deepEqual(
      watch(office, SATURDAY, facts).map(({ kind, severity }) => [kind, severity]),
      [
        ["line-trouble", "now"],
        ["disk-full", "now"],
        ["mail-waits", "now"],
      ],
    );
    assert.match(told(office, SATURDAY, facts)[1] ?? "", /^Le disque est presque plein \(il reste 50 Mo\)/);
  });

  it("no backup for a month: in the letter of Thursday", () => {
    const day = 86_400_000;
    const backup = (days: number) => ({ backup: { last: instant(SATURDAY - days * day), appliance: null } });
    assert.deepEqual(watch(office, SATURDAY, backup(30)), []);
    assert.deepEqual(
      watch(office, SATURDAY, backup(31)).map(({ kind, severity }) => [kind, severity]),
      [["no-backup", "later"]],
    );
  });

  it("a closure of which the recording that callers hear can't know", () => {
    const closures = [{ id: "c", name: "Congés", firstDay: "2026-12-07", lastDay: "2026-12-11" }];
    const closed = wellAgency({ closures });
    assert.deepEqual(told(closed, SATURDAY, { closureRecorded: instant(SATURDAY - 1000) }), [
      "Les appelants n’entendront pas parler de la fermeture « Congés », du lundi 7 décembre au vendredi 11 décembre : l’annonce enregistrée est plus ancienne.",
    ]);
    assert.deepEqual(told(closed), []);
    const weekend = [{ id: "c", name: "Peinture", firstDay: "2026-12-05", lastDay: "2026-12-06" }];
    assert.deepEqual(told(wellAgency({ closures: weekend }), SATURDAY, { closureRecorded: SATURDAY }), []);
  });

  it("says nothing of days while no hour is known", () => {
    const empty = wellAgency({ rota: [] });
    assert.deepEqual(kinds(foresee(empty, { ...nothingWrong, clock: "unset" }, { now: instant(0), hour: null })), [
      "clock",
    ]);
  });
});

describe("callers of whom nobody could be told", () => {
  const since = at("2026-11-28T03:12+01:00");
  it("says that a code is locked after wrong tries by telephone, whose it is, and until when (G16)", () => {
    const until = plus(SATURDAY, minutes(15));
    const locked = (who: string, name: string | null) => ({ lockedCodes: [{ who, name, since: SATURDAY, until }] });
    const [own] = told(wellAgency(), SATURDAY, locked("amelie", "Amélie Durand"));
    assert.match(own ?? "", /^Cinq codes faux .* d’un numéro d’Amélie Durand.*verrouillé jusqu’à/);
    const [others] = told(wellAgency(), SATURDAY, locked("", null), "en");
    assert.match(others ?? "", /^Five wrong codes .* no code is accepted from these until/);
  });

  const untold = [
    { need: "c1", caller: "Mme Roche (03 87 00 00 01)", since },
    { need: "c2", caller: "un numéro masqué", since: at("2026-11-28T04:00+01:00") },
  ];

  it("stand red on Today, by name, with since when they wait", () => {
    assert.deepEqual(told(wellAgency(), SATURDAY, { untold: untold.slice(0, 1) }), [
      "Personne n’a pu être prévenu : Mme Roche (03 87 00 00 01) attend d’être rappelé depuis samedi 28 novembre à 3 h 12.",
    ]);
    assert.match(told(wellAgency(), SATURDAY, { untold }, "en").join(), /^Nobody could be told: 2 callers are waiting/);
    const [alarm] = watch(wellAgency(), SATURDAY, { untold });
    assert.equal(alarm?.severity, "now");
    assert.deepEqual(
      alarm?.parts.map(({ id }) => id),
      ["c1", "c2"],
    );
  });
});
