import assert from "node:assert/strict";
import { seconds } from "../../src/kernel/units.ts";
import { rig } from "./scripted-modem.ts";

const WITHIN = { prompt: seconds(5), answer: seconds(20) };
const SENT = "\r\n+CMGS: 4\r\n\r\nOK\r\n";

/** Lets what was written be read. */
const settled = async () => {
  for (let n = 0; n < 20; n++) await new Promise((resolve) => setImmediate(resolve));
};

describe("a prompt", () => {
  for (const [what, ...chunks] of [
    ["whole", "\r\n> "],
    ["in pieces", "\r", "\n", ">", " "],
    ["without its space", "\r\n>"],
    ["behind an echo", "AT+CMGS=2\r\r\n> "],
    ["with a ring in the same read", "\r\n> \r\nRING\r\n"],
    ["behind an OK that was late", "\r\nOK\r\n", "\r\n> "],
    ["behind noise", "\x80\xff\r\n> "],
  ] as const)
    it(`${what}: it is given the digits and Ctrl-Z`, async () => {
      const { channel, say, heard, notices } = rig();
      const done = channel.prompted("AT+CMGS=2", "00FF", WITHIN);
      await settled();
      await say(...chunks);
      await settled();
      assert.equal(heard(), "AT+CMGS=2\r00FF\x1a");
      await say(SENT);
      assert.deepEqual(await done, { result: "OK", lines: ["+CMGS: 4"] });
      assert.deepEqual(notices, what.includes("ring") ? ["RING"] : []);
    });

  it("that never comes is left by ESC, and the modem goes on", async () => {
    const { channel, heard, clock } = rig({ ATQ0V1E0: "\r\nOK\r\n", "AT+CSQ": "\r\n+CSQ: 9,9\r\n\r\nOK\r\n" });
    await assert.rejects(clock.run(channel.prompted("AT+CMGS=2", "00FF", WITHIN)), { code: "serial.timeout" });
    assert.equal((await clock.run(channel.command("AT+CSQ"))).result, "OK");
    assert.match(heard(), /^AT\+CMGS=2\r\x1bATQ0V1E0\r/);
    assert.ok(!heard().includes("00FF"));
  });

  it("in place of which a refusal comes gets nothing", async () => {
    const { channel, heard } = rig({ "AT+CMGS=2": "\r\n+CMS ERROR: 331\r\n" });
    await assert.rejects(channel.prompted("AT+CMGS=2", "00FF", WITHIN), {
      code: "serial.refused",
      cause: "+CMS ERROR: 331",
    });
    assert.equal(heard(), "AT+CMGS=2\r");
  });

  for (const hex of ["", "0", "0g", "00\x1aAT", "00\r", "00 11", "ab"])
    it(`nothing but digits is given: ${JSON.stringify(hex)}`, async () => {
      const { channel, heard } = rig();
      await assert.rejects(channel.prompted("AT+CMGS=2", hex, WITHIN), { code: "serial.bad-command" });
      assert.equal(heard(), "");
    });

  it("a line that is no more than its sign is one where nobody asked", async () => {
    const { channel, say, notices } = rig();
    await say("\r\n>\r\n");
    await settled();
    assert.deepEqual(notices, [">"]);
    await channel.close();
  });
});
