import assert from "node:assert/strict";
import fc from "fast-check";
import { instant } from "../../../src/kernel/units.ts";
import { lettersOf, packed, septets, unpacked } from "../../../src/line/gsm/pdu-alphabet.ts";
import { readPdu } from "../../../src/line/gsm/pdu-deliver.ts";
import { sayable, submitPdus } from "../../../src/line/gsm/pdu-submit.ts";
import { delivering, submitted } from "../../../src/simulator/modems/gsm/sms-pdu.ts";

const AMELIE = "+33639980012";
const options = { reference: 7, report: true };
const MARK = { from: AMELIE, to: "+33639980090", at: instant(Date.UTC(2026, 10, 23, 9, 0)) };

/** What a stranger's reader makes of them. */
const readBack = (pdus: ReturnType<typeof submitPdus>) => {
  const read = pdus.map(({ hex, length }) => {
    const message = submitted(hex, length);
    assert.ok(message);
    return message.text;
  });
  return { to: read[0]?.to, body: read.map(({ body }) => body).join(""), parts: read.length };
};

describe("a text as PDUs", () => {
  it("is, letter by letter, what the standard's examples are", () => {
    // "hellohello" is in every tutorial; 27.005 gives the form.
    assert.deepEqual(
      Buffer.from(packed([..."hellohello"].flatMap((letter) => septets(letter) ?? []))).toString("hex"),
      "e8329bfd4697d9ec37",
    );
    const [pdu] = submitPdus("+85291234567", "It is easy to send text messages.", { reference: 0, report: false });
    assert.deepEqual(pdu, {
      hex: "0011000B915892214365F70000A721493A283D0795C3F33C88FE06CDCB6E32885EC6D341EDF27C1E3E97E72E",
      length: 43,
    });
  });

  for (const [what, body, parts] of [
    ["plain letters", "Rappelez M. Roux au 01 39 98 00 05.", 1],
    ["the extension", "{[~]} \\ | ^ 10 €", 1],
    ["French accents of the alphabet", "à é è ù É", 1],
    ["letters that it has not", "Ça gêne, où êtes-vous ? Le cœur", 1],
    ["emoji", "🚨 fuite 👩‍🔧 à l’étage", 1],
    ["160 septets", "a".repeat(160), 1],
    ["161 septets", "a".repeat(161), 2],
    ["an escape at a part's end", `${"a".repeat(152)}€${"b".repeat(20)}`, 2],
    ["70 units", "ê".repeat(70), 1],
    ["a pair at a part's end", `${"ê".repeat(66)}🚨${"ê".repeat(10)}`, 2],
    ["1 000 letters", "0123456789".repeat(100), 7],
    ["1 000 wide letters", "ê12345678!".repeat(100), 15],
  ] as const)
    it(`${what}, in as few parts as can be`, () => {
      assert.deepEqual(readBack(submitPdus(AMELIE, body, options)), { to: AMELIE, body, parts });
    });

  it("an odd and a national number are said as they are", () => {
    for (const to of ["+3363998001", "0639980012", "20555"])
      assert.equal(readBack(submitPdus(to, "x", options)).to, to);
  });

  it("nothing but hexadecimal comes of whatever there is to say", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 900 }), (body) => {
        if (sayable(body) === "") return;
        const pdus = submitPdus(AMELIE, body, options);
        for (const { hex } of pdus) assert.match(hex, /^(?:[0-9A-F]{2})+$/);
        assert.equal(readBack(pdus).body, sayable(body));
      }),
    );
  });

  for (const to of [
    "",
    "+",
    "12",
    "+33 6",
    '+33639980012"',
    "0639980012\rATD0899;",
    "0639980012;",
    "٠٦٣٩٩٨٠٠١٢",
    "06\x1a",
  ])
    it(`no number is ${JSON.stringify(to)}`, () => {
      assert.throws(() => submitPdus(to, "x", options), { code: "line.undialable" });
    });

  it("nothing to say, and too much, are told so", () => {
    for (const body of ["", " \r\n ", "\x1a\x1b", "ê".repeat(1400)])
      assert.throws(() => submitPdus(AMELIE, body, options), { code: "line.text-unsayable" });
  });
});

describe("reading a text", () => {
  it("that a telephone wrote", () => {
    for (const body of ["Je suis en bas.", "ça goutte 🚨", "[€]", "@ à"]) {
      const read = readPdu(delivering({ ...MARK, body, part: null }));
      assert.deepEqual(read, { kind: "text", from: { number: AMELIE, name: null }, sentAt: MARK.at, body, part: null });
    }
  });

  it("the part of a long one", () => {
    for (const body of ["partie", "moitié ê"]) {
      const part = { reference: 200, of: 3, n: 2 };
      const read = readPdu(delivering({ ...MARK, body, part }));
      assert.ok(read?.kind === "text");
      assert.deepEqual([read.body, read.part], [body, part]);
    }
  });

  it("of a sender with a name, and of one abroad", () => {
    const named = readPdu(delivering({ ...MARK, from: "Ameli", body: "x", part: null }));
    assert.ok(named?.kind === "text");
    assert.deepEqual(named.from, { number: null, name: "Ameli" });
    // A zone of +1 h, from a network that was not made here.
    const tutorial = readPdu("07917283010010F5040BC87238880900F10000993092516195800AE8329BFD4697D9EC37");
    assert.ok(tutorial?.kind === "text");
    assert.equal(tutorial.body, "hellohello");
    assert.equal(new Date(tutorial.sentAt ?? 0).toISOString(), "2099-03-29T13:16:59.000Z");
  });

  it("never throws, whatever comes", () => {
    const whole = delivering({ ...MARK, body: "ça goutte encore", part: { reference: 1, of: 2, n: 1 } });
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.nat(whole.length), (bytes, cut) => {
        readPdu(Buffer.from(bytes).toString("hex"));
        readPdu(whole.slice(0, cut));
        const spoilt = Buffer.from(whole, "hex");
        bytes.forEach((byte, n) => {
          spoilt[(byte * 31 + n) % spoilt.length] = byte;
        });
        readPdu(spoilt.toString("hex"));
      }),
      { numRuns: 3000 },
    );
  });

  it("septets come back as they were packed, behind any header", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(127), { maxLength: 160 }), fc.nat(48), (codes, before) => {
        assert.deepEqual(unpacked(Uint8Array.from(packed(codes, before)), codes.length, before), codes);
      }),
    );
    assert.equal(lettersOf([0x1b]), "");
  });
});
