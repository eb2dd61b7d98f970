import assert from "node:assert/strict";
import { mkdtemp, readFile, rename, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { until } from "../../kit/until.ts";
import { Answering } from "../answering.ts";
import { Running } from "../running.ts";
import { type Row, type Rule, table, type When } from "./table.ts";

const HOOK = pathToFileURL(join(import.meta.dirname, "hook.js")).href;

/** The real program, at the real boundary: nothing in it knows that it fails on purpose. */
describe("whatever the program opens fails once: calls are answered, and what failed is told", function () {
  this.timeout(300_000);
  let answering: Answering;
  let place: string;
  let appliance: Running | null = null;

  before(async () => {
    answering = await Answering.prepare("failing");
    place = await mkdtemp(join(tmpdir(), "failing-rules-"));
    await writeFile(join(place, "hits"), "");
  });
  after(async () => {
    await appliance?.stop();
    await answering?.remove();
    await rm(place, { recursive: true, force: true });
  });

  const hits = async () => (await readFile(join(place, "hits"), "utf8")).split("\n");
  async function rules(rows: readonly Row[]): Promise<void> {
    const list: readonly Rule[] = rows.map(({ told: _, when: __, ...rule }) => rule);
    await writeFile(join(place, "rules.new"), JSON.stringify(list));
    await rename(join(place, "rules.new"), join(place, "rules.json"));
  }

  /** All of them failed, and of each somebody heard who has to. */
  async function allTold(rows: readonly Row[]): Promise<void> {
    const missing = async () => {
      const met = await hits();
      return [
        ...rows.filter(({ id }) => !met.includes(id)).map(({ id }) => `never failed: ${id}`),
        ...rows
          .filter(({ told }) => told instanceof RegExp && !told.test(appliance?.said ?? ""))
          .map(({ id }) => `not told: ${id}`),
      ];
    };
    let left: readonly string[] = [];
    await until(
      async () => {
        left = await missing();
        return left.length === 0;
      },
      () => `${left.join("\n")}\n${appliance?.said}`,
    );
  }

  const at = (when: When) => table.filter((each) => each.when === when);

  it("as everything is started", async () => {
    await rules(at("start"));
    appliance = await Running.start(answering.folder, { node: `--import ${HOOK}`, env: { PERMANENCE_FAILING: place } });
    await appliance.until(/the line is ready/);
    await allTold(at("start"));
  });

  for (const when of ["first call", "second call"] as const)
    it(`in a call (the ${when})`, async () => {
      const before = (await answering.messages()).length;
      await rules(at(when));
      const { answered, end, outcome } = await answering.call();
      assert.deepEqual([answered, end, outcome], [true, "caller", "message"]);
      await allTold(at(when));
      await until(
        async () => (await answering.messages()).length > before,
        () => `the message is kept:\n${appliance?.said}`,
        90_000,
      );
    });

  it("opens nothing that the table does not name", async () => {
    const opened = new Set((await readFile(join(place, "opened"), "utf8")).trim().split("\n"));
    const unknown = [...opened].filter((line) => {
      const [process, kind, what = ""] = line.split("\t");
      return !table.some(
        (row) => row.in === process && row.kind === kind && new RegExp(`^(?:${row.what})$`).test(what),
      );
    });
    assert.deepEqual(unknown, []);
  });
});
