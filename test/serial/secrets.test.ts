import assert from "node:assert/strict";
import { forLog } from "../../src/serial/secrets.ts";
import { HeardLog } from "../kit/heard-log.ts";
import { settled } from "./bytes.ts";
import { rig } from "./scripted-modem.ts";

describe("what a log may hold", () => {
  for (const [said, shown] of [
    ['AT+CPIN="1234"', "AT+CPIN=****"],
    ["ATD+33639980001;", "ATD****;"],
    ["ATDT 06 39 98 00 01", "ATDT ****"],
    ["ATDT*21*0639980001#", "ATDT*21*****#"],
    ['AT+CCFC=0,3,"+33639980001",145', 'AT+CCFC=0,3,"****",145'],
    ["AT+CMGS=27", "AT+CMGS=27"],
    ["0011000B913336998000100000A70AE8329BFD4697D9EC37", "****"],
    ['+CLIP: "0639980001",129,,,"Mme Roux",0', "+CLIP: ****"],
    ['+CLCC: 1,1,4,0,0,"0639980001",129', "+CLCC: ****"],
    ["NMBR = 0639980001", "NMBR = ****"],
    ["NAME = ROUX ODETTE", "NAME = ****"],
    ["+CME ERROR: 30", "+CME ERROR: 30"],
    ["AT+CNMI=2,1,0,1,0", "AT+CNMI=2,1,0,1,0"],
    ["NO CARRIER", "NO CARRIER"],
  ] as const)
    it(`of ${said}: ${shown}`, () => assert.equal(forLog(said), shown));

  it("is all that a fault says of a command, and that is said of an answer to nobody", async () => {
    const log = new HeardLog();
    const { channel, say } = rig({ "ATD0639980001;": "\r\nERROR\r\n" }, { log });
    await assert.rejects(channel.command("ATD0639980001;"), { message: "The modem answered ATD****; with ERROR." });
    await say("\r\nCONNECT 0639980001\r\n", "\r\nOK\r\n");
    await settled();
    assert.ok(log.count("serial.stale") > 0);
    assert.ok(!JSON.stringify(log.said).includes("0639980001"));
  });
});
