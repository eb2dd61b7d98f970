import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { hash } from "@node-rs/argon2";
import { readWav } from "../../src/audio/wav.ts";
import { millis, minutes, plus, seconds } from "../../src/kernel/units.ts";
import type { CallerStep } from "../../src/simulator/exchange/calls.ts";
import { BY_PHONE_SETTING, STRANGERS } from "../../src/store/phone-pins.ts";
import { takes } from "./mobiles.ts";
import { anne, bob, stranger } from "./office.ts";
import { leavesMessage, onEachLine, type Scene, voice } from "./scene.ts";

const IN_HOURS = "2026-11-23T10:00";
const EVENING = "2026-11-23T20:00";
const PIN = "4711";
/** A pause longer than any between two sentences. */
const quiet: CallerStep = { untilQuiet: millis(1500) };
const keys = (text: string): CallerStep[] => [...text].map((key) => ({ key: key as "1" }));
/** Presses the key in the first announcement, then types this. */
const opens = (typed: string): CallerStep[] => [{ wait: seconds(0.7) }, { key: "*" }, quiet, ...keys(typed)];
/** What is done in the menu. */
const then = (...pressed: readonly string[]): CallerStep[] => pressed.flatMap((each) => [quiet, ...keys(each)]);

async function hasPin(office: Scene, id = "anne", pin = PIN): Promise<void> {
  const person = { id, name: id === "anne" ? "Anne" : "Bob" };
  await office.clock.hold((async () => office.store.phonePins.set(person, await hash(pin), "test"))());
}
const anyoneMay = (office: Scene) =>
  office.clock.hold(office.store.settings.set(BY_PHONE_SETTING, { anyone: true }, "test"));
const locked = async (office: Scene) =>
  (await office.clock.hold(office.store.phonePins.locked())).map(({ who }) => who);
const acts = async (office: Scene) =>
  (await office.clock.hold(office.store.journal.list())).map(({ by, what }) => `${by} ${what}`).reverse();
const theOffice = (office: Scene) => office.clock.hold(office.store.office.read());
const stepsOf = async (office: Scene) => (await office.lastCall()).steps.map(({ what }) => what);

