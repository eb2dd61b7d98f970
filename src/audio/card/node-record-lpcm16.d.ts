declare module "node-record-lpcm16" {
  import type { ChildProcess } from "node:child_process";
  import type { Readable } from "node:stream";

  interface Recording {
    readonly process: ChildProcess;
    stream(): Readable;
    stop(): void;
  }
  const recorder: { record(options: Readonly<Record<string, unknown>>): Recording };
  export default recorder;
}
