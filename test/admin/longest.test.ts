import assert from "node:assert/strict";
import { checkTimes } from "../../src/duty/check-times.ts";
import { officeWith } from "../duty/offices.ts";
import { MONDAY } from "./rig.ts";
import { withBoss } from "./with-boss.ts";

const DAY = 86_400_000;

/** Entries of two dates: longer than anybody means, and backwards. */
describe("what has two dates is bounded, and the right thing is proposed (P20)", () => {
  const { boss } = withBoss();
  const spans = {
    absences: (days: number) => ({ id: "x", by: "Chef", from: MONDAY, until: MONDAY + days * DAY }),
    overrides: (days: number) => ({
      id: "x",
      service: "duty" as const,
      people: ["amelie"],
      from: MONDAY,
      until: MONDAY + days * DAY,
    }),
    closures: (days: number) => ({ id: "x", name: "Travaux", firstDay: "2026-11-23", lastDay: date(days) }),
    leave: (days: number) => ({ id: "x", person: "amelie", firstDay: "2026-11-23", lastDay: date(days) }),
  };
  const date = (days: number) => new Date(Date.UTC(2026, 10, 22) + days * DAY).toISOString().slice(0, 10);

  for (const [kind, longest, proposal] of [
    ["absences", 3, /fermeture/],
    ["overrides", 366, /changez le planning/],
    ["closures", 366, /retirez les heures/],
    ["leave", 1096, /mettez fin aux lignes/],
  ] as const)
    it(`${kind}: ${longest} days are taken, a day more and a century are not, nor an end before the beginning`, async () => {
      const saving = async (days: number) => {
        const { revision } = await boss.ask("office", {});
        return { body: { based: revision, save: [{ kind, entry: spans[kind](days) }] } };
      };
      for (const days of [longest + 1, 36_525]) {
        const { is, sentence } = await boss.refused("changeOffice", await saving(days));
        assert.equal(is, "400 admin.bad-request");
        assert.match(sentence, proposal);
      }
      assert.match((await boss.refused("changeOffice", await saving(-1))).sentence, /finit après avoir commencé/);
      await boss.ask("changeOffice", await saving(longest));
    });

  it("a file that has them all the same is told what to put right", () => {
    const until = Date.UTC(2031, 0);
    const found = checkTimes(
      officeWith({
        absences: [{ id: "a", by: "Alice", from: MONDAY, until }],
        overrides: [{ id: "o", service: "duty", people: ["bruno"], from: MONDAY, until }],
        closures: [{ id: "c", name: "Travaux", firstDay: "2026-11-23", lastDay: "2031-01-01" }],
        leave: [{ id: "l", person: "alice", firstDay: "2026-11-23", lastDay: "2031-01-01" }],
      }),
    );
    assert.deepEqual(
      found.map(({ where }) => where),
      ["absences[0].until", "overrides[0].until", "closures[0].lastDay", "leave[0].lastDay"],
    );
  });
});
