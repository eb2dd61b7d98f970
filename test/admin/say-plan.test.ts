import assert from "node:assert/strict";
import { sayPlan } from "../../src/admin/sentences/say-plan.ts";
import { attend } from "../../src/attendant/attend.ts";
import type { Office } from "../../src/duty/office.ts";
import { readPhoneNumber } from "../../src/duty/phone-number.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import { anOffice, MONDAY } from "./rig.ts";

describe("a plan in one sentence", () => {
  const night = plus(MONDAY, minutes(12 * 60));
  const nobody: Office = { ...anOffice, rota: [] };
  const blocked: Office = { ...anOffice, blocked: [readPhoneNumber("+33387000001", "FR") ?? ("" as never)] };
  const table = [
    [
      "by day",
      anOffice,
      MONDAY,
      "L’appelant est mis en relation avec Amélie Durand ; sans réponse, il attend son tour si quelqu’un est occupé, ou peut laisser un message.",
    ],
    [
      ...(["by night", anOffice, night] as const),
      "L’appelant entend le message de fermeture, peut joindre Karim Benali par la touche 1 en cas d’urgence ; sinon, il peut laisser un message.",
    ],
    ["with nobody there", nobody, MONDAY, "L’appelant peut laisser un message."],
    ["with nobody on call", nobody, night, "L’appelant entend le message de fermeture, peut laisser un message."],
  ] as const;
  for (const [when, office, at, sentence] of table)
    it(when, () => {
      const plan = attend({ number: null, name: null, withheld: false }, at, office, { forwards: true });
      assert.equal(sayPlan(plan, "fr"), sentence);
      assert.match(sayPlan(plan, "en"), /^The caller .*message\.$/);
    });
  it("of a blocked number", () => {
    const caller = { number: readPhoneNumber("+33387000001", "FR"), name: null, withheld: false };
    assert.equal(sayPlan(attend(caller, MONDAY, blocked, { forwards: true }), "en"), "The call is not answered.");
  });
});
