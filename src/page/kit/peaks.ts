/** The loudest sample of each of `count` equal parts of a sound, 0 to 1, the loudest of all being 1 unless that is silence. */
export function peaksOf(samples: Float32Array, count: number): number[] {
  const size = Math.max(1, samples.length / count);
  const peaks = Array.from({ length: count }, (_, part) => {
    let peak = 0;
    const end = Math.min(samples.length, Math.floor((part + 1) * size));
    for (let n = Math.floor(part * size); n < end; n++) peak = Math.max(peak, Math.abs(samples[n] ?? 0));
    return peak;
  });
  const loudest = Math.max(0.02, ...peaks);
  return peaks.map((peak) => peak / loudest);
}

/** The shape of a sound of the box, or null when it cannot be read: its player says so when it is played. Telephone sound is 8 kHz. */
export async function readPeaks(source: string, count: number, signal: AbortSignal): Promise<number[] | null> {
  try {
    const response = await fetch(source, { signal });
    if (!response.ok) return null;
    const context = new OfflineAudioContext(1, 1, 8000);
    const sound = await context.decodeAudioData(await response.arrayBuffer());
    return peaksOf(sound.getChannelData(0), count);
  } catch {
    return null;
  }
}
