/** A browser gives the microphone to a page that came over https or from its own machine, and to no other. */
export const microphonePossible = isSecureContext && "mediaDevices" in navigator && "AudioWorkletNode" in globalThis;

export interface OpenMicrophone {
  /** Samples a second. */
  readonly rate: number;
  close(): void;
}

/**
 * Asks the person for their microphone and tells what it hears, -1 to 1, 1600 samples at a time. `rate`: the
 * microphone's own unless told, for not every browser takes it at another. Throws what the browser says when it is refused.
 */
export async function openMicrophone(
  hear: (samples: Float32Array) => void,
  audio: MediaTrackConstraints,
  rate?: number,
): Promise<OpenMicrophone> {
  const voice = await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1, ...audio } });
  let context: AudioContext | null = null;
  const close = () => {
    for (const track of voice.getTracks()) track.stop();
    void context?.close();
  };
  try {
    context = new AudioContext(rate === undefined ? {} : { sampleRate: rate });
    await context.audioWorklet.addModule("/microphone.js");
    const node = new AudioWorkletNode(context, "microphone", { numberOfOutputs: 0 });
    node.port.onmessage = ({ data }: MessageEvent<Float32Array>) => hear(data);
    context.createMediaStreamSource(voice).connect(node);
    return { rate: context.sampleRate, close };
  } catch (thrown) {
    close();
    throw thrown;
  }
}
