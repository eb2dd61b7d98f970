declare module "@echogarden/svoxpico-wasm" {
  /** As much of it as is used: the C interface of Pico, addresses as numbers, 0 for success. */
  export interface PicoModule {
    readonly FS: { writeFile(path: string, bytes: Uint8Array): void; unlink(path: string): void };
    /** Replaced when memory grows: never held. */
    readonly HEAPU8: Uint8Array;
    readonly HEAP16: Int16Array;
    getValue(address: number, type: "i16" | "*"): number;
    _malloc(size: number): number;
    _free(address: number): void;
    _pico_initialize(memory: number, size: number, system: number): number;
    _pico_loadResource(system: number, file: number, resource: number): number;
    _pico_getResourceName(system: number, resource: number, name: number): number;
    _pico_createVoiceDefinition(system: number, voice: number): number;
    _pico_addResourceToVoiceDefinition(system: number, voice: number, resourceName: number): number;
    _pico_newEngine(system: number, voice: number, engine: number): number;
    _pico_putTextUtf8(engine: number, text: number, size: number, taken: number): number;
    _pico_getData(engine: number, buffer: number, size: number, received: number, type: number): number;
  }
  export default function createModule(): Promise<PicoModule>;
}
