import assert from "node:assert/strict";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";

async function all(incoming: AsyncIterable<Uint8Array>): Promise<number[]> {
  const bytes: number[] = [];
  for await (const chunk of incoming) bytes.push(...chunk);
  return bytes;
}

const afterMicrotasks = () => new Promise<void>((resolve) => setImmediate(resolve));

describe("memory pipe", () => {
  it("carries bytes both ways and ends on both sides when one closes", async () => {
    const [left, right] = memoryPipe();
    await left.write(Uint8Array.of(1, 2));
    await right.write(Uint8Array.of(9));
    await left.write(Uint8Array.of(3));
    await left.close();
    assert.deepEqual(await all(right.incoming), [1, 2, 3]);
    assert.deepEqual(await all(left.incoming), [9]);
    await assert.rejects(right.write(Uint8Array.of(1)), { code: "serial.closed" });
  });

  it("copies, so that a writer may use its buffer again", async () => {
    const [left, right] = memoryPipe();
    const buffer = Uint8Array.of(7);
    await left.write(buffer);
    buffer[0] = 8;
    await left.close();
    assert.deepEqual(await all(right.incoming), [7]);
  });

  it("delivers by microtasks alone", async () => {
    const [left, right] = memoryPipe();
    const heard: number[] = [];
    void (async () => {
      for await (const chunk of right.incoming) {
        heard.push(...chunk);
        await right.write(chunk);
      }
    })();
    void (async () => {
      for await (const chunk of left.incoming) heard.push(...chunk.map((byte) => byte + 1));
    })();
    await left.write(Uint8Array.of(1));
    await afterMicrotasks();
    assert.deepEqual(heard, [1, 2]);
  });

  it("says serial.lost on both sides when it is cut, after what was under way", async () => {
    const [left, right] = memoryPipe();
    await left.write(Uint8Array.of(5));
    left.lose();
    const got: number[] = [];
    await assert.rejects(
      async () => {
        for await (const chunk of right.incoming) got.push(...chunk);
      },
      { code: "serial.lost" },
    );
    assert.deepEqual(got, [5]);
    await assert.rejects(all(left.incoming), { code: "serial.lost" });
    await assert.rejects(right.write(Uint8Array.of(1)), { code: "serial.lost" });
  });
});
