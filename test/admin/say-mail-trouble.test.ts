import assert from "node:assert/strict";
import { sayMailTrouble } from "../../src/admin/sentences/say-mail-trouble.ts";
import { mailFault } from "../../src/notify/mail-fault.ts";

/** What nodemailer throws → what the outbox keeps → what is said in French. */
const cases: readonly (readonly [thrown: object, code: string, says: RegExp])[] = [
  [
    { code: "EAUTH", responseCode: 535, response: "535 5.7.8 Authentication failed" },
    "notify.login",
    /refuse l.utilisateur ou le mot de passe\. Le serveur a dit\s: «\s535 5\.7\.8 Authentication failed\s»$/,
  ],
  [
    { code: "EENVELOPE", responseCode: 550, response: "550 5.1.1 No such user (Sender: 550 here)" },
    "notify.refused-address",
    /refuse l.adresse .*«\s550 5\.1\.1 No such user/,
  ],
  [{ code: "ECONNREFUSED", message: "connect ECONNREFUSED 127.0.0.1:9" }, "notify.unreachable", /est injoignable\.$/],
  [{ code: "EDNS", message: "getaddrinfo ENOTFOUND nowhere" }, "notify.no-such-host", /ne porte le nom indiqué\.$/],
  [{ code: "ETIMEDOUT", message: "Greeting never received" }, "notify.slow", /à temps\.$/],
  [{ code: "ESOCKET", message: "self-signed certificate" }, "notify.certificate", /certificat .*n.est pas valable/],
  [{ code: "ETLS", message: "no TLS" }, "notify.tls", /chiffrement choisi/],
  [{ responseCode: 451, response: "451 4.7.1 Greylisted" }, "notify.refused", /pour le moment\. .*«\s451 4\.7\.1 Grey/],
  [{ responseCode: 552, response: "552 5.2.2 Mailbox full" }, "notify.refused", /boîte du destinataire est pleine/],
  [{ responseCode: 554, response: "554 Spam\r\n  likely" }, "notify.refused", /l.a refusé\. .*«\s554 Spam likely\s»$/],
];

describe("a letter that waits", () => {
  for (const [thrown, code, says] of cases)
    it(`says why in the reader's language: ${code} (${says.source.slice(0, 30)})`, () => {
      const fault = mailFault(thrown);
      const kept = `${fault.code}: ${fault.message}`;
      const { sentence, remedy, ...said } = sayMailTrouble(kept, "fr");
      assert.equal(said.code, code);
      assert.match(sentence, says);
      assert.ok(!/The |mail server/.test(sentence.replace(/«.*»/, "")), sentence);
      const english = sayMailTrouble(kept, "en");
      assert.match(english.sentence, /^An e-mail waits to be sent: /);
      assert.notEqual(remedy, english.remedy);
    });

  it("is understood as an older release kept it, without a code", () => {
    const kept = "The mail server refused an address: 550 no (Can't send mail - all recipients were rejected: 550 no)";
    assert.equal(
      sayMailTrouble(kept, "en").sentence,
      "An e-mail waits to be sent: the mail server refused it. The server said: “550 no”",
    );
    assert.equal(sayMailTrouble(null, "fr").code, "notify.failed");
  });
});
