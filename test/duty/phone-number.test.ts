import assert from "node:assert/strict";
import fc from "fast-check";
import { parseOffice } from "../../src/duty/parse-office.ts";
import { formsOf, parsePhoneNumber, partsLike, readPhoneNumber, showPhoneNumber } from "../../src/duty/phone-number.ts";
import type { Fault } from "../../src/kernel/fault.ts";
import type { PhoneNumber } from "../../src/kernel/phone-number.ts";

const reads: readonly (readonly [text: string, country: string, number: string])[] = [
  ["0470 00 00 02", "BE", "+32470000002"],
  ["0470/00.00.02", "BE", "+32470000002"],
  ["+32 (0)470 00 00 02", "FR", "+32470000002"],
  ["079 123 45 67", "CH", "+41791234567"],
  ["621 123 456", "LU", "+352621123456"],
  ["0151 23456789", "DE", "+4915123456789"],
  ["07400 123456", "GB", "+447400123456"],
  ["(212) 555-0123", "US", "+12125550123"],
  ["0033 6 12 34 56 78", "US", "+33612345678"],
  ["612 34 56 78", "ES", "+34612345678"],
  ["06 12345678", "NL", "+31612345678"],
  ["0692 30 00 42", "RE", "+262692300042"],
  ["0692 30 00 42", "FR", "+262692300042"],
  ["0692 30 00 42", "GP", "+262692300042"],
  ["+262692300042", "RE", "+262692300042"],
  ["+262692300042", "FR", "+262692300042"],
  ["+262 (0)692 30 00 42", "RE", "+262692300042"],
  ["00262692300042", "RE", "+262692300042"],
  ["262692300042", "RE", "+262692300042"],
  ["692300042", "RE", "+262692300042"],
  ["+33692300042", "FR", "+262692300042"],
  ["+33692300042", "BE", "+262692300042"],
  ["0262 30 00 42", "RE", "+262262300042"],
  ["0262 30 00 42", "FR", "+262262300042"],
  ["0263 10 00 42", "RE", "+262263100042"],
  ["0693 30 00 42", "FR", "+262693300042"],
  ["0269 61 00 42", "YT", "+262269610042"],
  ["0639 69 12 34", "FR", "+262639691234"],
  ["0639 69 12 34", "YT", "+262639691234"],
  ["0639 98 00 01", "FR", "+33639980001"],
  ["0690 30 00 42", "FR", "+590690300042"],
  ["0690 30 00 42", "GP", "+590690300042"],
  ["0590 90 00 42", "RE", "+590590900042"],
  ["0696 30 00 42", "FR", "+596696300042"],
  ["0596 70 00 42", "MQ", "+596596700042"],
  ["0694 30 00 42", "FR", "+594694300042"],
  ["0594 30 00 42", "GF", "+594594300042"],
  ["0508 41 23 45", "FR", "+508412345"],
  ["41 23 45", "PM", "+508412345"],
  ["+508 41 23 45", "FR", "+508412345"],
  ["06 12 34 56 78", "RE", "+33612345678"],
  ["01 99 00 00 13", "GP", "+33199000013"],
  ["09 72 00 00 42", "RE", "+33972000042"],
  ["75 12 34", "NC", "+687751234"],
  ["87 12 34 56", "PF", "+68987123456"],
  ["0033(0)612345678", "FR", "+33612345678"],
  ["+33 (0) 6.12-34‑56–78", "FR", "+33612345678"],
  ["+33 06 12 34 56 78", "FR", "+33612345678"],
  ["06\u00a012\u202f34\u00a056\u00a078", "FR", "+33612345678"],
  ["\u202a+33 6 12 34 56 78\u202c", "FR", "+33612345678"],
  ["tel:+33-6-12-34-56-78", "FR", "+33612345678"],
  ["06\t12\t34 56 78", "FR", "+33612345678"],
  ["０６１２３４５６７８", "FR", "+33612345678"],
];

const refused = [
  ...["15", "18", "112", "114", "3949", "0", "", "   ", "0000000000", "06 12 34 56", "06 12 34 56 78 90"],
  ...["06 12 34 56 78 poste 3", "0612345678#12", "O6 12 34 56 78", "0800 FLEURS", "06 12 34 56 78 ou 07 12 34 56 78"],
  ...["06 12 34 56 78 / 07 12 34 56 78", "call 06 12 34 56 78", "+33 0 0 0", "++33612345678x", "*21*0612345678#"],
];

describe("a telephone number", () => {
  for (const [text, country, number] of reads)
    it(`${JSON.stringify(text)} in ${country} is ${number} (F1)`, () => {
      assert.equal(parsePhoneNumber(text, country), number);
      // A network may send it in the same spelling: a caller is known by it.
      assert.equal(readPhoneNumber(text, country), number);
    });

  for (const text of refused)
    it(`${JSON.stringify(text)} is refused with a sentence (F1)`, () => {
      assert.throws(
        () => parsePhoneNumber(text, "FR"),
        (fault: Fault) => fault.code === "duty.bad-number" && /number/.test(fault.message),
      );
    });

  it("is read back from whatever it is shown as (F1)", () => {
    const numbers = reads.map(([, , number]) => number as PhoneNumber);
    const countries = ["FR", "RE", "GP", "PM", "BE", "CH", "GB", "US"];
    fc.assert(
      fc.property(fc.constantFrom(...numbers), fc.constantFrom(...countries), (number, country) => {
        assert.equal(parsePhoneNumber(showPhoneNumber(number, country), country), number);
        for (const form of formsOf(number).filter((each) => each.startsWith("+")))
          assert.equal(readPhoneNumber(form, country), number);
      }),
    );
  });

  it("is found by a part of it, however the network gave it (F1)", () => {
    const number = "+262692300042" as PhoneNumber;
    for (const country of ["RE", "FR"])
      for (const part of ["0692", "069230", "+262692", "00262692"])
        assert.ok(
          partsLike(part, country).some((each) => formsOf(number).some((form) => form.startsWith(each))),
          `${part} in ${country}: ${partsLike(part, country)}`,
        );
  });
});

describe("an office's numbers", () => {
  const people = [{ id: "a", name: "A", numbers: ["0470 00 00 02"] }];

  it("are read as its country writes them (F1)", () => {
    const made = parseOffice({ name: "N", zone: "Europe/Brussels", country: "BE", people, blocked: ["0470 00 00 03"] });
    assert.deepEqual([made.people[0]?.numbers, made.blocked], [["+32470000002"], ["+32470000003"]]);
  });

  it("are read with the country of its time zone where it says none (F1)", () => {
    assert.equal(parseOffice({ name: "N", zone: "Europe/Brussels", people }).people[0]?.numbers[0], "+32470000002");
    assert.equal(parseOffice({ name: "N", zone: "Indian/Reunion" }).country, "RE");
    assert.equal(parseOffice({ name: "N", zone: "UTC" }).country, "FR");
  });

  it("that are wrong are told by their place, all at once (F1)", () => {
    const callers = [{ number: "112", name: "Secours" }];
    assert.throws(
      () => parseOffice({ name: "", zone: "Europe/Paris", callers, people: [{ id: "a", name: "A", numbers: ["06"] }] }),
      /name: .*people\[0\]\.numbers\[0\]: "06" is .*callers\[0\]\.number: "112" is not .*, but a short or emergency one/,
    );
  });
});
