import assert from "node:assert/strict";
import { Fault } from "../../src/kernel/fault.ts";
import type { BytePipe } from "../../src/serial/byte-pipe.ts";
import { followPort } from "../../src/serial/follow-port.ts";
import type { SerialPortInfo } from "../../src/serial/list-ports.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";

const stick = (device: string, serial: string | null, product = "0303"): SerialPortInfo => ({
  path: device,
  device,
  usb: { vendor: "0baf", product, maker: "U.S. Robotics", name: "56K", serial, interface: 0 },
});

/** The ports of a machine, and which were opened. */
function machine(...plugged: SerialPortInfo[]) {
  const opened: string[] = [];
  const here = new Map(plugged.map((port) => [port.device, port]));
  const follow = followPort({
    path: "/dev/ttyACM0",
    ports: async () => [...here.values()],
    async open(path): Promise<BytePipe> {
      if (!here.has(path)) throw new Fault("serial.no-such-port", "gone");
      opened.push(path);
      return memoryPipe()[0];
    },
  });
  return { here, opened, follow };
}

describe("a port whose device is followed (R7)", () => {
  it("is opened under its new name", async () => {
    const { here, opened, follow } = machine(stick("/dev/ttyACM0", "A1"));
    await follow();
    here.clear();
    await assert.rejects(follow(), { code: "serial.no-such-port" });
    here.set("/dev/ttyACM1", stick("/dev/ttyACM1", "A1"));
    await follow();
    assert.deepEqual(opened, ["/dev/ttyACM0", "/dev/ttyACM1"]);
  });

  it("without a serial number, too", async () => {
    const { here, opened, follow } = machine(stick("/dev/ttyACM0", null));
    await follow();
    here.clear();
    here.set("/dev/ttyACM3", stick("/dev/ttyACM3", null));
    await follow();
    assert.deepEqual(opened, ["/dev/ttyACM0", "/dev/ttyACM3"]);
  });

  it("when another device sits on the old name", async () => {
    const { here, opened, follow } = machine(stick("/dev/ttyACM0", "A1"), stick("/dev/ttyACM1", "B2"));
    await follow();
    here.set("/dev/ttyACM0", stick("/dev/ttyACM0", "B2"));
    here.set("/dev/ttyACM1", stick("/dev/ttyACM1", "A1"));
    await follow();
    assert.deepEqual(opened, ["/dev/ttyACM0", "/dev/ttyACM1"]);
  });

  it("never is another's, that was there before and is just like it", async () => {
    const { here, follow } = machine(stick("/dev/ttyACM0", null), stick("/dev/ttyACM1", null));
    await follow();
    here.delete("/dev/ttyACM0");
    await assert.rejects(follow(), { code: "serial.no-such-port" });
  });

  it("a replacement on the old name is taken, and followed from then on", async () => {
    const { here, opened, follow } = machine(stick("/dev/ttyACM0", "A1"));
    await follow();
    here.set("/dev/ttyACM0", stick("/dev/ttyACM0", "C3", "0404"));
    await follow();
    here.clear();
    here.set("/dev/ttyACM2", stick("/dev/ttyACM2", "C3", "0404"));
    await follow();
    assert.deepEqual(opened, ["/dev/ttyACM0", "/dev/ttyACM0", "/dev/ttyACM2"]);
  });
});
