import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { openAnnouncements } from "../../src/announcements/library.ts";
import { withOwn } from "../../src/announcements/own-in-plan.ts";
import { ownAnnouncements } from "../../src/app/own-announcements.ts";
import { attend } from "../../src/attendant/attend.ts";
import { describePlan } from "../../src/attendant/describe-plan.ts";
import { instant } from "../../src/kernel/units.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { fakeEngine, keptLog } from "../announcements/fake-engine.ts";
import { shipped } from "../announcements/project.ts";
import { withBoss } from "./with-boss.ts";

const works = { id: "works", name: "Travaux", firstDay: "2027-03-08", lastDay: "2027-03-12" };
const at = (iso: string) => instant(Date.parse(iso));
const EVE = at("2027-03-07T20:00+01:00");
const IN_IT = at("2027-03-09T10:00+01:00");
const AFTER = at("2027-03-13T10:00+01:00");

describe("what callers hear of one closure", () => {
  const { rig, boss } = withBoss();

  beforeEach(async () => {
    await boss.ask("saveClosure", { params: { key: "works" }, body: { based: null, entry: works } });
  });

  const own = (urgent: "true" | "false" = "false", language: "fr" | "en" = "fr") =>
    ({ params: { kind: "closure.works", language }, query: { urgent } }) as const;
  const record = (text: string, more = "", kind = "closure.works") =>
    boss.send("POST", `/api/announcements/${kind}/fr/sound?urgent=false&text=${encodeURIComponent(text)}${more}`, {
      headers: { "content-type": "audio/wav", "x-csrf": boss.csrf ?? "" },
      body: readFileSync(join(shipped, "demo", "caller-fr.wav")),
    });
  const TEXT = "Bonjour, {office}. Fermé jusqu'au 12 mars. Merci.";

  /** What the telephone process would say. */
  async function heard(when: number, kind: "closed" | "closure" = "closure", language: "fr" | "en" = "fr") {
    const log = keptLog();
    const clock = new VirtualClock(instant(when));
    const library = await openAnnouncements({
      ...{ folder: "/nowhere", shipped, clock, log, engines: [fakeEngine()] },
      ...ownAnnouncements(rig.store, log),
    });
    const { origin, text } = await library.sound({ kind, language }, await rig.store.office.read());
    await library.close();
    return { origin, text };
  }

  it("its own recording is heard in its life alone, from its eve where that is wanted, and is gone by itself", async () => {
    assert.equal((await record(TEXT, "&firstDay=2027-03-07")).status, 200);
    assert.deepEqual(await heard(EVE, "closed"), {
      origin: "recorded",
      text: "Bonjour, Les Tilleuls. Fermé jusqu'au 12 mars. Merci.",
    });
    assert.equal((await heard(IN_IT)).origin, "recorded");
    assert.equal((await heard(AFTER, "closed")).origin, "spoken");
    assert.equal((await heard(EVE - 86_400_000, "closed")).origin, "spoken", "the evening before");
    assert.equal((await heard(IN_IT, "closure", "en")).origin, "spoken", "in the other language the general one");
    const { own: life, origin } = await boss.ask("announcement", own());
    assert.deepEqual([origin, life?.firstDay, life?.lastDay], ["recorded", "2027-03-07", null]);
  });

  it("without an eve it begins with the closure, and where the closure goes it goes too", async () => {
    await record(TEXT);
    assert.equal((await heard(EVE, "closed")).origin, "spoken");
    assert.equal((await heard(IN_IT)).origin, "recorded");
    await rig.store.office.remove("closures", "works", "test");
    assert.equal((await heard(IN_IT, "closed")).origin, "spoken");
  });

  it("a text of its own is spoken with the closure's values, on the eve as well", async () => {
    const body = {
      text: "Bonjour, {office}. Nous fermons {closed}, de nouveau {reopens}. Merci.",
      firstDay: "2027-03-07",
    };
    await boss.ask("saveText", { ...own(), body });
    assert.deepEqual(await heard(EVE, "closed"), {
      origin: "spoken",
      text: "Bonjour, Les Tilleuls. Nous fermons jusqu'au vendredi douze mars inclus, de nouveau le lundi quinze mars à neuf heures. Merci.",
    });
    await boss.ask("saveText", { ...own(), body: { text: null } });
    assert.match((await heard(IN_IT)).text, /Nos bureaux sont fermés jusqu'au vendredi douze mars inclus/);
  });

  it("the plan of an hour names it, and no other hour's does", async () => {
    await record(TEXT);
    const office = await rig.store.office.read();
    const told = async (when: number) => {
      const plan = attend({ number: null, name: null, withheld: true }, instant(when), office, { forwards: false });
      return describePlan(await withOwn(plan, office, instant(when), rig.store.announcements.current), "fr");
    };
    assert.match((await told(IN_IT)).join("\n"), /Diffuse.: annonce de la fermeture «.Travaux.»/);
    assert.doesNotMatch((await told(EVE)).join("\n"), /Travaux.»/);
    const { lines, sentence } = await boss.ask("plan", { query: { at: String(IN_IT), language: "fr" } });
    assert.match(lines.join("\n"), /annonce de la fermeture/);
    assert.match(sentence, /entend l.annonce de la fermeture/);
  });

  it("is flagged when the closure's dates are others than it says (P14)", async () => {
    await record(TEXT);
    assert.deepEqual(
      (await boss.ask("announcement", own())).findings.filter(({ code }) => code === "outdated"),
      [],
    );
    await rig.store.office.save("closures", { ...works, lastDay: "2027-03-19", from: "00:00", to: "24:00" }, "test");
    const { findings, said } = await boss.ask("announcement", own());
    assert.match(findings.map(({ sentence }) => sentence).join(" "), /la fermeture dure plus longtemps/);
    assert.match(said, /jusqu'au 12 mars/, "it keeps its words");
  });

  it("is flagged when it is heard longer than the closure lasts", async () => {
    await record(TEXT, "&lastDay=2027-03-12");
    await rig.store.office.save("closures", { ...works, lastDay: "2027-03-09", from: "00:00", to: "24:00" }, "test");
    const { findings } = await boss.ask("announcement", own());
    assert.ok(findings.some(({ code }) => code === "life"));
  });

  it("what was said is kept by its hash, and its versions come back", async () => {
    await record(TEXT);
    const [version] = await rig.store.announcements.history({ kind: "closure.works", language: "fr" });
    assert.equal(await rig.store.announcements.recording((version?.sha256 ?? "").slice(0, 16)), version?.file);
    await boss.ask("saveText", { ...own(), body: { text: null } });
    await boss.ask("backToVersion", { ...own(), body: { version: 1 } });
    assert.equal((await heard(IN_IT)).origin, "recorded");
  });

  it("refuses a closure that is not there, days that miss it, and a season", async () => {
    assert.equal((await record(TEXT, "", "closure.gone")).status, 404);
    for (const days of ["&firstDay=2027-03-13", "&lastDay=2027-03-07", "&firstDay=2027-01-01", "&lastDay=2027-06-01"]) {
      const reply = await record(TEXT, days);
      assert.equal(reply.status, 422, days);
      assert.match(reply.text, /autour de sa fermeture/);
    }
    assert.equal((await record(TEXT, "&firstDay=tomorrow")).status, 400);
  });

  it("shows both of its announcements on the page while the closure is ahead", async () => {
    const { announcements } = await boss.ask("announcements", {});
    const ours = announcements.filter(({ kind }) => kind === "closure.works");
    assert.deepEqual(ours.map(({ language, urgent }) => `${language} ${urgent}`).sort(), [
      "en false",
      "en true",
      "fr false",
      "fr true",
    ]);
    assert.equal(ours[0]?.own?.closure.name, "Travaux");
  });
});

describe("the words of a closure", () => {
  const { rig, boss } = withBoss();
  const put = (says: unknown) =>
    boss.raw("saveClosure", { params: { key: "works" }, body: { based: null, entry: { ...works, says } as never } });
  const said = async (language: "fr" | "en") => {
    const log = keptLog();
    const library = await openAnnouncements({
      ...{ folder: "/nowhere", shipped, clock: new VirtualClock(IN_IT), log, engines: [] },
      ...ownAnnouncements(rig.store, log),
    });
    const text = await library.text({ kind: "closure", language }, await rig.store.office.read());
    await library.close();
    return text;
  };

  it("are one text for each language, with values; where there is none, callers hear how long it lasts", async () => {
    assert.equal((await put({ fr: "{Nom de l’agence} déménage !", en: "We are moving" })).status, 200);
    assert.match(await said("fr"), /^Bonjour, Les Tilleuls\. Les Tilleuls déménage\. Nous vous répondrons/);
    assert.match(await said("en"), /\. We are moving\. We will answer again/);
    assert.deepEqual((await rig.store.office.read()).closures[0]?.says, {
      fr: "{office} déménage !",
      en: "We are moving",
    });
  });

  it("in one language alone leave the other to the box", async () => {
    for (const says of ["Nous déménageons.", { fr: "Nous déménageons." }]) {
      const before = (await boss.ask("office", {})).rows.closures?.works ?? null;
      const entry = { ...works, says } as never;
      await boss.ask("saveClosure", { params: { key: "works" }, body: { based: before, entry } });
      assert.match(await said("fr"), /\. Nous déménageons\. /);
      assert.match(await said("en"), /\. Our office is closed up to and including Friday March 12\. /);
    }
  });

  const REFUSED: readonly (readonly [unknown, RegExp])[] = [
    ["{agence} déménage.", /\{agence\} n.est pas une valeur/],
    [{ fr: "Nous déménageons.", en: "{agency} is moving." }, /\{agency\} n.est pas une valeur/],
    [{ fr: "Nous fermons {notice}." }, /pas de valeur/],
    [{ fr: "{menu}" }, /pas de valeur/],
    [{ fr: "{until}" }, /pas de valeur/],
    [{ fr: "Fermé {office" }, /accolade/],
    [{ en: "…" }, /ne dirait rien/],
    ["!!!", /ne dirait rien/],
  ];
  for (const [says, sentence] of REFUSED)
    it(`refuses ${JSON.stringify(says)} (P1)`, async () => {
      const reply = await put(says);
      assert.equal(reply.status, 422, reply.text);
      assert.match(reply.text, sentence);
      assert.deepEqual((await rig.store.office.read()).closures, []);
    });

  it("are checked like any text: dates that the closure does not have are found", async () => {
    const check = async (text: string, language: "fr" | "en" = "fr") =>
      (await boss.ask("checkClosure", { body: { language, text, closure: works } })).findings.map(({ code }) => code);
    assert.deepEqual(await check("Nous sommes fermés jusqu'au 12 mars."), []);
    assert.deepEqual(await check("Nous sommes fermés jusqu'au 16 mars."), ["schedule"]);
    assert.deepEqual(await check("Nous sommes fermés jusqu'au 10 mars."), ["schedule"]);
    assert.deepEqual(await check("We are closed until March 12th.", "en"), []);
    assert.deepEqual(await check("We are back on March 16th.", "en"), ["schedule"]);
    assert.deepEqual(await check("{agence}"), ["value"]);
    const { said: whole } = await boss.ask("checkClosure", { body: { language: "fr", text: "", closure: works } });
    assert.match(whole, /Nos bureaux sont fermés jusqu'au vendredi douze mars inclus/);
  });
});
