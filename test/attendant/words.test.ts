import assert from "node:assert/strict";
import { callerFrom } from "../../src/attendant/address-book.ts";
import { attend } from "../../src/attendant/attend.ts";
import { describePlan } from "../../src/attendant/describe-plan.ts";
import { sayReason } from "../../src/attendant/words.ts";
import { callerId } from "../../src/kernel/caller-id.ts";
import { at, type OfficeData, officeWith, rule } from "../duty/offices.ts";

describe("reasons in words", () => {
  const cases = [
    [
      { code: "closed-closure", values: { name: "Été", until: "2026-08-14" } },
      "L’agence est fermée jusqu’au vendredi 14 août 2026 inclus : Été.",
      "The office is closed up to and including Friday 14 August 2026: Été.",
    ],
    [
      { code: "absence", values: { by: "Alice", until: "2026-11-23 10:30" } },
      "Absence momentanée jusqu’au lundi 23 novembre 2026 à 10:30, demandée par Alice.",
      "Out for a moment until 10:30 on Monday 23 November 2026, set by Alice.",
    ],
    [
      { code: "rota", values: { service: "on-call", person: "Bruno", from: "22:00", to: "06:00" } },
      "Bruno est d’astreinte de 22:00 à 06:00.",
      "Bruno is on call from 22:00 to 06:00.",
    ],
    [{ code: "of-another-release", values: { a: "1" } }, "of-another-release 1", "of-another-release 1"],
  ] as const;
  for (const [reason, fr, en] of cases)
    it(reason.code, () => assert.deepEqual([sayReason(reason, "fr"), sayReason(reason, "en")], [fr, en]));
});

describe("a plan in words", () => {
  const data: OfficeData = {
    rota: [rule("alice", "duty", "09:00", "18:00"), rule("bruno", "on-call", "18:00", "09:00")],
    waiting: { on: false },
  };
  const office = officeWith(data);
  const plan = (when: string) =>
    attend(callerFrom(callerId("0140000077", null), office), at(when), office, { forwards: true });

  it("tells that callers wait for whoever is busy, how long, and by which key they leave a message", () => {
    const waits = officeWith({ ...data, waiting: { on: true, seconds: 90, key: "5" } });
    const caller = callerFrom(callerId("0140000077", null), waits);
    const told = (language: "fr" | "en") =>
      describePlan(attend(caller, at("2026-11-23T10:00+01:00"), waits, { forwards: true }), language)
        .slice(4, 7)
        .map((line) => line.replaceAll(/[\u00a0\u202f]/g, " "));
    assert.deepEqual(told("fr"), [
      "Si une personne est occupée : l’appelant attend son tour, 90 s au plus, entend son rang et de la musique, et elle est appelée dès qu’elle est libre.",
      "  Touche 5 : il laisse un message.",
      "  Si l’attente n’aboutit pas : diffuse message de fin d’attente, puis il laisse un message.",
    ]);
    assert.deepEqual(told("en"), [
      "If anybody is busy: the caller waits in order, 90 s at most, hears their place and music, and that person is rung once free.",
      "  Key 5: they leave a message.",
      "  If the wait is in vain: plays end of the wait, then they leave a message.",
    ]);
  });

  it("tells who would get a call in hours, and why", () => {
    assert.deepEqual(describePlan(plan("2026-11-23T10:00+01:00"), "fr"), [
      "Décroche à la 2e sonnerie.",
      "Diffuse : message d’accueil.",
      "Appelle, dans cet ordre et 25 s chacun : Alice (06 00 00 00 01 puis 06 00 00 00 11).",
      "  La personne appuie sur une touche pour prendre l’appel.",
      "Diffuse : message de toutes lignes occupées.",
      "Diffuse : invitation à laisser un message.",
      "Bip, puis enregistre un message de 180 s au plus.",
      "  Si rien n’est dit, diffuse « au revoir » et raccroche.",
      "Diffuse : remerciement.",
      "Raccroche.",
      "Parce que :",
      "  La permanence est ouverte de 09:00 à 12:00.",
      "  Alice est de permanence de 09:00 à 18:00.",
      "  L’appel est renvoyé aux personnes de permanence, dans l’ordre.",
    ]);
  });

  it("indents the branches of a menu", () => {
    assert.deepEqual(describePlan(plan("2026-11-23T20:00+01:00"), "en").slice(0, 8), [
      "Answers at ring 2.",
      "Plays: closed announcement (with key 1 when urgent).",
      "  Key 1:",
      "    Plays: on-call announcement.",
      "    Rings, in this order and 25 s each: Bruno (06 00 00 00 02).",
      "      The person presses a key to take the call.",
      "    Plays: danger announcement.",
      "    Plays: all lines busy.",
    ]);
  });
});
