import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Browser } from "playwright-core";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { openStore } from "../../src/store/store.ts";
import { launch } from "../page/browser.ts";
import { builtPage } from "../page/built-page.ts";
import { assertAccessible, setUp, signIn, type Visit, visit } from "../page/visit.ts";
import { done, fault, programOn } from "./program.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const SECRET = "quatre mots que voici";

/** The appliance as its user has it: a real process that becomes another house without ending. */
describe("backup and restore of a running appliance", () => {
  let folder: string;
  let appliance: ChildProcess;
  let browser: Browser;
  let claire: Visit;
  let said = "";

  const permanence = (...words: string[]) => programOn(folder)(...words);
  const until = async (words: RegExp): Promise<RegExpExecArray> => {
    for (;;) {
      const found = words.exec(said);
      if (found) return found;
      assert.equal(appliance.exitCode, null, `the appliance ended:\n${said}`);
      await wait(50);
    }
  };
  async function withStore<T>(work: (store: Awaited<ReturnType<typeof openStore>>) => Promise<T>): Promise<T> {
    const file = join(folder, "permanence.db");
    const store = await openStore({ folder, file, clock: systemClock, log: silentLog, rescue: false });
    return work(store).finally(() => store.close());
  }
  const callNow = (id: string) =>
    withStore(async ({ calls }) => {
      calls.begin({ id, line: "line-1", at: systemClock.now() });
      calls.end(id, { at: systemClock.now(), outcome: "abandoned", answeredAt: null });
      await calls.flushed();
    });

  before(async () => {
    [folder, browser] = await Promise.all([mkdtemp(join(tmpdir(), "restore-")), launch(), builtPage()]);
    // A port that stays: the page comes back to where it was.
    const port = 20_000 + (process.pid % 20_000);
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: { host: "127.0.0.1", port, mdns: null } }));
    await writeFile(join(folder, "password"), `${SECRET}\n`);
    appliance = spawn(process.execPath, [PROGRAM, "start", "--no-demo", "--data", folder], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [appliance.stdout, appliance.stderr]) stream?.on("data", (text) => (said += text));
    await until(/The page: (\S+)/);
    claire = await visit(browser, { url: `http://127.0.0.1:${port}` });
    await setUp(claire);
  });
  after(async () => {
    await browser?.close();
    appliance?.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true, maxRetries: 50, retryDelay: 100 });
  });

  const toSettings = async () => {
    await claire.page.getByRole("link", { name: "Réglages" }).first().click();
    await claire.page.getByRole("link", { name: /Sauvegarde/ }).click();
    await claire.page.getByRole("heading", { name: "Restaurer" }).waitFor();
  };

  it("makes one with a password, puts it back, and has everybody sign in again", async () => {
    const { page } = claire;
    await callNow("20261123-090000-aaaa");
    await toSettings();
    await page.getByText("Aucune sauvegarde n’a encore été faite").waitFor();
    await assertAccessible(page, "the backup section");
    const create = page.getByRole("button", { name: "Créer la sauvegarde" });
    assert.equal(await create.isDisabled(), true, "recommended means that it takes a click to do without");
    await page.getByLabel("Mot de passe de la sauvegarde").fill(SECRET);
    await page.getByLabel("Encore une fois").fill("autre chose");
    await page.getByText("Les deux mots de passe ne sont pas les mêmes.").waitFor();
    await page.getByLabel("Encore une fois").fill(SECRET);
    await create.click();
    await page.getByText("La sauvegarde est prête.").waitFor({ timeout: 60_000 });
    const downloading = page.waitForEvent("download");
    await page.getByRole("link", { name: "Télécharger" }).click();
    const file = join(folder, "downloaded.tar.age");
    await (await downloading).saveAs(file);

    await callNow("20261123-100000-bbbb");
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByText("Cette sauvegarde est chiffrée").waitFor();
    await page.getByLabel("Mot de passe de la sauvegarde").last().fill("pas le bon");
    await page.getByRole("button", { name: "Ouvrir" }).click();
    await page.getByText("Ce n’est pas le mot de passe").waitFor({ timeout: 60_000 });
    await page.getByLabel("Mot de passe de la sauvegarde").last().fill(SECRET);
    await page.getByRole("button", { name: "Ouvrir" }).click();
    await page.getByText("Cette sauvegarde est intacte").waitFor({ timeout: 60_000 });
    await assertAccessible(page, "what is in a backup");
    await page.getByRole("button", { name: "Tout remplacer et perdre 1 appel et 0 message" }).click();
    await page.getByRole("button", { name: "Entrer" }).waitFor({ timeout: 60_000 });
    await signIn(claire);
    await page.locator("main").waitFor();
    await withStore(async ({ calls, journal }) => {
      assert.equal((await calls.get("20261123-090000-aaaa"))?.outcome, "abandoned");
      assert.equal(await calls.get("20261123-100000-bbbb"), null, "what came since is in what was put aside");
      const [entry] = await journal.list({ what: "backup.restore" });
      assert.equal(entry?.by, "Claire");
    });
    assert.equal((await readdir(folder)).filter((name) => name.startsWith("before-restore-")).length, 1);
    await until(/a backup is put back[\s\S]*The page: /);
    assert.match(done(await permanence("audit", "verify", "--language", "en")), /The chain of seals is whole/);
  });

  it("takes one that the command line made meanwhile, when no call is going on", async () => {
    const { page } = claire;
    const file = join(folder, "by-command.tar");
    assert.match(done(await permanence("backup", file)), /Written to .*by-command\.tar: 1 MB, 1 calls/);
    fault(await permanence("backup", file), /already/);
    fault(await permanence("restore", file), /already running/);
    await toSettings();
    await page.getByText(/Dernière sauvegarde\s: .*command line/).waitFor();
    await page.locator("input[type=file]").setInputFiles(join(folder, "config.json"));
    await page.getByText("n’est pas une sauvegarde de Permanence").waitFor();
    await page.locator("input[type=file]").setInputFiles(file);
    await page.getByRole("button", { name: "Tout remplacer" }).waitFor({ timeout: 60_000 });

    said = "";
    const calling = permanence("call", "--from", "withheld", "--silent", "--hang-up-after", "8");
    await until(/ring/i);
    await page.getByRole("button", { name: "Tout remplacer" }).click();
    await page.getByText("Le boîtier attend la fin des appels").waitFor();
    assert.equal(/Closing for a moment/.test(said), false, "not while somebody is speaking");
    assert.equal((await calling).code, 0);
    await page.getByRole("button", { name: "Entrer" }).waitFor({ timeout: 60_000 });
    // The line is taken again.
    assert.equal((await permanence("call", "--from", "withheld", "--silent", "--hang-up-after", "6")).code, 0);
  });

  it("is restored by the command line when it is stopped", async () => {
    appliance.kill("SIGTERM");
    const [code] = await once(appliance, "exit");
    assert.equal(code, 0, said);
    const file = join(folder, "stopped.tar.age");
    const secret = ["--password-file", join(folder, "password")];
    done(await permanence("backup", file, ...secret));
    fault(await permanence("restore", file), /encrypted/);
    assert.match(done(await permanence("restore", file, ...secret, "--dry-run")), /Can be restored/);
    assert.match(done(await permanence("restore", file, ...secret)), /is kept in/);
    fault(await permanence("restore", join(folder, "nothing")), /can't be read/);
    fault(await permanence("restore", join(folder, "config.json")), /no backup/);
    const entries = await withStore(({ journal }) => journal.list({ what: "backup.restore" }));
    assert.match(entries[0]?.by ?? "", /^command line/);
  });
});
