import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { demoOffice } from "../../src/app/demo-office.ts";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { openStore } from "../../src/store/store.ts";
import { launch } from "../page/browser.ts";
import { builtPage } from "../page/built-page.ts";
import { assertAccessible, setUp, visit } from "../page/visit.ts";
import { done, programOn } from "./program.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");

/** A new box in the place of one that broke: the first choice of its first start is a backup. */
describe("A first start with a backup of another box", () => {
  let old: string;
  let folder: string;
  let appliance: ChildProcess | undefined;
  let browser: Browser | undefined;
  let said = "";

  before(async () => {
    [old, folder, browser] = await Promise.all([
      mkdtemp(join(tmpdir(), "restore-old-")),
      mkdtemp(join(tmpdir(), "restore-first-")),
      launch(),
      builtPage(),
    ]);
    const store = await openStore({
      folder: old,
      file: join(old, "permanence.db"),
      clock: systemClock,
      log: silentLog,
    });
    await store.office.replace({ ...parseOffice(demoOffice), name: "Les Érables" }, "Claire");
    store.calls.begin({ id: "20261123-090000-aaaa", line: "line-1", at: systemClock.now() });
    store.calls.end("20261123-090000-aaaa", { at: systemClock.now(), outcome: "abandoned", answeredAt: null });
    await store.calls.flushed();
    await store.close();
  });
  after(async () => {
    await browser?.close();
    appliance?.kill("SIGKILL");
    // Those that it had started write for a moment more.
    for (const each of [old, folder]) await rm(each, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });

  it("is put in place from the choice: no example is left beside it, and its chain says so and is whole", async () => {
    const file = join(old, "kept.tar");
    done(await programOn(old)("backup", file));
    const port = 20_000 + ((process.pid + 7000) % 20_000);
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: { host: "127.0.0.1", port, mdns: null } }));
    const started = spawn(process.execPath, [PROGRAM, "start", "--no-demo", "--data", folder], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    appliance = started;
    for (const stream of [started.stdout, started.stderr]) stream.on("data", (text) => (said += text));
    while (!/The page: (\S+)/.test(said)) {
      assert.equal(started.exitCode, null, said);
      await wait(50);
    }
    assert.ok(browser);
    const claire = await visit(browser, { url: `http://127.0.0.1:${port}` });
    const { page } = claire;
    await setUp(claire);
    await page.getByRole("link", { name: /Une sauvegarde/ }).click();
    await page.getByRole("heading", { name: "Restaurer" }).waitFor();
    await assertAccessible(page, "the backup section of a first start");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Cette sauvegarde est intacte").waitFor({ timeout: 60_000 });
    await page.getByRole("button", { name: /^Tout remplacer/ }).click();
    while (!/a backup is put back[\s\S]*The page: /.test(said)) {
      assert.equal(started.exitCode, null, said);
      await wait(50);
    }
    const store = await openStore({
      folder,
      file: join(folder, "permanence.db"),
      clock: systemClock,
      log: silentLog,
      rescue: false,
    });
    try {
      assert.deepEqual(
        [await store.example.state(), (await store.office.read()).name, (await store.calls.list({ limit: 9 })).length],
        ["own", "Les Érables", 1],
      );
    } finally {
      await store.close();
    }
    const verified = JSON.parse(done(await programOn(folder)("audit", "verify", "--json")));
    assert.deepEqual([verified.proved, verified.stated.map(({ why }: { why: string }) => why)], [true, ["restore"]]);
  });
});