for (const [line, scene] of onEachLine)
  describe(`by phone, on ${line}`, () => {
    it("a person of the team opens the menu with their code, hears who is on duty, and leaves (G16)", () =>
      scene({ at: IN_HOURS, mobiles: { [bob]: takes } }, async (office) => {
        await hasPin(office);
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("3", "0"), quiet] });
        assert.deepEqual(await office.ended(), ["information"]);
        assert.deepEqual(office.heard(call), [
          ...["welcome", "phone-pin", "phone-hello", "phone-menu", "phone-duty", "phone-menu", "phone-bye"],
        ]);
        assert.deepEqual(office.dialled(), []);
        assert.deepEqual(await office.clock.hold(office.store.needs.list()), []);
        office.neverLeftInSilence(call);
      }));

    it("whoever presses no key is not slowed down, and a code is in no step of the call", () =>
      scene({ at: IN_HOURS, mobiles: { [bob]: takes } }, async (office) => {
        await hasPin(office);
        const call = office.dial({ from: anne });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        assert.deepEqual(office.heard(call), ["welcome", "hold"]);
        office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("0"), quiet] });
        await office.ended(2);
        const { steps } = await office.lastCall();
        const pressed = steps.flatMap((step) => (step.what === "key" ? [step.detail.digit] : []));
        assert.deepEqual(pressed, ["*"]);
        assert.ok((await stepsOf(office)).includes("let-in"));
        assert.doesNotMatch(JSON.stringify([office.logged, office.told, steps]), /4711|"digit":"[47]"/);
        assert.doesNotMatch(JSON.stringify(await office.clock.hold(office.store.journal.list())), /4711|argon/);
      }));

    it("a wrong code three times, and the call goes on as anybody's", () =>
      scene({ at: IN_HOURS, mobiles: { [bob]: takes } }, async (office) => {
        await hasPin(office);
        const script = [...opens("1111#"), ...then("2222#", "3333#")];
        const call = office.dial({ from: anne, script });
        assert.deepEqual(await office.ended(), ["forwarded"]);
        const again = ["phone-wrong", "phone-pin", "phone-wrong", "phone-pin", "phone-wrong"];
        assert.deepEqual(office.heard(call), ["welcome", "phone-pin", ...again, "welcome", "hold"]);
        assert.equal(call.connectedTo, bob);
        office.neverLeftInSilence(call);
      }));

    it("guessed five times, the code is locked for a time, and sounds no different then", () =>
      scene({ at: EVENING }, async (office) => {
        await hasPin(office);
        for (const [n, tries] of [
          ["1111#", "2222#", "3333#"],
          ["5555#", "6666#", `${PIN}#`],
        ].entries()) {
          const [first = "", ...more] = tries;
          const call = office.dial({
            from: anne,
            script: [...opens(first), ...then(...more), quiet, { hangUp: true }],
          });
          await office.ended(n + 1);
          const heard = office.heard(call).filter((name) => name.startsWith("phone"));
          assert.deepEqual(heard, ["phone-pin", "phone-wrong", "phone-pin", "phone-wrong", "phone-pin", "phone-wrong"]);
        }
        assert.deepEqual(await locked(office), ["anne"]);
        assert.ok((await acts(office)).includes("permanence phone-pin.lock"));
        await office.clock.pass(minutes(16));
        assert.deepEqual(await locked(office), []);
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("0"), quiet] });
        await office.ended(3);
        assert.ok(office.heard(call).includes("phone-menu"));
      }));

    it("a number of nobody's: the key says it once more, unless the office lets anybody type a code", () =>
      scene({ at: IN_HOURS, mobiles: { [anne]: takes, [bob]: takes } }, async (office) => {
        await hasPin(office);
        const before = office.dial({ from: stranger, script: [{ wait: seconds(0.7) }, { key: "*" }] });
        await office.ended();
        assert.deepEqual(office.heard(before), ["welcome", "welcome", "hold"]);
        await anyoneMay(office);
        const call = office.dial({ from: stranger, script: [...opens(`${PIN}#`), ...then("0"), quiet] });
        assert.deepEqual((await office.ended(2)).at(-1), "information");
        assert.ok(office.heard(call).includes("phone-menu"));
        // Without a code it goes on by itself, and says again what was cut off.
        const none = office.dial({ from: stranger, script: [{ wait: seconds(0.7) }, { key: "*" }] });
        assert.deepEqual((await office.ended(3)).at(-1), "forwarded");
        assert.deepEqual(office.heard(none).slice(0, 4), ["welcome", "phone-pin", "welcome", "hold"]);
        office.neverLeftInSilence(none);
      }));

    it("strangers' tries are counted together, and lock nobody of the team out", () =>
      scene({ at: EVENING }, async (office) => {
        await hasPin(office);
        await anyoneMay(office);
        for (const n of [1, 2]) {
          const from = `019900006${n}`;
          office.dial({ from, script: [...opens("1111#"), ...then("2222#", "3333#"), quiet, { hangUp: true }] });
          await office.ended(n);
        }
        assert.deepEqual(await locked(office), [STRANGERS]);
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("0"), quiet] });
        await office.ended(3);
        assert.ok(office.heard(call).includes("phone-menu"));
      }));

    it("absent for some hours, then present: as by the switch of the page, always with an end (G18)", () =>
      scene({ at: IN_HOURS }, async (office) => {
        await hasPin(office);
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("4", "3#", "0"), quiet] });
        await office.ended();
        assert.ok(office.heard(call).includes("phone-absent"));
        const [absence, ...more] = (await theOffice(office)).absences;
        assert.ok(absence && more.length === 0);
        assert.equal(absence.until - absence.from, 3 * 3_600_000);
        assert.equal(absence.by, "Anne");
        assert.match(absence.id, /^absence-[0-9a-z]+$/);
        assert.ok(Math.abs(absence.from - office.clock.now()) < 60_000);
        const back = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("5", "5", "0"), quiet] });
        await office.ended(2);
        assert.deepEqual(office.heard(back).slice(-6), [
          ...["phone-menu", "phone-present", "phone-menu", "phone-not-absent", "phone-menu", "phone-bye"],
        ]);
        const [ended] = (await theOffice(office)).absences;
        assert.ok(ended && ended.until <= office.clock.now());
        assert.deepEqual(
          (await acts(office)).filter((each) => each.includes("absences")),
          [...["Anne absences.save", "Anne absences.save"]],
        );
      }));

    it("no hours, and too many, are no absence", () =>
      scene({ at: IN_HOURS }, async (office) => {
        await hasPin(office);
        const call = office.dial({
          from: anne,
          script: [...opens(`${PIN}#`), ...then("4", "0#", "99#", "2", "0"), quiet],
        });
        await office.ended();
        assert.equal(office.heard(call).filter((name) => name === "phone-no-hours").length, 2);
        const [absence] = (await theOffice(office)).absences;
        assert.equal(absence && absence.until - absence.from, 2 * 3_600_000);
      }));

    it("an announcement is recorded, heard, and in service by a key; dropped, or without a voice, it is none (G16)", async () => {
      const said = await voice();
      await scene({ at: IN_HOURS, mobiles: { [bob]: takes } }, async (office) => {
        await hasPin(office);
        const current = () =>
          office.clock.hold(office.store.announcements.current({ kind: "welcome", language: "fr", urgent: false }));
        const records = (...then: readonly CallerStep[]): CallerStep[] => [
          ...[...opens(`${PIN}#`), quiet, ...keys("6"), quiet, ...keys("1"), { untilBeep: true } as const],
          ...then,
        ];
        const speaks: CallerStep[] = [{ wait: millis(400) }, { say: said }, ...keys("#"), quiet];
        office.dial({ from: anne, script: [...records(...speaks), ...keys("0"), quiet, ...keys("0"), quiet] });
        await office.ended();
        assert.equal(await current(), null, "what is dropped is not in service");
        office.dial({ from: anne, script: [...records({ wait: seconds(6) }), quiet, ...keys("0"), quiet] });
        await office.ended(2);
        assert.equal(await current(), null, "silence is no announcement");
        const call = office.dial({
          from: anne,
          script: [...records(...speaks), ...keys("1"), quiet, ...keys("0"), quiet],
        });
        assert.deepEqual((await office.ended(3)).at(-1), "information");
        const heard = office.heard(call);
        assert.deepEqual(heard.slice(heard.indexOf("phone-announcement")), [
          ...["phone-announcement", "phone-announcement-keys", "phone-record", "phone-recorded", "phone-recorded-keys"],
          ...["phone-on-air", "phone-menu", "phone-bye"],
        ]);
        assert.ok(office.contains(call.heard(), said), "it is heard before it goes into service");
        const version = await current();
        assert.deepEqual([version?.origin, version?.by, version?.text], ["recorded", "Anne", ""]);
        assert.ok(office.contains(readWav(await readFile(version?.file ?? "")), said), "and is kept as it was said");
        assert.ok((await acts(office)).includes("Anne announcement.add"));
        assert.deepEqual(await office.clock.hold(office.store.needs.list()), []);
      });
    });

    it("a new message is played, kept, and closed with its need", async () => {
      const said = await voice();
      await scene({ at: EVENING }, async (office) => {
        await hasPin(office);
        office.dial({ from: stranger, script: leavesMessage(said) });
        office.dial({ from: stranger, script: [] }).hangUp();
        await office.until(() => office.outcomes().includes("message"), "the message");
        const before = office.outcomes().length;
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("1", "1", "1", "0"), quiet] });
        await office.ended(before + 1);
        assert.ok(office.contains(call.heard(), said), "the message is heard");
        const heard = office.heard(call);
        assert.deepEqual(heard.slice(heard.indexOf("phone-message")), [
          ...["phone-message", "phone-message-keys", "phone-kept", "phone-no-more", "phone-menu"],
          ...["phone-no-messages", "phone-menu", "phone-bye"],
        ]);
        const [kept] = await office.kept();
        assert.equal(kept?.heardBy, "Anne");
        assert.ok((await acts(office)).includes("Anne recording.listen"), "nobody listens without a trace");
        assert.equal(kept.closedAt, null);
        const { id } = kept;
        await office.clock.hold(office.store.messages.mark(id, { heard: false }, "test"));
        office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("1", "3", "0"), quiet] });
        await office.ended(before + 2);
        const [closed] = await office.kept();
        assert.equal(closed?.closedBy, "Anne");
        assert.deepEqual(await office.clock.hold(office.store.needs.list({ state: "open" })), []);
      });
    });

    it("a need is heard and taken by a key; one that another took at the same moment stays theirs", async () => {
      const said = await voice();
      await scene({ at: EVENING }, async (office) => {
        await hasPin(office);
        office.dial({ from: stranger, script: leavesMessage(said) });
        await office.ended();
        const [need] = await office.clock.hold(office.store.needs.list());
        assert.ok(need);
        const call = office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("2")] });
        await office.until(() => office.told.some((each) => each.of === "call" && each.note.what === "let-in"), "in");
        await office.clock.pass(seconds(25));
        await office.clock.hold(office.store.needs.take(need.id, { id: "bob", name: "Bob" }, "link"));
        call.press("1");
        await office.clock.pass(seconds(6));
        call.press("0");
        await office.ended(2);
        const heard = office.heard(call);
        assert.ok(heard.includes("phone-need") && heard.includes("phone-taken-by"), heard.join());
        assert.equal((await office.clock.hold(office.store.needs.get(need.id)))?.owner?.name, "Bob");
        await office.clock.hold(office.store.needs.giveBack(need.id, "Bob"));
        office.dial({ from: anne, script: [...opens(`${PIN}#`), ...then("2", "1", "0"), quiet] });
        await office.ended(3);
        const taken = await office.clock.hold(office.store.needs.get(need.id));
        assert.deepEqual(taken?.owner, { id: "anne", name: "Anne" });
        const history = await office.clock.hold(office.store.needs.history(need.id));
        assert.equal(history.filter((each) => each.what === "taken").length, 2);
      });
    });

    it("whoever hangs up in the menu has what they called for, wherever they are in it", () =>
      scene({ at: EVENING }, async (office) => {
        await hasPin(office);
        const ways: readonly (readonly string[])[] = [[], ["3"], ["4"], ["4", "2"], ["1"], ["2"], ["0"]];
        for (const [n, way] of ways.entries()) {
          office.dial({
            from: anne,
            script: [...opens(`${PIN}#`), ...then(...way), { wait: seconds(1) }, { hangUp: true }],
          });
          assert.equal((await office.ended(n + 1)).at(-1), "information", way.join());
        }
        assert.deepEqual(await office.clock.hold(office.store.needs.list()), []);
        const typing = [opens(""), opens("47"), opens("4711")];
        for (const [n, script] of typing.entries()) {
          office.dial({ from: anne, script: [...script, { hangUp: true }] });
          assert.equal((await office.ended(ways.length + n + 1)).at(-1), "abandoned");
        }
        assert.ok(plus(office.clock.now(), seconds(1)) > 0);
      }));
  });
