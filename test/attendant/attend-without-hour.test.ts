import assert from "node:assert/strict";
import { attendWithoutHour } from "../../src/attendant/attend-without-hour.ts";
import type { Step } from "../../src/attendant/plan.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { parsePhoneNumber } from "../../src/duty/phone-number.ts";

const onCall = (id: string, person: string, order: number) => ({
  id,
  service: "on-call",
  person,
  order,
  from: "20:00",
  to: "08:00",
  repeat: { every: "day" },
  starts: "2026-01-01",
});

describe("a call of which nobody knows the hour", () => {
  const office = parseOffice({
    name: "Les Tilleuls",
    zone: "Europe/Paris",
    people: [
      { id: "ann", name: "Ann", numbers: ["+33639980001"] },
      { id: "bob", name: "Bob", numbers: ["+33639980002"] },
    ],
    hours: [{ weekdays: [1, 2, 3, 4, 5], from: "09:00", to: "17:00" }],
    rota: [onCall("r1", "bob", 2), onCall("r2", "ann", 1), onCall("r3", "ann", 3)],
    callers: [{ number: "+33612345678", name: "Mme Lefèvre", fragile: true }],
    blocked: ["+33899000000"],
  });
  const caller = (number: string | null) => ({
    number: number === null ? null : parsePhoneNumber(number, "FR"),
    name: null,
    withheld: false,
  });
  const said = (steps: readonly Step[]) =>
    steps.map((step) =>
      step.do === "announce"
        ? step.announcement.kind
        : step.do === "forward"
          ? step.to.map(({ person }) => person)
          : step.do,
    );
  const plan = (number: string | null, forwards = true) => attendWithoutHour(caller(number), office, { forwards });

  it("is welcomed and may leave a message, and no announcement claims any hours", () => {
    const { steps, because } = plan("+33601020304");
    assert.deepEqual(said(steps), ["welcome", "danger", "leave-message", "record", "thanks", "hangUp"]);
    assert.deepEqual(
      because.map(({ code }) => code),
      ["hour-unknown", "takes-message"],
    );
    assert.deepEqual(said(plan(null).steps), said(steps));
  });

  it("offers a fragile client to whoever is ever on call, in the order of the schedule", () => {
    assert.deepEqual(said(plan("+33612345678").steps).slice(0, 2), ["on-call", ["ann", "bob"]]);
    assert.deepEqual(said(plan("+33612345678", false).steps)[0], "welcome");
  });

  it("is not answered for a blocked number", () => {
    assert.equal(plan("+33899000000").answerAfter, null);
  });
});
