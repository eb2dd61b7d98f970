import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import type { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";
import { body, header, type MailServer, mailServer } from "../notify/mail-server.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
const DAY = 86_400_000;

/** The appliance as its user starts it, with a real mail server: what will be missing is told before it is. */
describe("alarms before the gap, on Today and by mail (P17)", function () {
  this.timeout(240_000);
  let folder: string;
  let post: MailServer;
  let appliance: Running;
  let claire: Client;

  const everyDay = [1, 2, 3, 4, 5, 6, 7];
  const weekly = (weekdays: number[]) => ({ every: "week", weekdays });
  const rota = (id: string, service: string, person: string, from: string, to: string) => ({
    id,
    service,
    person,
    from,
    to,
    repeat: weekly(everyDay),
    starts: "2026-01-01",
  });
  const well = {
    ...demoOffice,
    closedOnHolidays: false,
    hours: [{ weekdays: everyDay, from: "08:00", to: "18:00" }],
    rota: [
      rota("days-amelie", "duty", "amelie", "08:00", "18:00"),
      rota("days-karim", "duty", "karim", "08:00", "18:00"),
      rota("always-sophie", "on-call", "sophie", "00:00", "24:00"),
    ],
  };
  const date = (days: number) => new Date(Date.now() + days * DAY).toISOString().slice(0, 10);
  const onLeave = (person: string) => ({ id: `leave-${person}`, person, firstDay: date(1), lastDay: date(20) });

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "watch-"));
    post = await mailServer();
    const mail = { host: "127.0.0.1", port: post.port, from: "box@tilleuls.example", to: ["bureau@tilleuls.example"] };
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, mail }));
    await importing(well);
    appliance = await Running.start(folder);
    claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: "correct horse battery" } });
    await claire.post("/api/session", { name: "Claire", password: "correct horse battery" });
  });
  after(async () => {
    claire?.close();
    await appliance?.stop();
    await post?.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function importing(office: object): Promise<void> {
    const file = join(folder, "office-to-import.json");
    await writeFile(file, JSON.stringify(office));
    await run(process.execPath, [PROGRAM, "import", file, "--data", folder]);
  }
  const troubles = async () => (await claire.ask("today", { query: { language: "fr" } })).troubles;
  const aboutDays = async () =>
    (await troubles()).filter(({ code }) => ["office.gap", "office.threshold"].includes(code));
  /** Whoever plans the duty gets one, and whoever is told of everything. */
  async function letters(first: number): Promise<readonly string[]> {
    await until(
      () => post.letters.length >= first + 2,
      () => `two letters more than ${first}: ${post.letters.length}`,
      90_000,
    );
    const found = post.letters.slice(first);
    assert.deepEqual(found.flatMap(({ to }) => to).sort(), ["amelie@tilleuls.example", "bureau@tilleuls.example"]);
    return found.map(({ raw }) => `${header(raw, "Subject")}\n${body(raw)}`.replaceAll("\u00a0", " "));
  }

  it("says nothing of an office that is well", async () => {
    assert.deepEqual(await aboutDays(), []);
  });

  it("all on leave from tomorrow", async () => {
    await importing({ ...well, leave: [onLeave("amelie"), onLeave("karim")] });
    const [gap] = await aboutDays();
    assert.match(gap?.sentence ?? "", /Personne n’est de permanence à partir du/);
    assert.match(gap?.sentence ?? "", /Amélie Durand et Karim Benali sont en congé/);
    for (const letter of await letters(0)) {
      assert.match(letter, /Personne n’est de permanence à partir du/);
      assert.match(letter, /Choisissez qui sera là/);
    }
  });

  it("nobody on call now, and a fragile client is known", async () => {
    await importing({ ...well, hours: [], rota: well.rota.filter(({ service }) => service === "duty") });
    const [gap] = await aboutDays();
    assert.equal(gap?.weight, "trouble");
    assert.match(gap?.sentence ?? "", /Personne n’est d’astreinte en ce moment.*Madame Lefèvre, personne fragile/);
    for (const letter of await letters(2)) assert.match(letter, /Personne n’est d’astreinte en ce moment/);
  });

  it("four days of seven hours next week", async () => {
    await importing({ ...well, hours: [{ weekdays: [1, 2, 3, 4], from: "09:00", to: "16:00" }] });
    assert.match((await aboutDays())[0]?.sentence ?? "", /n’(a|ont) que \d jours? de 7.h, il en faut 5/);
    for (const letter of await letters(4)) assert.match(letter, /de 7 h, il en faut 5/);
  });

  it("is silent again when all is mended, and nobody was told twice", async () => {
    await importing(well);
    assert.deepEqual(await aboutDays(), []);
    assert.equal(post.letters.length, 6);
  });
});
