import os from 'node:os';
import type { Measurement } from './benchmark';

export interface Section {
  readonly title: string;
  /** Load of the computer when the section began. A busy computer makes everything slow. */
  readonly load: number;
  readonly measurements: readonly Measurement[];
}

/** All measurements as one Markdown table. */
export function table(sections: readonly Section[]): string {
  const rows = sections.flatMap(({ title, load, measurements }) => [
    [`**${title}**`, '', '', '', `load ${load.toFixed(1)}`],
    ...measurements.map(({ what, result, repetitions, aim, remark }) => [
      what,
      result,
      repetitions === undefined ? '' : String(repetitions),
      aim ? `${aim.text}: ${aim.met ? 'ok' : '**missed**'}` : '',
      remark ?? ''
    ])
  ]);
  return lines([['What', 'Median', 'Rounds', 'Aim', 'Remark'], ['---', '---:', '---:', '---', '---'], ...rows]);
}

function lines(rows: readonly (readonly string[])[]): string {
  return rows.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

/** Processes that ran or waited, on average over the last minute. */
export function load(): number {
  return os.loadavg()[0] ?? 0;
}

/** For example `Node v20.19.5, Linux x64, 2 × Intel Xeon, 8 GB`. */
export function machine(): string {
  const cores = os.cpus();
  const model = cores[0]?.model.trim() || 'processor of unknown model';
  const memory = Math.round(os.totalmem() / 2 ** 30);
  return `Node ${process.version}, ${os.type()} ${os.arch()}, ${cores.length} × ${model}, ${memory} GB`;
}
