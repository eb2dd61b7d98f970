import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../src/app/paths.ts";
import { circles, type Import, readImports, spreadLiterals } from "./imports.ts";

/** What a room may import of others: rooms, or single files of one. Values include their types. */
interface Sees {
  readonly values: readonly string[];
  readonly types?: readonly string[];
}

/** A day is reckoned in the transaction that reads what was in force in it, and seals it. */
const SEALED = ["coverage", "eras", "lived", "on-call-shifts", "sum-lived", "terms", "wall-clock"].map(
  (name) => `duty/${name}.ts`,
);

/** Every room sees `kernel`, which sees nothing. ARCHITECTURE.md says what each room is for. */
const ROOMS: Readonly<Record<string, Sees>> = {
  kernel: { values: [] },
  serial: { values: [] },
  audio: { values: [] },
  duty: { values: [] },
  watch: { values: ["duty"] },
  line: { values: ["serial", "audio"] },
  attendant: { values: ["duty"] },
  needs: { values: ["duty"] },
  call: { values: [], types: ["line", "attendant", "duty"] },
  // An office's shape is checked when it is read from the disk, as everywhere else. A call's end and what is owed to its
  // caller are one transaction.
  store: {
    values: ["needs", "duty/office.ts", "duty/phone-number.ts", "attendant/address-book.ts", ...SEALED],
    types: ["duty", "attendant", "call", "watch"],
  },
  announcements: { values: ["audio", "duty", "attendant"] },
  reception: {
    values: ["line", "call", "attendant", "needs", "duty", "announcements", "store", "audio"],
  },
  notify: { values: ["store", "duty", "needs"] },
  backup: { values: ["store"] },
  admin: {
    values: ["store", "backup", "duty", "attendant", "needs", "announcements", "audio", "watch"],
    types: ["call"],
  },
  // Pure functions and limits that the page shares with what checks them.
  page: {
    values: [
      "attendant/announcement-kinds.ts",
      "admin/schemas/largest-calendar.ts",
      "admin/sentences/role-names.ts",
      "needs/came.ts",
      "store/retention.ts",
    ],
    types: ["admin", "duty", "attendant", "needs"],
  },
  // Nothing of the driver: code that is shared would share its bugs.
  simulator: { values: ["audio"], types: ["serial/byte-pipe.ts"] },
};

/** Only `app` sees every room. */
const SEES_ALL = "app";

const PACKAGES: Readonly<Record<string, string>> = {
  serialport: "serial",
  sqlite3: "store",
  "johnny-five": "panel",
  "node-record-lpcm16": "audio",
  fastify: "admin",
  nodemailer: "notify",
};

const room = (file: string): string => file.split("/")[1] ?? "";

function allowed({ from, to, value }: Import): boolean {
  if (!to.startsWith("src/")) return !(to in PACKAGES) || !value || PACKAGES[to] === room(from);
  const [mine, other] = [room(from), room(to)];
  if (mine === other || mine === SEES_ALL || other === "kernel") return true;
  const sees = ROOMS[mine];
  const listed = (names: readonly string[] = []) => names.some((name) => name === other || to === `src/${name}`);
  return listed(sees?.values) || (!value && listed(sees?.types));
}

const told = ({ from, to, value }: Import): string => `${from} imports ${value ? "" : "types of "}${to}`;

describe("the rooms of src/", () => {
  const imports = readImports(projectRoot, "src");

  it("are all in the table, and the table has no other", () => {
    assert.deepEqual(readdirSync(join(projectRoot, "src")).sort(), [SEES_ALL, ...Object.keys(ROOMS)].sort());
  });

  it("import only what the table allows, types told from values", () => {
    assert.deepEqual(imports.filter((each) => !allowed(each)).map(told), []);
  });

  it("would be caught importing what they may not", () => {
    const no: readonly Import[] = [
      { from: "src/simulator/pty.ts", to: "src/serial/at-parser.ts", value: false },
      { from: "src/simulator/pty.ts", to: "src/serial/byte-pipe.ts", value: true },
      { from: "src/admin/parts.ts", to: "src/line/line.ts", value: false },
      { from: "src/app/house.ts", to: "sqlite3", value: true },
      { from: "src/call/call.ts", to: "src/line/line.ts", value: true },
      { from: "src/kernel/clock.ts", to: "src/audio/pcm.ts", value: false },
    ];
    assert.deepEqual(no.filter(allowed), []);
  });

  it("hold no circle of files, not even by types", () => {
    assert.deepEqual(circles([...imports, ...readImports(projectRoot, "test")]), []);
    const circle = [
      { from: "a", to: "b", value: true },
      { from: "b", to: "c", value: false },
      { from: "c", to: "b", value: true },
    ];
    assert.deepEqual(circles(circle), [["b", "c"]]);
  });

  it("write objects plainly, so that the compiler sees a misspelt field", () => {
    assert.deepEqual(spreadLiterals(projectRoot, "src"), []);
  });
});
