import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const program = join(import.meta.dirname, "../../src/app/permanence.js");
const transcript = join(import.meta.dirname, "../../../test/transcripts/usrobotics.txt");
const replay = (...args: string[]) => spawnSync(process.execPath, [program, "replay", ...args], { encoding: "utf8" });

describe("permanence replay", () => {
  it("plays a transcript, tells what the line told, and that nothing departs", () => {
    const { status, stdout } = replay(transcript);
    assert.equal(status, 0);
    assert.match(stdout, /key 5\n {2}key #\nThe driver does all that the transcript has\./);
  });

  it("says where the driver departs, and ends with 1", () => {
    const folder = mkdtempSync(join(tmpdir(), "replay-"));
    try {
      const file = join(folder, "other.txt");
      writeFileSync(file, readFileSync(transcript, "utf8").replace("AT+GCI=3D", "AT+GCI=B5"));
      const { status, stdout, stderr } = replay(file);
      assert.equal(status, 1);
      assert.match(stdout, /Line \d+: the driver sent AT\+GCI=3D, which the transcript does not have there\./);
      assert.match(stdout, /Line \d+: the driver did not send AT\+GCI=B5\./);
      assert.match(stderr, /departs from/);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("a file that is none is said in a sentence", () => {
    const { status, stderr } = replay("/nowhere.txt");
    assert.equal(status, 1);
    assert.match(stderr, /nowhere\.txt can't be read/);
  });
});
