import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "playwright-core";
import { createPasswords } from "../../src/admin/server/passwords.ts";
import type { Announcement } from "../../src/attendant/plan.ts";
import { RATE } from "../../src/audio/pcm.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { becomes } from "../kit/until.ts";
import { project } from "./built-page.ts";
import { assertAccessible, assertFits, PASSWORD, signIn } from "./visit.ts";
import { withClaire } from "./with-house.ts";

const voice = join(project, "audio", "demo", "caller-fr.wav");
const ogg = join(project, "test", "page", "sounds", "caller.ogg");
const welcome: Announcement = { kind: "welcome", language: "fr" };

/** Chromium's own microphone speaks what a caller recorded, again and again. */
const microphone = [
  ...["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"],
  `--use-file-for-fake-audio-capture=${voice}`,
];

describe("Announcements", () => {
  const { house, claire, visitor } = withClaire({ seeded: false, chromium: microphone });
  let page: Page;

  before(async () => {
    const password = await createPasswords().hash(PASSWORD);
    page = claire.page;
    for (const role of ["reception", "auditor"] as const)
      await house.store.users.add({ name: role, role, language: "fr", password }, "Claire");
  });

  const open = async (slug: string, on = page) => {
    await on.goto(`${house.url}/announcements/${slug}`);
    await on.getByRole("heading", { name: "En service" }).waitFor();
  };
  const way = (name: string) => page.getByRole("button", { name, exact: true }).click();
  const choose = (name: string, bytes: Uint8Array, mimeType = "audio/wav") =>
    page.locator("input[type=file]").setInputFiles({ name, mimeType, buffer: Buffer.from(bytes) });
  const putOnAir = () => page.getByRole("button", { name: "Mettre en service" }).click();
  const kept = async (which = welcome) => {
    const current = await house.store.announcements.current(which);
    return { ...current, seconds: current?.file ? readWav(await readFile(current.file)).length / RATE : 0 };
  };
  const slider = (name: string) => page.getByRole("slider", { name });

  it("stand in the order in which a caller meets them, and each can be heard", async () => {
    await page
      .getByRole("link", { name: /Annonces/ })
      .first()
      .click();
    await page.getByRole("heading", { name: "Aux heures d’ouverture" }).waitFor();
    const names = await page.locator(".cards h3").allTextContents();
    assert.deepEqual(names.slice(0, 2), ["Accueil", "Menu à touches"]);
    assert.equal(names.at(-1), "Au revoir");
    const asked = page.waitForRequest(/announcements\/closed\/fr\/sound/);
    await page.getByRole("button", { name: "Écouter : Fermeture", exact: true }).click();
    assert.match((await (await asked).allHeaders()).range ?? "", /^bytes=/);
    await page.getByRole("button", { name: "English" }).click();
    await page.getByText("Vos appelants entendent les annonces en français.").waitFor();
  });

  it("are read over as they are typed, with what the box fills in, and go on air", async () => {
    await open("closed-fr");
    const text = page.getByLabel("Texte", { exact: true });
    await text.fill("Bonjour. Nous sommes fermés, rappelez à 9h30.");
    await page.getByText(/Le nom de l.agence .* n.est pas dit/).waitFor();
    await page.getByText(/Les heures d.ouverture ne sont pas dites/).waitFor();
    await text.fill("Bonjour, vous êtes chez ");
    await page.getByRole("button", { name: "Nom de l’agence" }).click();
    await page.keyboard.type(". Nous répondons ");
    await page.getByRole("button", { name: "Heures d’ouverture" }).click();
    await page.keyboard.type(".");
    await becomes(
      () => text.textContent(),
      "Bonjour, vous êtes chez Nom de l’agence. Nous répondons Heures d’ouverture.",
    );
    await page.getByText("Les heures d’ouverture sont celles du planning.").waitFor();
    await page.locator(".said").getByText("du lundi au jeudi, de huit heures trente").waitFor();
    await page.getByRole("button", { name: "Entendre ce texte" }).click();
    await page.getByRole("button", { name: "Entendre ce texte" }).waitFor();
    await putOnAir();
    await page.getByText("C’est en service.").waitFor();
    await page.locator(".past").getByText("Version 1").waitFor();
    const { origin, by, text: wording } = await kept({ kind: "closed", language: "fr" });
    assert.deepEqual(
      [origin, by, wording],
      ["edited", "Claire", "Bonjour, vous êtes chez {office}. Nous répondons {hours}."],
    );
  });

  it("hold values as chips, by mouse and by keyboard; what is none is refused at the field (P1)", async () => {
    await open("welcome-fr");
    const text = page.getByRole("textbox", { name: "Texte" });
    await text.fill("Bonjour, {agence} vous écoute, restez en ligne");
    const fault = page.getByRole("alert").filter({ hasText: "{agence} n’est pas une valeur" });
    await fault.waitFor();
    assert.equal(await text.getAttribute("aria-invalid"), "true");
    await assertAccessible(page, "a value that is refused");
    await putOnAir();
    assert.equal((await kept()).version, undefined, "it did not go on air");
    assert.equal(await text.evaluate((box) => box.matches(":focus")), true);

    await text.fill("Bonjour ");
    await page.keyboard.press("End");
    await page.keyboard.type("{nom de l’agence}, merci");
    await becomes(() => text.locator(".chip").count(), 1);
    await becomes(() => text.textContent(), "Bonjour Nom de l’agence, merci");
    for (let n = 0; n < ", merci".length; n++) await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Backspace");
    await becomes(() => text.textContent(), "Bonjour , merci");
    await page.getByRole("button", { name: "Nom de l’agence" }).focus();
    await page.keyboard.press("Enter");
    await page.keyboard.type(" !");
    await becomes(() => text.textContent(), "Bonjour Nom de l’agence !, merci");
    await becomes(() => fault.count(), 0);
    await assertAccessible(page, "a text with chips");
    for (const width of [1280, 390]) {
      await page.setViewportSize({ width, height: 900 });
      await assertFits(page, `chips at ${width}`);
    }
    await page.setViewportSize({ width: 1280, height: 900 });
  });

  it("are not lost when they are left unsaved, nor when someone else was quicker", async () => {
    await open("closed-fr");
    const text = page.getByLabel("Texte", { exact: true });
    await text.fill("Bonjour, un brouillon de {office}.");
    await page.locator("main").getByRole("link", { name: "Annonces" }).click();
    await page.getByRole("link", { name: "Fermeture", exact: true }).click();
    await becomes(() => text.textContent(), "Bonjour, un brouillon de Nom de l’agence.");
    const other = await visitor();
    await signIn(other, "reception");
    await other.page.locator(".hero").waitFor();
    await open("closed-fr", other.page);
    await other.page.getByLabel("Texte", { exact: true }).fill("Bonjour, {office} est fermé. {hours}.");
    await other.page.getByRole("button", { name: "Mettre en service" }).click();
    await page.getByText("reception a mis une autre version en service").waitFor();
    await becomes(() => text.textContent(), "Bonjour, un brouillon de Nom de l’agence.");
    await page.getByRole("button", { name: "Partir de la nouvelle version" }).click();
    await becomes(() => text.textContent(), "Bonjour, Nom de l’agence est fermé. Heures d’ouverture.");
    await other.context.close();
  });

  it("go back to what was on air before", async () => {
    await open("closed-fr");
    await page.getByRole("button", { name: "Remettre en service : Version 1" }).click();
    await page.locator(".past").getByText("Version 3").waitFor();
    assert.match((await kept({ kind: "closed", language: "fr" })).text ?? "", /^Bonjour, vous êtes chez/);
    await page.getByRole("button", { name: "Écouter : Version 2" }).click();
    await page.getByRole("button", { name: "Écouter : Version 2" }).waitFor();
  });

  it("are recorded by microphone, cut by keyboard, and heard in parts", async () => {
    await open("welcome-fr");
    await way("Enregistrer");
    await page.getByText("À lire à voix haute").waitFor();
    await page.getByRole("button", { name: "Commencer l’enregistrement" }).click();
    const level = page.locator("meter");
    await level.waitFor();
    await assertAccessible(page, "while recording");
    await becomes(async () => Number(await level.getAttribute("value")) > 0.3, true);
    await becomes(async () => /0:0[4-9]/.test((await page.getByRole("timer").textContent()) ?? ""), true);
    await page.locator(".change").getByRole("button", { name: "Arrêter" }).click();
    const [from, end] = [slider("Début de ce qui est gardé"), slider("Fin de ce qui est gardé")];
    await from.waitFor();
    await assertAccessible(page, "a recording with its handles");
    const whole = Number(await end.getAttribute("aria-valuenow"));
    assert.ok(whole > 3, `${whole} s were recorded`);
    await from.focus();
    for (let n = 0; n < 5; n++) await page.keyboard.press("ArrowRight");
    assert.match((await from.getAttribute("aria-valuetext")) ?? "", /^0,5\sseconde$/);
    await end.focus();
    await page.keyboard.press("PageDown");
    await page.keyboard.press("ArrowLeft");
    assert.ok(Math.abs(Number(await end.getAttribute("aria-valuenow")) - (whole - 1.1)) < 0.02);
    await page.keyboard.press("Home");
    assert.equal(await end.getAttribute("aria-valuenow"), "0.7", "the two never cross");
    await page.keyboard.press("End");
    await page.keyboard.press("PageDown");
    await page.getByRole("button", { name: "Écouter ce qui est gardé" }).click();
    await page.locator(".trimmer .head").waitFor();
    await page.locator(".trimmer").getByRole("button", { name: "Arrêter" }).click();
    const sent = page.waitForRequest(/welcome\/fr\/sound\?/);
    await putOnAir();
    const query = new URL((await sent).url()).searchParams;
    assert.equal(query.get("from"), "500");
    assert.ok(Math.abs(Number(query.get("until")) - (whole - 1) * 1000) <= 10, `until ${query.get("until")} ms`);
    await page.getByText("C’est en service.").first().waitFor();
    const { origin, seconds, by } = await kept();
    assert.deepEqual([origin, by], ["recorded", "Claire"]);
    assert.ok(seconds > 0.5 && seconds <= whole - 1.5 + 0.05, `${seconds} s of ${whole} s are kept`);
    await page.locator(".air").getByText("Voix enregistrée").waitFor();
    const part = await page.evaluate(
      `fetch("/api/announcements/welcome/fr/sound", { headers: { range: "bytes=100-199" } }).then(async (r) => [r.status, (await r.arrayBuffer()).byteLength])`,
    );
    assert.deepEqual(part, [206, 100]);
  });

  it("are recorded nowhere without a microphone, and it is said why", async () => {
    const someone = await visitor();
    await someone.context.addInitScript("Object.defineProperty(window, 'isSecureContext', { value: false })");
    await signIn(someone);
    await someone.page.locator(".hero").waitFor();
    await open("hold-fr", someone.page);
    await someone.page.getByRole("button", { name: "Enregistrer", exact: true }).click();
    await someone.page.getByText(/Le navigateur ne le prête qu.à une page ouverte en https/).waitFor();
    const refuse =
      "navigator.mediaDevices.getUserMedia = async () => { throw new DOMException('no', 'NotAllowedError') }";
    await page.evaluate(refuse);
    await open("hold-fr");
    await page.evaluate(refuse);
    await way("Enregistrer");
    await page.getByRole("button", { name: "Commencer l’enregistrement" }).click();
    await page.getByText("Le navigateur n’a pas donné accès au micro.").waitFor();
    assert.deepEqual(someone.complaints, []);
    await someone.context.close();
  });

  it("come from files of any kind, and bad ones are refused in words while the last good one stays", async () => {
    await open("hold-fr");
    await way("Envoyer un fichier");
    await choose("appel.ogg", await readFile(ogg), "audio/ogg");
    await page.getByRole("heading", { name: "appel.ogg" }).waitFor();
    await choose("lettre.wav", Buffer.from("Ceci n’est pas un son."));
    await page.getByText(/«\slettre.wav\s» n.est pas un son que ce navigateur sait lire/).waitFor();
    await page.getByRole("heading", { name: "appel.ogg" }).waitFor();
    await assertAccessible(page, "a file that is no sound");
    await putOnAir();
    await page.getByText("C’est en service.").first().waitFor();
    const { seconds, origin } = await kept({ kind: "hold", language: "fr" });
    assert.equal(origin, "recorded");
    assert.ok(seconds > 1.5 && seconds < 3.2, `${seconds} s of three are kept`);

    await choose("silence.wav", writeWav(new Int16Array(2 * RATE)));
    await putOnAir();
    await page.getByText("On n’entend pas de voix dans cet enregistrement.").waitFor();
    await page.getByRole("heading", { name: "silence.wav" }).waitFor();

    const long = new Int16Array(190 * RATE);
    const speech = readWav(await readFile(voice));
    for (let at = 0; at + speech.length < long.length; at += speech.length) long.set(speech, at);
    await choose("long.wav", writeWav(long));
    await page.getByText(/C.est trop long pour une annonce/).waitFor();
    assert.ok(await page.getByRole("button", { name: "Mettre en service" }).isDisabled());
    const end = await slider("Fin de ce qui est gardé").boundingBox();
    const begin = await slider("Début de ce qui est gardé").boundingBox();
    assert.ok(end && begin);
    await page.mouse.move(end.x + 5, end.y + 20);
    await page.mouse.down();
    await page.mouse.move(begin.x + begin.width + 20, end.y + 20, { steps: 3 });
    await page.mouse.up();
    await putOnAir();
    await becomes(
      async () => (await house.store.announcements.history({ kind: "hold", language: "fr" })).length === 2,
      true,
    );
    assert.ok((await kept({ kind: "hold", language: "fr" })).seconds < 30);
    assert.deepEqual(
      claire.complaints.filter((one) => !/415|422/.test(one)),
      [],
    );
  });

  it("are taken where they are dropped", async () => {
    await open("busy-fr");
    await way("Envoyer un fichier");
    const bytes = (await readFile(voice)).toString("base64");
    const dropped = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob("${bytes}"), (c) => c.charCodeAt(0))], "voix.wav", { type: "audio/wav" }));
      return data;
    })()`);
    await page.locator(".zone").dispatchEvent("drop", { dataTransfer: dropped });
    await page.getByRole("heading", { name: "voix.wav" }).waitFor();
    const large = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File([new Uint8Array(65 * 1024 * 1024)], "film.mp3", { type: "audio/mpeg" }));
      return data;
    })()`);
    await page.locator(".zone").dispatchEvent("drop", { dataTransfer: large });
    await page.getByText(/«\sfilm.mp3\s» est trop grand/).waitFor();
    await page.locator("main").getByRole("link", { name: "Annonces" }).click();
    await page.getByRole("link", { name: "Personne n’a pu répondre" }).click();
    await page.getByRole("heading", { name: "voix.wav" }).waitFor();
    // Nor are they lost when the page is closed: it asks first, until nothing waits any more.
    const asked = page.waitForEvent("dialog");
    await page.close({ runBeforeUnload: true });
    const question = await asked;
    assert.equal(question.type(), "beforeunload");
    await question.dismiss();
    await page.getByRole("heading", { name: "voix.wav" }).waitFor();
    await page.setViewportSize({ width: 390, height: 800 });
    await assertFits(page, "a recording with its handles");
    await page.setViewportSize({ width: 1280, height: 800 });
  });

  it("are heard by an auditor, who changes nothing", async () => {
    const someone = await visitor();
    await signIn(someone, "auditor");
    await someone.page.locator(".hero").waitFor();
    await open("welcome-fr", someone.page);
    await someone.page.locator(".past").getByText("Version 1").waitFor();
    assert.equal(await someone.page.getByRole("button", { name: /en service/ }).count(), 0);
    assert.equal(await someone.page.locator("textarea").count(), 0);
    await someone.page.getByRole("button", { name: "Écouter : Version 1" }).click();
    await someone.page.getByRole("button", { name: "Arrêter : Version 1" }).waitFor();
    await assertAccessible(someone.page, "an announcement for the auditor");
    assert.deepEqual(someone.complaints, []);
    await someone.context.close();
  });
});
