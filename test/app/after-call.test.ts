import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { demoOffice } from "../../src/app/demo-office.ts";
import { inside } from "../../src/app/paths.ts";
import { Database } from "../../src/store/database.ts";
import type { LogOfDays } from "../../src/store/log-shifts.ts";
import type { Verified } from "../../src/store/verify-seals.ts";
import { until } from "../kit/until.ts";
import { body, type MailServer, mailServer } from "../notify/mail-server.ts";
import { pageHere, Running } from "./running.ts";

const PROGRAM = join(import.meta.dirname, "../../src/app/permanence.js");
const run = promisify(execFile);
/** Madame Lefèvre: she needs no key. */
const FRAGILE = "0199000042";
/** A mobile of the demonstration: it rings, somebody picks up, listens, and presses 1. */
const ANNA = "+33639980003";
const NOTE = "Chute sans gravité, la voisine reste avec elle";

/** Anna alone, on call at every hour. */
const office = {
  ...demoOffice,
  ...{ hours: [], menu: [], leave: [], overrides: [], answerAfterRings: 1 },
  people: [{ id: "anna", name: "Anna", numbers: [ANNA], email: "anna@tilleuls.example", roles: ["on-call"] }],
  rota: [
    {
      ...{ id: "r1", service: "on-call", person: "anna", order: 1, from: "00:00", to: "24:00" },
      ...{ repeat: { every: "day" }, starts: "2026-01-01" },
    },
  ],
};

describe("a call that on-call takes, in the real program", function () {
  this.timeout(240_000);
  let folder: string;
  let appliance: Running;
  let post: MailServer;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "after-call-"));
    post = await mailServer();
    const mail = { host: "127.0.0.1", port: post.port, from: "box@tilleuls.example", to: ["bureau@tilleuls.example"] };
    await writeFile(join(folder, "config.json"), JSON.stringify({ web: pageHere, mail }));
    await writeFile(join(folder, "office.json.new"), JSON.stringify(office));
    await permanence("import", join(folder, "office.json.new"));
    appliance = await Running.start(folder);
  });
  after(async () => {
    await appliance?.stop();
    await post?.close();
    await rm(folder, { recursive: true, force: true });
  });

  const permanence = async (...words: string[]) =>
    (await run(process.execPath, [PROGRAM, ...words, "--data", folder])).stdout;
  /** What the logbook has of calls: the words, and who said them. */
  const calls = async () => {
    const { shifts } = JSON.parse(await permanence("logbook", "list", "--json")) as LogOfDays;
    return shifts.flatMap(({ lines }) => lines).filter(({ is }) => is === "call");
  };
  const verified = async (): Promise<Verified & { readonly proved: boolean }> => {
    const ran = await run(process.execPath, [PROGRAM, "audit", "verify", "--json", "--data", folder]).catch(
      (thrown: { readonly stdout: string; readonly code: number }) => thrown,
    );
    const result = JSON.parse(ran.stdout);
    assert.equal("code" in ran ? ran.code : 0, result.proved ? 0 : 1);
    return result;
  };
  const linkTo = (to: string) =>
    post.letters
      .filter((each) => each.to.includes(to))
      .flatMap(({ raw }) => /\/after-call\/([\w~.-]+)/.exec(body(raw))?.[1] ?? [])[0];

  it("is asked about by letter, told of by its link, in the logbook, and proved by its seals; one changed word is found", async () => {
    await permanence("call", "--from", FRAGILE, "--silent", "--hang-up-after", "90");
    await until(
      () => linkTo("anna@tilleuls.example") !== undefined,
      () => `the letter to whoever took it\n${appliance.said}`,
      60_000,
    );
    const before = await calls();
    assert.deepEqual(
      before.map(({ by, came, said }) => [by, came, said]),
      [["Anna", null, null]],
    );
    const params = { token: linkTo("anna@tilleuls.example") ?? "" };
    const anybody = appliance.client();
    const seen = await anybody.ask("afterCall", { params });
    assert.deepEqual([seen.state, seen.call?.name, seen.call?.fragile], ["asked", "Madame Lefèvre", true]);
    assert.equal((await calls())[0]?.said, null, "opening it says nothing");

    const pressed = await anybody.ask("sayAfterCall", { params, body: { came: "visit", note: NOTE } });
    anybody.close();
    assert.deepEqual([pressed.state, pressed.said?.came, pressed.said?.by], ["said", "visit", "Anna"]);
    assert.deepEqual(
      (await calls()).map(({ by, came, text, said }) => [by, came, text, said?.by]),
      [["Anna", "visit", NOTE, "Anna"]],
    );

    const proof = await verified();
    assert.deepEqual([proof.proved, proof.breaks], [true, []]);
    assert.ok(proof.rows > 0 && proof.end !== null, "there is a chain to prove");

    await appliance.stop();
    const database = await Database.open(inside(folder).database);
    await database.run("DROP TRIGGER logbook_words_no_update");
    await database.run("UPDATE logbook_words SET text = replace(text, 'sans', 'avec')");
    await database.close();
    const broken = await verified();
    // And so is what was taken away for it.
    assert.deepEqual(broken.breaks.map(({ code }) => code).sort(), ["guard-missing", "words-changed"]);
  });
});
