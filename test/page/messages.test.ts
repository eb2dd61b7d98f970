import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { copyFile } from "node:fs/promises";
import { callerId } from "../../src/kernel/caller-id.ts";
import { millis } from "../../src/kernel/units.ts";
import { wholeBeside } from "../../src/store/message-files.ts";
import { becomes } from "../kit/until.ts";
import { assertAccessible } from "./visit.ts";
import { withClaire } from "./with-house.ts";

describe("Messages", () => {
  const { house, claire } = withClaire();
  const fatou = "call-0122";

  before(async () => {
    await claire.page.goto(`${house.url}/messages`);
    await claire.page.locator(".rows li").first().waitFor();
  });

  it("is heard once it was played, and moves to where the slider is put", async () => {
    const { page } = claire;
    await page
      .getByRole("link", { name: /Fatou Diallo/ })
      .first()
      .click();
    await page.getByRole("button", { name: "Écouter" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.getByText("Marquer non écouté").waitFor();
    assert.equal((await house.store.messages.get(fatou))?.heardBy, "Claire");
    await page.getByRole("slider", { name: "Position dans le message" }).fill("12");
    const position = await page.evaluate("document.querySelector('audio').currentTime");
    assert.ok(Number(position) >= 12, `at ${position}`);
  });

  it("is called back by a number that can be read from afar, dialled or copied", async () => {
    const { page, context } = claire;
    await context.grantPermissions(["clipboard-read", "clipboard-write"]);
    const number = page.locator(".number", { hasText: "01 99 00 00 44" });
    assert.ok(((await number.boundingBox())?.height ?? 0) >= 28);
    const link = page.getByRole("link", { name: /^Rappeler le 01 99 00 00 44/ });
    assert.match((await link.getAttribute("href")) ?? "", /^tel:(0|\+33)199000044$/);
    await page.getByRole("button", { name: "Copier" }).click();
    await page.getByText("Numéro copié.").waitFor();
    assert.match(await page.evaluate<string>("navigator.clipboard.readText()"), /^(0|\+33)199000044$/);
    await page.getByRole("button", { name: "Marquer rappelé" }).click();
    await page.getByRole("button", { name: "Pas encore rappelé" }).waitFor();
    const called = await house.store.messages.get(fatou);
    assert.deepEqual([called?.calledBackBy, called?.closedBy], ["Claire", "Claire"]);
    // Whoever was called back is owed nothing more; taken back, they are.
    await page.getByRole("button", { name: "Pas encore rappelé" }).click();
    await page.getByRole("button", { name: "Marquer rappelé" }).waitFor();
    assert.equal((await house.store.messages.get(fatou))?.closedAt, null);
  });

  it("is given to someone of the office, taken oneself, and given back by undoing", async () => {
    const { page } = claire;
    const owner = page.locator("form.follow").getByRole("combobox", { name: "Qui s’en occupe" });
    await owner.selectOption("Karim Benali");
    await page.getByText("1 message confié à Karim Benali.").waitFor();
    await page.getByRole("button", { name: "Je m’en occupe" }).click();
    await page.getByText("1 message confié à Claire.").waitFor();
    await page.getByRole("button", { name: /^À moi [1-9]/ }).waitFor();
    await page.locator(".note", { hasText: "confié à Claire" }).getByRole("button", { name: "Annuler" }).click();
    await page.getByRole("button", { name: /^À moi 0/ }).waitFor();
    await page.getByRole("button", { name: "Je m’en occupe" }).waitFor();
    await becomes(() => owner.inputValue(), "Karim Benali");
    assert.equal((await house.store.messages.get(fatou))?.takenBy, "Karim Benali");
  });

  it("is late when its deadline has passed: in the list, in its filter, and on Today", async () => {
    const { page } = claire;
    await page.getByLabel("À traiter avant").fill("2026-11-23T10:00");
    await page.getByLabel("Note").fill("Elle attend");
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByRole("button", { name: "Enregistrer" }).waitFor({ state: "detached" });
    assert.equal((await house.store.messages.get(fatou))?.dueAt, Date.UTC(2026, 10, 23, 9));
    await page.getByRole("button", { name: /^En retard [1-9]/ }).click();
    await page.locator(".rows li", { hasNotText: "En retard" }).first().waitFor({ state: "detached" });
    await page.locator(".rows li", { hasText: "En retard" }).first().waitFor();
    await page.getByRole("link", { name: "Aujourd’hui" }).first().click();
    await page
      .locator("li.need", { hasText: "En retard depuis 10:00" })
      .getByRole("link", { name: /Fatou Diallo/ })
      .first()
      .click();
    await page.getByRole("heading", { name: /Fatou Diallo/ }).waitFor();
    await page.getByRole("link", { name: "Gérer ce message" }).last().click();
    await page.getByLabel("Note").waitFor();
  });

  it("keeps what is typed while one looks at another, and when it leaves the list", async () => {
    const { page } = claire;
    await page.getByLabel("Note").fill("À demi écrit");
    await page.locator(".rows li a").first().click();
    await page.getByLabel("Note").and(page.locator(":not(#note-call-0122)")).waitFor();
    await page.goBack();
    await page.locator("#note-call-0122").waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "À demi écrit");
    // Somebody else closes it: it is no longer one to deal with.
    await house.store.messages.mark(fatou, { closed: true }, "Karim");
    await page.getByRole("button", { name: /^À moi/ }).click();
    await page.getByText("Aucun message ne vous attend.").waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "À demi écrit");
    await page.locator("form.follow").getByRole("button", { name: "Annuler" }).click();
    await becomes(() => page.getByLabel("Note").inputValue(), "Elle attend");
    await house.store.messages.mark(fatou, { closed: false }, "Karim");
  });

  it("says when it will be deleted once it is closed, unless it is kept", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/messages/${fatou}`);
    await page.getByText("Gardé tant qu’il n’est pas classé.").waitFor();
    // Closing keeps what is typed as well: one save (P4).
    await page.getByLabel("Note").fill("Elle attend toujours");
    await page.getByRole("button", { name: "Classer" }).click();
    await page.getByText("Sera supprimé le 22 févr. 2027.").waitFor();
    await page.locator(".rows li", { hasText: "sera supprimé le 22 févr. 2027" }).first().waitFor();
    await page.getByRole("button", { name: "Conserver", exact: true }).click();
    await page.getByText("Conservé sans limite par Claire.").waitFor();
    const kept = await house.store.messages.get(fatou);
    assert.deepEqual([kept?.keptBy, kept?.note], ["Claire", "Elle attend toujours"]);
  });

  it("is found by name, number, note, owner and day", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: /^Tous/ }).click();
    const search = page.getByRole("searchbox");
    for (const text of ["attend toujours", "karim", "01 99 00 00 44"]) {
      await search.fill(text);
      await page
        .locator(".rows li")
        .getByRole("link", { name: /Fatou Diallo/ })
        .first()
        .waitFor();
      await page.locator(".rows li", { hasText: "Numéro masqué" }).first().waitFor({ state: "detached" });
    }
    await search.fill("zzz");
    await page.getByText("Aucun message ne correspond.").waitFor();
    await page.getByText("Dates et personnes").click();
    await page.getByRole("button", { name: "Tout effacer" }).click();
    await becomes(() => search.inputValue(), "");
    await page.locator("details").getByRole("combobox").selectOption("Karim Benali");
    await page.locator(".rows li").nth(1).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Tout effacer" }).click();
    await page.getByLabel("Du", { exact: true }).fill("2026-11-20");
    await page.getByLabel("Au", { exact: true }).fill("2026-11-20");
    await page.locator(".rows li").nth(2).waitFor({ state: "detached" });
    await becomes(() => page.locator(".rows li").count(), 2);
    await page.getByRole("button", { name: "Tout effacer" }).click();
  });

  it("is deleted for good by an admin who is sure of it", async () => {
    const { page } = claire;
    const [victim] = await house.store.messages.list({ limit: 1 });
    assert.ok(victim);
    await page.goto(`${house.url}/messages/${victim.id}`);
    await page.locator("footer").getByRole("button", { name: "Supprimer" }).click();
    const dialog = page.getByRole("dialog", { name: "Supprimer ce message" });
    await dialog.getByRole("button", { name: "Annuler" }).click();
    assert.ok(await house.store.messages.get(victim.id));
    await page.locator("footer").getByRole("button", { name: "Supprimer" }).click();
    await dialog.getByRole("button", { name: "Supprimer définitivement" }).click();
    await page.getByText("Choisissez un message pour l’écouter.").waitFor();
    assert.equal(await house.store.messages.get(victim.id), null);
    assert.ok(!existsSync(victim.file));
  });

  it("of several are given, closed and opened again at once, and saved each on its own", async () => {
    const { page } = claire;
    await page.getByRole("button", { name: /^À traiter/ }).click();
    await page.locator(".rows li").first().waitFor();
    const open = await house.store.messages.count("open");
    const bar = page.getByRole("toolbar");
    const choose = async () => {
      await page.locator(".rows input[type=checkbox]").nth(0).check();
      await page.locator(".rows input[type=checkbox]").nth(1).check();
      await page.getByText("2 sélectionnés").waitFor();
    };
    await choose();
    const saved: string[] = [];
    page.on("download", (download) => saved.push(download.suggestedFilename()));
    const [first] = await Promise.all([
      page.waitForEvent("download"),
      bar.getByRole("button", { name: "Télécharger" }).click(),
    ]);
    assert.match(first.suggestedFilename(), /^message-.*\.wav$/);
    await bar.getByRole("combobox", { name: "Confier à…" }).selectOption("Sophie Martin");
    await page.getByText("2 messages confiés à Sophie Martin.").waitFor();
    await bar.waitFor({ state: "detached" });
    await choose();
    await bar.getByRole("button", { name: "Classer" }).click();
    await bar.waitFor({ state: "detached" });
    // With them, whatever else these two callers are owed.
    assert.ok((await house.store.messages.count("open")) <= open - 2);
    await page.locator(".note", { hasText: "2 messages classés." }).getByRole("button", { name: "Annuler" }).click();
    await page.getByRole("button", { name: new RegExp(`^À traiter ${open}`) }).waitFor();
    assert.equal(await house.store.messages.count("open"), open);
    const owners = (await house.store.messages.list({ only: "open" })).map(({ takenBy }) => takenBy);
    assert.ok(owners.filter((owner) => owner === "Sophie Martin").length >= 2);
  });

  it("appears by itself when it is left, and disturbs neither what is typed nor what is played", async () => {
    const { page } = claire;
    const script = "<img src=x onerror=alert(1)><script>document.title='x'</script>";
    const old = await house.store.messages.get(fatou);
    await page.goto(`${house.url}/messages/${fatou}`);
    await page.getByLabel("Note").fill("Je suis en train d’écrire");
    await page.getByRole("button", { name: "Écouter" }).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    await page.evaluate("document.querySelector('audio').dataset.same = 'yes'");
    for (const [id, number, name] of [
      ["new-1", "0199000043", null],
      ["new-2", "0187650000", script],
    ] as const) {
      const call = { id, line: "line-1", at: house.clock.now(), caller: callerId(number, name) };
      house.store.calls.begin(call);
      house.tell({ of: "call", call, at: call.at, note: { what: "rang", rings: 1 } });
      const partPath = house.store.messages.partPath(call.id);
      await copyFile(old?.file ?? "", partPath);
      await house.store.messages.keep({ callId: call.id, partPath, duration: millis(9000), empty: false });
      house.store.calls.end(call.id, { at: house.clock.now(), outcome: "message" });
      await house.store.calls.flushed();
      house.tell({ of: "end", call, at: house.clock.now(), outcome: "message" });
    }
    const unheard = page.locator(".rows li.unheard");
    await unheard.getByRole("link", { name: /M. Bernard Petit/ }).waitFor();
    await becomes(() => page.getByLabel("Note").inputValue(), "Je suis en train d’écrire");
    assert.equal(await page.evaluate("document.querySelector('audio').dataset.same"), "yes");
    await page.getByRole("button", { name: "Pause" }).waitFor();
    // A name that is a script is a name.
    await unheard.locator(".name").getByText(script).click();
    await page.getByRole("heading", { name: script }).waitFor();
    await page.getByRole("link", { name: "Voir l’appel" }).click();
    await page.getByRole("heading", { name: script }).waitFor();
    assert.equal(await page.locator("main img, main script").count(), 0);
    assert.deepEqual(claire.complaints, []);
  });

  it("says that it is hardly audible, and has the sound that it was trimmed from (L11)", async () => {
    const { page } = claire;
    const { store } = house;
    const [old] = await store.messages.list({ limit: 1 });
    const id = "call-whisper";
    store.calls.begin({ id, line: "line-1", at: house.clock.now(), caller: callerId("0199000077", "Odile Morel") });
    const partPath = store.messages.partPath(id);
    for (const path of [partPath, wholeBeside(partPath)]) await copyFile(old?.file ?? "", path);
    const [duration, untrimmed] = [millis(9000), millis(14_000)];
    await store.messages.keep({ callId: id, partPath, duration, untrimmed, empty: false, hardlyAudible: true });
    await page.goto(`${house.url}/messages/${id}`);
    await page.getByRole("heading", { name: "Odile Morel" }).waitFor();
    await page.locator(".rows li", { hasText: "Odile Morel" }).getByText("à peine audible").waitFor();
    await page.getByText("À peine audible : écoutez").waitFor();
    await page.getByText("Son d’origine 0:14").click();
    await page.getByRole("button", { name: "Écouter" }).nth(1).click();
    await page.getByRole("button", { name: "Pause" }).waitFor();
    const link = page.getByRole("link", { name: "Télécharger le son d’origine" });
    assert.match((await link.getAttribute("href")) ?? "", /untrimmed=true/);
    await assertAccessible(page, "a message that is hardly audible");
    assert.deepEqual(claire.complaints, []);
  });

  it("is kept for as long as the office sets, who is told what that deletes", async () => {
    const { page } = claire;
    await page.goto(`${house.url}/settings/retention`);
    const days = page.getByRole("spinbutton");
    await days.nth(0).fill("0");
    await page.getByText("Entre 1 et 3650 jours.").waitFor();
    assert.ok(await page.getByRole("button", { name: "Enregistrer" }).isDisabled());
    await days.nth(0).fill("2");
    await page.getByText(/La nuit prochaine, cela effacera \d+ messages\./).waitFor();
    await page.getByRole("checkbox", { name: "Sans limite" }).nth(2).check();
    await page.getByRole("button", { name: "Enregistrer" }).click();
    await page.getByText("C’est enregistré.").waitFor();
    assert.deepEqual(await house.store.settings.get("retention"), {
      messageDays: 2,
      callDays: null,
      untrimmedDays: 30,
    });
    await page.reload();
    await days.nth(0).waitFor();
    assert.deepEqual([await days.nth(0).inputValue(), await days.nth(2).isDisabled()], ["2", true]);
    await assertAccessible(page, "retention");
    assert.deepEqual(claire.complaints, []);
  });
});
