import assert from "node:assert/strict";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { minutes, plus } from "../../src/kernel/units.ts";
import { Database } from "../../src/store/database.ts";
import { migrate, migrations } from "../../src/store/migrate.ts";
import { movableFolder } from "../../src/store/migrations/017-movable-folder.ts";
import type { Store } from "../../src/store/store.ts";
import { Place } from "../kit/place.ts";

describe("announcements", () => {
  let place: Place;
  let store: Store;
  beforeEach(async () => {
    place = await Place.make();
    store = await place.open();
  });
  afterEach(() => place.remove());

  const closed = { kind: "closed", language: "fr" } as const;
  const spoken = { text: "Bonjour", origin: "default", file: "a.wav", sha256: "aa", by: "appliance" } as const;

  it("keep every version, and since when and by whom", async () => {
    const first = place.clock.now();
    assert.equal(await store.announcements.current(closed), null);
    await store.announcements.add(closed, spoken);
    place.clock.time = plus(first, minutes(5));
    const second = await store.announcements.add(closed, { ...spoken, origin: "recorded", sha256: "bb", by: "ann" });
    assert.deepEqual([second.version, second.since, second.by], [2, plus(first, minutes(5)), "ann"]);
    assert.deepEqual(await store.announcements.current(closed), second);
    const history = await store.announcements.history(closed);
    assert.deepEqual(
      history.map(({ version, since }) => [version, since]),
      [
        [2, second.since],
        [1, first],
      ],
    );
  });

  it("make no new version of what is the same", async () => {
    const one = await store.announcements.add(closed, spoken);
    assert.deepEqual(await store.announcements.add(closed, { ...spoken, by: "someone" }), one);
    assert.equal((await store.announcements.history(closed)).length, 1);
  });

  it("are one each by kind, language and urgency", async () => {
    await store.announcements.add(closed, spoken);
    await store.announcements.add({ ...closed, urgent: true }, spoken);
    await store.announcements.add({ ...closed, language: "en" }, spoken);
    await store.announcements.add({ ...closed, language: "en" }, { ...spoken, text: "Hello" });
    assert.equal((await store.announcements.current({ ...closed, urgent: true }))?.urgent, true);
    assert.deepEqual(
      (await store.announcements.all()).map(({ language, urgent, version, text }) => [language, urgent, version, text]),
      [
        ["en", false, 2, "Hello"],
        ["fr", false, 1, "Bonjour"],
        ["fr", true, 1, "Bonjour"],
      ],
    );
  });
});

describe("recorded announcements of a data folder that is moved", () => {
  let place: Place;
  beforeEach(async () => {
    place = await Place.make();
  });
  afterEach(() => place.remove());

  const closed = { kind: "closed", language: "fr" } as const;
  const SOUND = "closed-fr-0123456789abcdef.wav";
  /** In the folder as it is now. */
  const record = async (store: Store, folder: string) => {
    await mkdir(join(folder, "announcements"), { recursive: true });
    const file = join(folder, "announcements", SOUND);
    await writeFile(file, "sound");
    return store.announcements.add(closed, { text: "", origin: "recorded", file, sha256: "aa", by: "ann" });
  };

  it("are found where it is now (R17)", async () => {
    const before = join(place.folder, "var");
    const after = join(place.folder, "srv", "réponse à tout");
    const one = await place.open({ folder: before, file: join(before, "permanence.db") });
    assert.equal((await record(one, before)).file, join(before, "announcements", SOUND));
    await place.close(one);
    await mkdir(dirname(after));
    await rename(before, after);
    const two = await place.open({ folder: after, file: join(after, "permanence.db") });
    const current = await two.announcements.current(closed);
    assert.equal(current?.file, join(after, "announcements", SOUND));
    assert.equal(await readFile(current?.file ?? "", "utf8"), "sound");
    for (const each of [await two.announcements.all(), await two.announcements.history(closed)])
      assert.deepEqual(each, [current]);
    // Once more the same is no new version, though its whole path is another.
    assert.equal((await record(two, after)).version, 1);
  });

  it("are found when an older release kept their whole path, and it was moved since (R17)", async () => {
    const old = await Database.open(place.file);
    await migrate(old, place.file, place.clock.now(), migrations.slice(0, migrations.indexOf(movableFolder)));
    for (const [version, file] of [
      [1, `/home/pi/permanence/var/announcements/${SOUND}`],
      [2, ""],
      [3, `/a/announcements/b/announcements/${SOUND}`],
    ] as const)
      await old.run(
        `INSERT INTO announcement (kind, language, urgent, version, text, origin, file, sha256, since, by)
         VALUES ('closed', 'fr', 0, ?, '', ?, ?, 'aa', 1, 'ann')`,
        [version, file === "" ? "edited" : "recorded", file],
      );
    await old.close();
    const store = await place.open();
    const here = join(place.folder, "announcements", SOUND);
    assert.deepEqual(
      (await store.announcements.history(closed)).map(({ file }) => file),
      [here, "", here],
    );
  });

  it("that lie elsewhere are told as they are", async () => {
    const store = await place.open();
    const outside = { text: "", origin: "recorded", file: "/mnt/usb/closed.wav", sha256: "aa", by: "ann" } as const;
    assert.equal((await store.announcements.add(closed, outside)).file, "/mnt/usb/closed.wav");
    assert.equal((await store.announcements.current(closed))?.file, "/mnt/usb/closed.wav");
  });
});
