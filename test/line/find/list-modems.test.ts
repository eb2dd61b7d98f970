import assert from "node:assert/strict";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { parseConfig } from "../../../src/app/config.ts";
import { lineForModule, listModems } from "../../../src/line/find/list-modems.ts";
import { runningPrograms } from "../../../src/line/find/running-programs.ts";

describe("list of modems", () => {
  let root = "";
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "ports-"));
  });
  afterEach(() => rmSync(root, { recursive: true }));

  const put = (path: string, content: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), `${content}\n`);
  };
  const link = (path: string, to: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    mkdirSync(join(root, to), { recursive: true });
    symlinkSync(join(root, to), join(root, path));
  };
  const usb = (device: string, vendor: string, product: string, more: Readonly<Record<string, string>> = {}) => {
    put(`sys/devices/usb/${device}/idVendor`, vendor);
    put(`sys/devices/usb/${device}/idProduct`, product);
    for (const [name, value] of Object.entries(more)) put(`sys/devices/usb/${device}/${name}`, value);
  };
  const tty = (name: string, at: string) => {
    put(`dev/${name}`, "");
    link(`sys/class/tty/${name}/device`, at);
  };
  const list = () => listModems({ sys: join(root, "sys"), dev: join(root, "dev") });

  it("gives the stable path, the USB identity and a name, known modems first", async () => {
    usb("1-1", "0BAF", "0303", { manufacturer: "U.S.Robotics", product: "USR56K\x01 Modem", serial: "42" });
    put("sys/devices/usb/1-1/1-1:1.0/bInterfaceNumber", "00");
    usb("1-2", "1a86", "7523");
    tty("ttyACM10", "sys/devices/usb/1-1/1-1:1.0");
    tty("ttyUSB0", "sys/devices/usb/1-2/1-2:1.0/ttyUSB0");
    mkdirSync(join(root, "dev/serial/by-id"), { recursive: true });
    symlinkSync(join(root, "dev/ttyACM10"), join(root, "dev/serial/by-id/usb-USR-if00"));
    assert.deepEqual(await list(), [
      {
        path: join(root, "dev/serial/by-id/usb-USR-if00"),
        device: join(root, "dev/ttyACM10"),
        usb: {
          vendor: "0baf",
          product: "0303",
          maker: "U.S.Robotics",
          name: "USR56K\x01 Modem",
          serial: "42",
          interface: 0,
        },
        kind: "analog",
        label: "U.S.Robotics USR56K Modem (0baf:0303)",
      },
      {
        path: join(root, "dev/ttyUSB0"),
        device: join(root, "dev/ttyUSB0"),
        usb: { vendor: "1a86", product: "7523", maker: null, name: null, serial: null, interface: null },
        kind: null,
        label: "USB serial port (1a86:7523)",
      },
    ]);
  });

  it("shows of a mobile module only the port that takes commands", async () => {
    usb("1-1", "1e0e", "9001");
    for (const number of [0, 1, 2, 3, 4]) {
      put(`sys/devices/usb/1-1/1-1:1.${number}/bInterfaceNumber`, `0${number}`);
      tty(`ttyUSB${number}`, `sys/devices/usb/1-1/1-1:1.${number}/ttyUSB${number}`);
    }
    assert.deepEqual(
      (await list()).map(({ device, kind, sound }) => [device, kind, sound]),
      [[join(root, "dev/ttyUSB2"), "mobile", join(root, "dev/ttyUSB4")]],
    );
  });

  it("knows on which port the sound of each of two modules alike comes", async () => {
    for (const [n, device] of [
      [0, "1-1"],
      [1, "1-2"],
    ] as const) {
      usb(device, "2c7c", "0125");
      for (const face of [0, 1, 2, 3]) {
        put(`sys/devices/usb/${device}/${device}:1.${face}/bInterfaceNumber`, `0${face}`);
        tty(`ttyUSB${n * 4 + face}`, `sys/devices/usb/${device}/${device}:1.${face}/ttyUSB${n * 4 + face}`);
      }
    }
    usb("1-3", "1e0e", "9999");
    tty("ttyUSB9", "sys/devices/usb/1-3/1-3:1.0/ttyUSB9");
    assert.deepEqual(
      (await list()).map(({ device, sound }) => [device.slice(-1), sound?.slice(-1) ?? null]),
      [
        ["2", "1"],
        ["6", "5"],
        ["9", null],
      ],
    );
  });

  it("writes the line of a configuration that the configuration takes", () => {
    const [line] = parseConfig({ lines: [JSON.parse(lineForModule("/dev/ttyUSB2", "/dev/ttyUSB4"))] }).lines;
    assert.deepEqual([line?.kind, line?.port, line?.sound_port], ["mobile", "/dev/ttyUSB2", "/dev/ttyUSB4"]);
  });

  it("leaves out consoles and serial ports that are not wired", async () => {
    tty("ttyS0", "sys/devices/serial0");
    put("sys/class/tty/ttyS0/type", "4");
    tty("ttyS1", "sys/devices/serial1");
    put("sys/class/tty/ttyS1/type", "0");
    put("sys/class/tty/tty1/type", "4");
    put("sys/class/tty/ttyS2/type", "4");
    assert.deepEqual(
      (await list()).map(({ label }) => label),
      [join(root, "dev/ttyS0")],
    );
  });

  it("is empty on a machine without any", async () => {
    assert.deepEqual(await list(), []);
  });

  it("knows which programs run", async () => {
    put("proc/12/comm", "ModemManager");
    put("proc/13/comm", "init");
    put("proc/14/other", "");
    put("proc/self/comm", "x");
    assert.deepEqual((await runningPrograms(join(root, "proc"))).toSorted(), ["ModemManager", "init"]);
  });
});
