import assert from "node:assert/strict";
import { formsOf, parsePhoneNumber } from "../../src/duty/phone-number.ts";
import { minutes, plus } from "../../src/kernel/units.ts";
import { MONDAY, Rig } from "./rig.ts";

const number = parsePhoneNumber("03 87 00 00 01", "FR");
const forms = formsOf(number);
const OTHER = "20261123-070000-else";

describe("a caller who is named in what was noted of others", () => {
  let rig: Rig;
  beforeEach(async () => {
    rig = await Rig.open();
    const { office, needs, messages } = rig.store;
    await rig.call("20261123-090000-abcd", MONDAY, { name: "PETIT JEANNE" });
    await rig.call(
      OTHER,
      plus(MONDAY, minutes(-120)),
      { number: "0388000077", name: "DUPONT" },
      new Int16Array(800).fill(1000),
    );
    await needs.note(OTHER, "A laissé sa clef chez Mme Petit (03.87.00.00.01)", "Chef");
    await messages.mark(OTHER, { note: "voir Jeanne PETIT" }, "Chef");
    await needs.close(OTHER, { reason: "called-back", note: "Madame Petit transmet" }, "Chef");
    await office.save(
      "callers",
      {
        number: parsePhoneNumber("03 88 00 00 77", "FR"),
        name: "M. Dupont",
        fragile: false,
        note: "Voisin de Mme Petit",
        relatives: [{ name: "Mme Petit" }, { name: "Mme Roux" }],
      },
      "Chef",
    );
  });
  afterEach(() => rig.close());

  it("is told of it, and is forgotten in it; what else was noted stays", async () => {
    const { callers, needs, messages, office, calls } = rig.store;
    const about = await callers.about(number, forms);
    assert.deepEqual(about.mentions.map((mention) => mention.in).sort(), ["caller", "message", "need", "need", "need"]);
    const gone = await callers.forget(number, forms, "Chef", rig.clock.now());
    assert.equal(gone.mentions, 5);
    assert.deepEqual((await callers.about(number, forms)).mentions, []);
    assert.equal((await messages.get(OTHER))?.note, "voir •\n• transmet");
    const said = (await needs.history(OTHER)).flatMap(({ what, detail }) =>
      what === "note" ? [detail.text] : what === "closed" ? [detail.note] : [],
    );
    assert.deepEqual(said, ["A laissé sa clef chez • (•)", "voir •", "• transmet"]);
    const [dupont] = (await office.read()).callers;
    assert.deepEqual([dupont?.note, dupont?.relatives], ["Voisin de •", [{ name: "Mme Roux" }]]);
    assert.equal((await calls.get(OTHER))?.caller.name, "DUPONT");
  });

  it("is in no note that an auditor reads, whether of a need that is open or closed", async () => {
    const boss = await rig.boss();
    const auditor = await rig.as("auditor", boss);
    const reply = await auditor.raw("need", { params: { id: OTHER } } as never);
    assert.equal(reply.status, 200);
    assert.doesNotMatch(reply.text, /clef|transmet|Petit|PETIT|voir/);
    const whole = await boss.raw("need", { params: { id: OTHER } } as never);
    assert.match(whole.text, /clef.*transmet/s);
  });
});
