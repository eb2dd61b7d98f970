import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { inside } from "../../src/app/paths.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { silentLog } from "../../src/kernel/log.ts";
import { instant } from "../../src/kernel/units.ts";
import type { Need, NeedPast } from "../../src/needs/need.ts";
import { controlClient } from "../../src/simulator/control/control-client.ts";
import { openStore } from "../../src/store/store.ts";
import type { Client } from "../admin/client.ts";
import { until } from "../kit/until.ts";
import { body, header, type MailServer, mailServer } from "../notify/mail-server.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
const FRAGILE = "0199000042";
const ANNA = "+33639980011";
const BOB = "+33639980012";

const person = (id: string, number: string, roles: readonly string[]) => ({
  ...{ id, name: id[0]?.toUpperCase() + id.slice(1), numbers: [number], email: `${id}@tilleuls.example`, roles },
  told: { messages: "none", missedCalls: "none" },
});
/** Anna is on call; Bob follows up and plans the duty. A minute for each level. */
const office = {
  ...demoOffice,
  ...{ hours: [], menu: [], leave: [], overrides: [], answerAfterRings: 1 },
  people: [person("anna", ANNA, ["on-call"]), person("bob", BOB, ["follows-up", "plans-duty"])],
  rota: [
    {
      ...{ id: "r1", service: "on-call", person: "anna", order: 1, from: "00:00", to: "24:00" },
      ...{ repeat: { every: "day" }, starts: "2026-01-01" },
    },
  ],
  escalation: { fragile: { every: 1, rounds: 1, calls: true } },
  takeUp: { who: "off" },
};

