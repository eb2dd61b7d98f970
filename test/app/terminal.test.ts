import assert from "node:assert/strict";
import fc from "fast-check";
import sinon from "sinon";
import { callerName, duration, print, readTime, table, wallClock } from "../../src/app/terminal.ts";
import { callerId, unknownCaller } from "../../src/kernel/caller-id.ts";
import { instant, millis, seconds } from "../../src/kernel/units.ts";
import { anne, officeWith } from "../scenarios/office.ts";

const PARIS = "Europe/Paris";

/** What is written to the standard output meanwhile. */
function printed(work: () => void): string {
  const write = sinon.stub(process.stdout, "write").returns(true);
  try {
    work();
    return write.args.map(([text]) => String(text)).join("");
  } finally {
    write.restore();
  }
}

describe("the terminal", () => {
  const nasty = "Zoé\u001b]0;owned\u0007\u009b2J\u202e\r\nok";

  it("prints lines for people, and nothing in them commands it", () => {
    const text = printed(() => print({}, null, () => ["one", nasty]));
    assert.equal(text, "one\nZoé�]0;owned��2J���ok\n");
  });

  it("prints one JSON document for programs, with every character still in it", () => {
    const text = printed(() => print({ json: true }, { nasty, list: [1] }, () => ["never"]));
    assert.deepEqual(JSON.parse(text), { nasty, list: [1] });
    assert.doesNotMatch(text, /(?!\n)[\p{Cc}\u202e]/u);
  });

  it("prints the same document for any data", () => {
    const value = fc.jsonValue();
    fc.assert(
      fc.property(value, (data) => {
        const text = printed(() => print({ json: true }, data, () => []));
        assert.equal(JSON.stringify(JSON.parse(text)), JSON.stringify(data));
      }),
      { numRuns: 50 },
    );
  });

  it("sets columns under each other, and no spaces at the end", () => {
    assert.deepEqual(
      table([
        ["ID", "NAME", "X"],
        ["a", "Amélie", ""],
        ["long-id", "B", "x"],
      ]),
      ["ID       NAME    X", "a        Amélie", "long-id  B       x"],
    );
    assert.deepEqual(table([]), []);
  });

  it("shows lengths in seconds, then in minutes", () => {
    const shown = [0, 400, 59_400, 59_500, 60_000, 125_000].map((d) => duration(millis(d)));
    assert.deepEqual(shown, ["0 s", "0 s", "59 s", "1 min 00 s", "1 min 00 s", "2 min 05 s"]);
    assert.equal(duration(seconds(3600)), "60 min 00 s");
  });
});

describe("a time at the command line", () => {
  const times: readonly (readonly [string, string, string])[] = [
    ["2026-11-23T10:00", PARIS, "2026-11-23T09:00:00Z"],
    ["2026-11-23 10:00", PARIS, "2026-11-23T09:00:00Z"],
    [" 2026-11-23 10:00 ", PARIS, "2026-11-23T09:00:00Z"],
    ["2026-07-01T10:00:30", PARIS, "2026-07-01T08:00:30Z"],
    ["2026-11-23", PARIS, "2026-11-22T23:00:00Z"],
    ["2026-11-23T10:00Z", PARIS, "2026-11-23T10:00:00Z"],
    ["2026-11-23T10:00+05:30", PARIS, "2026-11-23T04:30:00Z"],
    ["2026-11-23T10:00", "America/Martinique", "2026-11-23T14:00:00Z"],
    // F6: as in the schedule, a time that is skipped stands for what follows, one that comes twice for its first coming.
    ["2026-03-29T02:30", PARIS, "2026-03-29T01:00:00Z"],
    ["2026-03-29T03:00", PARIS, "2026-03-29T01:00:00Z"],
    ["2026-10-25T02:15", PARIS, "2026-10-25T00:15:00Z"],
    ["2026-10-25T02:15+01:00", PARIS, "2026-10-25T01:15:00Z"],
    ["2026-10-25T03:00", PARIS, "2026-10-25T02:00:00Z"],
    ["2026-11-01T01:30", "America/Havana", "2026-11-01T06:30:00Z"],
    ["2026-11-01T00:30", "America/Havana", "2026-11-01T04:30:00Z"],
    ["2027-04-04T01:45", "Australia/Lord_Howe", "2027-04-03T14:45:00Z"],
    ["2026-W48-1T10:00", PARIS, "2026-11-23T09:00:00Z"],
  ];
  for (const [text, zone, utc] of times)
    it(`"${text}" in ${zone} is ${utc}${utc.includes(":15") || text.includes("-03-29") ? " (F6)" : ""}`, () =>
      assert.equal(readTime(text, zone), Date.parse(utc)));

  for (const text of ["", "now", "tomorrow", "2026-02-30T10:00", "2026-11-23T25:00", "23/11/2026", "10h00"])
    it(`"${text}" is refused with an example`, () =>
      assert.throws(() => readTime(text, PARIS), {
        code: "app.bad-time",
        message: `"${text}" is not a time; write 2026-11-23T10:00.`,
      }));

  it("is shown on the office's clock", () => {
    const at = instant(Date.parse("2026-10-25T00:30:00Z"));
    assert.equal(wallClock(at, PARIS), "2026-10-25 02:30");
    assert.equal(wallClock(instant(at + 3_600_000), PARIS), "2026-10-25 02:30");
    assert.equal(wallClock(at, "UTC", "HH:mm:ss"), "00:30:00");
  });
});

describe("who called", () => {
  const office = officeWith({ callers: [{ number: "+33199000042", name: "Madame Lefèvre", fragile: true }] });
  const withheld = { ...unknownCaller, presentation: "withheld" as const };
  const callers = [
    ["a known caller", callerId("0199000042", "LEFEVRE J"), "Madame Lefèvre, 01 99 00 00 42"],
    ["a known caller, as other networks send it", callerId("+33199000042", null), "Madame Lefèvre, 01 99 00 00 42"],
    ["one of the house", callerId(anne, null), "Anne, 06 39 98 00 01"],
    ["a stranger", callerId("0199000050", null), "01 99 00 00 50"],
    ["a stranger with a name", callerId("0199000050", "J SMITH"), "J SMITH, 01 99 00 00 50"],
    ["an extension", callerId("12", null), "12"],
    ["someone who hides", withheld, "withheld number"],
    ["someone of whom nothing is known", unknownCaller, "unknown number"],
  ] as const;
  for (const [what, caller, text] of callers)
    it(`${what} is ${text}`, () => assert.equal(callerName(caller, office), text));
});
