import assert from "node:assert/strict";
import { Fault } from "../../../src/kernel/fault.ts";
import { openSim } from "../../../src/line/gsm/sim.ts";
import type { AtChannel } from "../../../src/serial/at-channel.ts";

const silent = () => new Fault("serial.timeout", "No answer.");
const refused = (words: string) => new Fault("serial.refused", words, words);

/** Says the PIN to a SIM that answers so, and then stands so; the PINs that are not to be said again. */
async function said(answer: Fault, then: string | null): Promise<{ code: string | null; never: string[] }> {
  const never: string[] = [];
  let tried = false;
  const command = async (text: string) => {
    if (text.startsWith("AT+CPIN=")) {
      tried = true;
      throw answer;
    }
    if (text !== "AT+CPIN?") throw refused("ERROR");
    if (tried && then === null) throw silent();
    return { lines: [`+CPIN: ${tried ? then : "SIM PIN"}`] };
  };
  const pins = { isRefused: async () => false, refused: async (pin: string) => void never.push(pin) };
  const code = await openSim({ command } as unknown as AtChannel, "1234", pins).then(
    () => null,
    (thrown) => (thrown as Fault).code,
  );
  return { code, never };
}

describe("a PIN to which the SIM", () => {
  it("says that it is wrong is not said again", async () => {
    assert.deepEqual(await said(refused("+CME ERROR: 16"), "SIM PIN"), { code: "line.pin-refused", never: ["1234"] });
  });

  it("says that it is busy was not tried: it may be said again", async () => {
    for (const words of ["+CME ERROR: 14", "+CME ERROR: SIM busy"])
      assert.deepEqual(await said(refused(words), "SIM PIN"), { code: "serial.refused", never: [] });
  });

  it("says nothing may have been wrong: three of them would block it", async () => {
    assert.deepEqual(await said(silent(), "SIM PIN"), { code: "serial.timeout", never: ["1234"] });
    assert.deepEqual(await said(silent(), null), { code: "serial.timeout", never: ["1234"] });
    assert.deepEqual(await said(silent(), "READY"), { code: null, never: [] });
  });

  it("can't answer, for the module is gone, is as it was", async () => {
    assert.deepEqual(await said(new Fault("serial.closed", "Gone."), null), { code: "serial.closed", never: [] });
  });
});