describe("people are asked to call back, in the real program", function () {
  this.timeout(400_000);
  let folder: string;
  let appliance: Running;
  let claire: Client;
  let post: MailServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "asking-"));
    post = await mailServer();
    const mail = { host: "127.0.0.1", port: post.port, from: "box@tilleuls.example", to: ["bureau@tilleuls.example"] };
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, mail }));
    await writeFile(join(folder, "office.json.new"), JSON.stringify(office));
    await permanence("import", join(folder, "office.json.new"));
    appliance = await Running.start(folder);
    claire = appliance.client();
    await claire.ask("setUp", { body: { name: "Claire", password: "correct horse battery" } });
    await claire.post("/api/session", { name: "Claire", password: "correct horse battery" });
    for (const number of [ANNA, BOB]) await exchange().mobile({ number, behaviour: { after: 60_000, does: "ignore" } });
  });
  after(async () => {
    claire?.close();
    await appliance?.stop();
    await post?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const exchange = () => controlClient(inside(folder).simulator);
  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  const needs = async () => JSON.parse(await permanence("needs", "list", "--json")) as Need[];
  const show = async (id: string) =>
    JSON.parse(await permanence("needs", "show", id, "--json")) as Need & { history: NeedPast[] };
  const asked = ({ history }: { history: NeedPast[] }) =>
    history.flatMap((each) =>
      each.what === "asked" ? [`${each.detail.round} ${each.detail.person} ${each.detail.channel}`] : [],
    );
  const mobile = async (number: string) => (await exchange().status()).mobiles.find((each) => each.number === number);
  const lettersTo = (to: string) => post.letters.filter((each) => each.to.includes(to));
  const tokenIn = (raw: string) => /\/call-back\/([\w~-]+)/.exec(body(raw).replace(/=\n/g, ""))?.[1];

  it("killed (-9) while the box rings: the need is open, nobody is rung twice in the round, the next caller is answered", async () => {
    await permanence("call", "--from", FRAGILE, "--silent", "--hang-up-after", "2");
    const before = (await mobile(ANNA))?.rung.length ?? 0;
    await until(
      async () => (await needs()).length === 1 && (await mobile(ANNA))?.ringing === true,
      () => `Anna is rung\n${appliance.said}`,
    );
    const rung = (await mobile(ANNA))?.rung.length ?? 0;
    assert.ok(rung >= before);
    const killed = await appliance.kill("telephone");
    await until(
      async () => ![null, killed].includes(await appliance.pid("telephone")),
      () => `it is started again\n${appliance.said}`,
    );
    const [need] = await needs();
    assert.ok(need && need.owner === null && need.closedAt === null, "the need is open");
    await until(
      async () => (await exchange().status()).lines[0]?.hook === "on",
      () => "the line is on-hook",
    );
    assert.match(await permanence("call", "--from", "0199000050", "--silent", "--hang-up-after", "1"), /^answered/m);
    await until(
      async () => asked(await show(need.id)).includes("0 bob email"),
      () => `the next level is asked\n${appliance.said}`,
      150_000,
    );
    const told = await show(need.id);
    assert.equal(new Set(asked(told)).size, asked(told).length, "nobody is asked twice");
    assert.ok(
      told.history.some(({ what, detail }) => what === "answered" && "answer" in detail && detail.answer === "failed"),
    );
    assert.equal((await mobile(ANNA))?.rung.length, rung, "Anna is not rung again");
  });

  it("letter, link, press: it is taken, the others hear who has it; twice, by another, forged and late it takes nothing", async () => {
    const [need] = (await needs()).filter(({ fragile }) => fragile);
    assert.ok(need);
    const theirs = async (to: string) => {
      await until(
        () => lettersTo(to).some(({ raw }) => tokenIn(raw) !== undefined),
        () => `a letter with a link to ${to}`,
      );
      return lettersTo(to).flatMap(({ raw }) => tokenIn(raw) ?? [])[0] ?? "";
    };
    const [bobs, annas] = [await theirs("bob@tilleuls.example"), await theirs("anna@tilleuls.example")];
    const anybody = appliance.client();
    const see = async (token: string) => anybody.ask("callBack", { params: { token } });
    const press = async (token: string) => anybody.ask("acceptCallBack", { params: { token } });
    assert.equal((await see(bobs)).state, "open");
    assert.equal((await show(need.id)).owner, null, "opening it takes nothing");
    assert.equal((await press(bobs)).state, "yours");
    const taken = await show(need.id);
    assert.deepEqual([taken.owner?.id, taken.nextAskAt], ["bob", null]);
    assert.equal((await press(bobs)).state, "yours");
    assert.equal((await show(need.id)).revision, taken.revision, "used twice, it changes nothing");
    const late = await press(annas);
    assert.deepEqual([late.state, late.by, late.need], ["taken", "Bob", null]);
    const forged = `${bobs.slice(0, -1)}${bobs.endsWith("A") ? "B" : "A"}`;
    assert.equal((await press(forged)).state, "unknown");
    const store = await openStore({ folder, file: inside(folder).database, clock: systemClock, log: silentLog });
    const old = await store.needLinks.tokenFor(need.id, "anna", instant(Date.now() - 8 * 86_400_000));
    await store.close();
    assert.deepEqual([(await press(old.token)).state, (await see(old.token)).need], ["over", null]);
    assert.equal((await show(need.id)).owner?.id, "bob");
    await until(
      () => lettersTo("anna@tilleuls.example").some(({ raw }) => header(raw, "Subject").includes("Bob rappelle")),
      () => "Anna hears who has it",
    );
    anybody.close();
  });

  it("with a mail server that is away and nobody who answers, Today is red", async () => {
    await permanence(
      "needs",
      "close",
      (await needs()).find(({ fragile }) => fragile)?.id ?? "",
      "--reason",
      "called-back",
    );
    await post.close();
    await permanence("call", "--from", FRAGILE, "--silent", "--hang-up-after", "2");
    const red = async () =>
      (await claire.ask("today", { query: { language: "fr" } })).troubles.find(
        ({ code }) => code === "needs.nobody-told",
      );
    await until(
      async () => (await red()) !== undefined,
      () => `Today says so\n${appliance.said}`,
      150_000,
    );
    assert.equal((await red())?.weight, "trouble");
    assert.match((await red())?.sentence ?? "", /^Personne n’a pu être prévenu.*Madame Lefèvre/);
    const open = (await needs()).find(({ fragile }) => fragile);
    const { history } = await show(open?.id ?? "");
    assert.match(await permanence("needs", "show", open?.id ?? ""), /Anna: the mail could not be sent/);
    assert.ok(history.some(({ what }) => what === "last-resort") || open?.nextAskAt !== null);
  });
});
