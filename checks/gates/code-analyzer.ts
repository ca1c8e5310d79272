import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import type { EnginePlugin } from '@salesforce/code-analyzer-engine-api';
import type { Event, Violation } from '@salesforce/code-analyzer-core';
import { withoutCoalescing } from '../code-analyzer/coalescing';
import { withKeptResults } from '../code-analyzer/kept-results';
import { keysByFile, type Sources } from '../code-analyzer/reachable';
import { filesIn, readText, sourceOf, type Finding, type Gate, type Project } from '../gate';
import { TOOLS } from '../process';

/** Critical and high; what is milder is advice. */
const FAILING_SEVERITY = 2;

/** Rules of the graph engine whose findings fail. */
const GRAPH_RULES = ['sfge:1', 'sfge:2'];

/** Errors of the tool itself: an engine that could not start or a rule that fell over. */
const FAILING_LOG_LEVEL = 1;

/** Where in the tool's own errors a file is named. */
const PLACE = /(\/[^\s'":]+\.\w+)(?::(\d+):(\d+))?/;

/** Milliseconds for all paths of one entry point; the engine's own half a minute is too short for a busy machine. */
const LONGEST_ENTRY_POINT = 10 * 60_000;

/** The tool puts whole stack traces into its messages. */
const LONGEST_MESSAGE = 600;

/** Where results of the graph engine are kept, from the project's root. `npm run check -- --all` empties it. */
export const KEPT_RESULTS = path.join('.local-org', 'cache', 'graph-engine');

/** Salesforce's Code Analyzer with the engines that read files one by one. */
export const codeAnalyzer: Gate = {
  name: 'code-analyzer',
  about: 'Code Analyzer: PMD, CPD, ESLint, regex, RetireJS, flow',
  run: async (project) => {
    const [pmd, eslint, regex, retireJs, flow] = await Promise.all([
      import('@salesforce/code-analyzer-pmd-engine'),
      import('@salesforce/code-analyzer-eslint-engine'),
      import('@salesforce/code-analyzer-regex-engine'),
      import('@salesforce/code-analyzer-retirejs-engine'),
      import('../code-analyzer/flow-engine')
    ]);
    const engines = ['pmd', 'cpd', 'eslint', 'regex', 'retire-js', 'flow'];
    const plugins = [...[pmd, eslint, regex, retireJs].map((engine) => engine.createEnginePlugin()), new flow.FlowEnginePlugin()];
    const { failures, violations } = await analyze(project, {
      folder: project.root,
      plugins,
      selectors: engines.map((engine) => `${engine}:Recommended`)
    });
    return [...failures, ...violations.map(({ finding }) => finding)];
  }
};

/**
 * The graph engine: every path from an entry point to a query or DML, and whether it asks for access on the way. It takes minutes of
 * every processor, so it is asked only about files from which it can reach something that has changed; the rest is kept.
 */
export const graphEngine: Gate = {
  name: 'graph-engine',
  about: 'Code Analyzer: the graph engine (access checks on every path)',
  run: async (project) => {
    const { createEnginePlugin } = await import('@salesforce/code-analyzer-sfge-engine');
    const folder = await fs.realpath(await fs.mkdtemp(path.join(os.tmpdir(), 'lockstep-graph-')));
    try {
      const sources = await copyApex(project, folder);
      const keys = keysByFile(sources, await whatElseDecides(project));
      return await withKeptResults(path.join(project.root, KEPT_RESULTS), keys, async (files) => {
        const { failures, violations } = await analyze(project, {
          folder,
          plugins: [createEnginePlugin()],
          selectors: GRAPH_RULES,
          targets: files.map((file) => path.join(folder, file)),
          engines: { sfge: { java_thread_count: os.availableParallelism(), java_thread_timeout: LONGEST_ENTRY_POINT } }
        });
        const findings = new Map<string, Finding[]>();
        for (const { from, finding } of violations) findings.set(from, [...(findings.get(from) ?? []), finding]);
        return { findings, failures };
      });
    } finally {
      await fs.rm(folder, { recursive: true, force: true });
    }
  }
};

/** Besides the Apex that is reached: the engine, its settings, and objects, of which the engine wants to know what kind they are. */
async function whatElseDecides(project: Project): Promise<string> {
  const engine = await fs.readFile(path.join(TOOLS, '@salesforce', 'code-analyzer-sfge-engine', 'package.json'), 'utf8');
  const objects = filesIn(project, project.built).filter((file) => file.endsWith('.object-meta.xml'));
  return [engine, ...GRAPH_RULES, ...objects.flatMap((file) => [file, readText(project, file)])].join('\n');
}

/**
 * What the graph engine reads, as text that it knows.
 * @returns the Apex in it, by file from the folder
 */
async function copyApex(project: Project, folder: string): Promise<Sources> {
  for (const directory of project.built) {
    await fs.mkdir(path.join(folder, directory), { recursive: true });
    await fs.cp(path.join(project.root, directory), path.join(folder, directory), { recursive: true });
  }
  const sources = new Map<string, string>();
  for (const file of filesIn(project, project.built).filter((name) => /\.(cls|trigger)$/.test(name))) {
    const source = file.endsWith('.cls') ? withoutCoalescing(readText(project, file)) : readText(project, file);
    await fs.writeFile(path.join(folder, file), source);
    sources.set(file, source);
  }
  return sources;
}

interface Analysis {
  /** Absolute: where the directories to look at are, this project's own root or a copy. */
  readonly folder: string;
  readonly plugins: readonly EnginePlugin[];
  readonly selectors: readonly string[];
  /** Absolute: the files to begin in; the others are looked at where they are reached. Absent: all. */
  readonly targets?: string[];
  /** Settings of engines. */
  readonly engines?: object;
}

interface Outcome {
  /** Errors of the tool itself. */
  readonly failures: readonly Finding[];
  /** With the file, from the folder, in which the way to the finding begins. */
  readonly violations: readonly { readonly from: string; readonly finding: Finding }[];
}

/** What the build made is looked at: what is deployed, and components as the JavaScript that the engines can read. */
async function analyze(project: Project, { folder, plugins, selectors, targets, engines = {} }: Analysis): Promise<Outcome> {
  const { CodeAnalyzer, CodeAnalyzerConfig, EventType } = await import('@salesforce/code-analyzer-core');
  const config = CodeAnalyzerConfig.fromObject({
    config_root: folder,
    log_level: 'Error',
    engines,
    // What is suppressed is with its reason in suppressions.json, not in the code.
    suppressions: { disable_suppressions: true }
  });
  const analyzer = new CodeAnalyzer(config);
  const failures: Finding[] = [];
  const fileOf = (file = 'sfdx-project.json'): string => sourceOf(project, path.relative(folder, path.resolve(folder, file)));
  const fail = (engine: string, message: string): void => {
    const [, file = 'sfdx-project.json', line = '1', column = '1'] = PLACE.exec(message) ?? [];
    const text = message.replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE);
    failures.push({ file: fileOf(file), line: Number(line), column: Number(column), rule: `${engine}:failure`, message: text });
  };
  const listen = (event: Event): void => {
    if (event.type !== EventType.LogEvent && event.type !== EventType.EngineLogEvent) return;
    if (Number(event.logLevel) <= FAILING_LOG_LEVEL) fail(event.type === EventType.LogEvent ? 'core' : event.engineName, event.message);
  };
  analyzer.onEvent(EventType.LogEvent, listen);
  analyzer.onEvent(EventType.EngineLogEvent, listen);
  for (const plugin of plugins) await analyzer.addEnginePlugin(plugin);
  const workspace = await analyzer.createWorkspace(
    project.built.map((directory) => path.join(folder, directory)),
    targets
  );
  const rules = await analyzer.selectRules([...selectors], { workspace });
  const results = await analyzer.run(rules, { workspace });
  const violations = results.getViolations().filter((violation) => Number(violation.getRule().getSeverityLevel()) <= FAILING_SEVERITY);
  return {
    failures,
    violations: violations.map((violation) => ({
      from: path.relative(folder, violation.getCodeLocations()[0]?.getFile() ?? '').replaceAll(path.sep, '/'),
      finding: toFinding(violation, fileOf(violation.getPrimaryLocation().getFile()))
    }))
  };
}

function toFinding(violation: Violation, file: string): Finding {
  const rule = violation.getRule();
  const location = violation.getPrimaryLocation();
  return {
    file,
    line: location.getStartLine() ?? 1,
    column: location.getStartColumn() ?? 1,
    rule: `${rule.getEngineName()}:${rule.getName()}`,
    message: violation.getMessage().replace(/\s+/g, ' ')
  };
}
