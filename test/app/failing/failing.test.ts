import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { projectRoot } from "../../../src/app/paths.ts";
import { until } from "../../kit/until.ts";
import { Answering } from "../answering.ts";
import { Running } from "../running.ts";
import { labelOf, patternOf } from "./label.ts";
import { errorOf, named, type Round, type Row, table } from "./table.ts";

const run = promisify(execFile);
const TOLD_WITHIN_MS = 30_000;
const SHIM = join(projectRoot, "test/app/failing/shim.c");

/** The real program, refused by the system itself as far as it can tell: a library before the C library does it. */
describe("whatever the program opens fails once: calls are answered, and what failed is told", function () {
  this.timeout(300_000);
  let answering: Answering;
  let place: string;
  let appliance: Running | null = null;

  before(async () => {
    place = await mkdtemp(join(tmpdir(), "failing-rules-"));
    await run("cc", ["-shared", "-fPIC", "-O1", "-o", join(place, "shim.so"), SHIM, "-ldl", "-lpthread"]);
    await mkdir(join(place, "hits"));
    await writeFile(join(place, "opened"), "");
    answering = await Answering.prepare("failing");
  });
  after(async () => {
    await appliance?.stop();
    await answering?.remove();
    await rm(place, { recursive: true, force: true });
  });

  const of = (round: Round) => table.filter((each) => each.round === round);
  const number = (row: Row) => String(table.indexOf(row));
  const text = () => appliance?.said ?? "";

  async function arm(rows: readonly Row[]): Promise<void> {
    const lines = rows.map((row) =>
      [number(row), row.in, row.op, errorOf(row.code), patternOf(row.what, answering.folder)].join("\t"),
    );
    await writeFile(join(place, "rules.new"), `${lines.join("\n")}\n`);
    await rename(join(place, "rules.new"), join(place, "rules"));
  }

  /** All of them failed, and of each somebody heard who has to. */
  async function allTold(rows: readonly Row[], after: number): Promise<void> {
    let left: readonly string[] = [];
    await until(
      async () => {
        const met = await readdir(join(place, "hits"));
        const said = text().slice(after);
        left = [
          ...rows.filter((row) => !met.includes(number(row))).map(({ id }) => `never failed: ${id}`),
          ...rows.filter(({ told }) => told instanceof RegExp && !told.test(said)).map(({ id }) => `not told: ${id}`),
        ];
        return left.length === 0;
      },
      () => `${left.join("\n")}\n${text()}`,
      TOLD_WITHIN_MS,
    );
  }

  /** A caller leaves a message, and it is kept. */
  async function aMessage(): Promise<void> {
    const before = (await answering.messages()).length;
    const { answered, end, outcome } = await answering.call();
    assert.deepEqual([answered, end, outcome], [true, "caller", "message"], text());
    await until(
      async () => (await answering.messages()).length > before,
      () => `the message is kept:\n${text()}`,
      90_000,
    );
  }

  for (const round of ["start 1", "start 2"] as const)
    it(`as everything is started (${round})`, async () => {
      await appliance?.stop();
      await arm(of(round));
      appliance = await Running.start(answering.folder, {
        env: { PERMANENCE_FAILING: place, LD_PRELOAD: join(place, "shim.so") },
      });
      await appliance.until(/the line is ready/);
      await allTold(of(round), 0);
      await aMessage();
    });

  for (const round of ["call 1", "call 2", "call 3", "call 4"] as const)
    it(`in a call (${round})`, async () => {
      const after = text().length;
      await arm(of(round));
      await aMessage();
      await allTold(of(round), after);
    });

  for (const round of ["answered 1", "answered 2"] as const)
    it(`once it is answered, so that the call ends with it: the next is taken (${round})`, async () => {
      const known = (await answering.calls()).map(({ id }) => id);
      const after = text().length;
      const placed = answering.place();
      await appliance?.next(/invitation to leave a message/, after);
      await arm(of(round));
      const { answered, end } = await placed;
      assert.equal(answered, true);
      assert.ok(["caller", "called"].includes(end), end);
      await allTold(of(round), after);
      // What came of it is told as it was.
      await until(
        async () =>
          (await answering.calls()).some(({ id, outcome }) => !known.includes(id) && outcome === of(round)[0]?.outcome),
        () => text(),
      );
      await appliance?.next(/the line is ready/, after);
      await aMessage();
    });

  it("opens nothing that the table does not name", async () => {
    const opened = new Set((await readFile(join(place, "opened"), "utf8")).trim().split("\n"));
    const unknown = new Set<string>();
    for (const line of opened) {
      const [process = "", , what = ""] = line.split("\t");
      // The shell that starts it is no part of it.
      if (!(process in named)) continue;
      const label = labelOf(what, answering.folder);
      const names = [...table.filter((row) => row.in === process).map((row) => row.what), ...(named[process] ?? [])];
      if (label !== null && !new RegExp(`^(?:${names.join("|")})$`).test(label)) unknown.add(`${process}\t${label}`);
    }
    assert.deepEqual([...unknown], []);
  });
});
