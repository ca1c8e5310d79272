/** One LWC folder of the project: what `c/name` imports. */
export interface ProjectComponent {
  readonly name: string;
  /** Absolute folder that holds `name.ts` or `name.js`. */
  readonly directory: string;
  readonly apiVersion: number;
  /** Whether pages may name it; modules that are only imported are not. */
  readonly exposed: boolean;
}

/** What `@salesforce/*` imports may name. A name that is not here is refused, as a deployment would. */
export interface ImportableNames {
  /** Value by language (`en_US`, `de`) by label name. */
  readonly labels: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly objects: Readonly<
    Record<
      string,
      {
        readonly fields: readonly string[];
        /** Objects that the relationship of this name may lead to. */
        readonly relationships: Readonly<Record<string, readonly string[]>>;
      }
    >
  >;
  readonly staticResources: readonly string[];
  readonly customPermissions: readonly string[];
}

/** Everything one build of the page's scripts depends on, apart from the installed packages. */
export interface BundleRequest {
  /** Lockstep's own folder: `node_modules` and `local-org/preview/client` are below it. */
  readonly home: string;
  readonly cacheDirectory: string;
  readonly components: readonly ProjectComponent[];
  readonly names: ImportableNames;
  /** Readable output and the engine's development warnings. */
  readonly development: boolean;
}

/** A problem of one source file, 1-based. */
export interface BundleProblem {
  readonly file: string;
  readonly line: number;
  readonly column: number;
  readonly message: string;
}

/** Thrown when the preview's own scripts cannot be built. A broken component of the project is not a reason: its page says what is wrong. */
export class BundleError extends Error {
  override readonly name = 'BundleError';

  constructor(readonly problems: readonly BundleProblem[]) {
    super(problems.map(describeProblem).join('\n'));
  }
}

export function describeProblem(problem: BundleProblem): string {
  return `${problem.file}:${problem.line}:${problem.column}: ${problem.message}`;
}

/** Where the scripts of one build are and what they need first. File names are relative to `directory`. */
export interface BundleManifest {
  readonly key: string;
  /** Classic script that must run before any module. */
  readonly syntheticShadow: string;
  /** Module script that starts the page. */
  readonly shell: string;
  /** Chunks that `shell` imports, to be fetched at once. */
  readonly shellImports: readonly string[];
  /** Per exposed component, by name: its own chunk and those it imports. */
  readonly componentFiles: Readonly<Record<string, readonly string[]>>;
  /** What is wrong in the project's components; each of them shows it in its place on the page. */
  readonly problems: readonly BundleProblem[];
}

export interface Bundle {
  readonly directory: string;
  readonly manifest: BundleManifest;
}

export interface BundleProgress {
  readonly compiled: number;
  readonly reused: number;
}
