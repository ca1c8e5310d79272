import path from 'node:path';
import type { EnginePlugin } from '@salesforce/code-analyzer-engine-api';
import type { Event, Violation } from '@salesforce/code-analyzer-core';
import { sourceOf, type Finding, type Gate, type Project } from '../gate';

/** Critical and high; what is milder is advice. */
const FAILING_SEVERITY = 2;

/** Errors of the tool itself: an engine that could not start or a rule that fell over. */
const FAILING_LOG_LEVEL = 1;

/** Where in the tool's own errors a file is named. */
const PLACE = /(\/[^\s'":]+\.\w+)(?::(\d+):(\d+))?/;

/** The tool puts whole stack traces into its messages. */
const LONGEST_MESSAGE = 600;

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
    return analyze(
      project,
      plugins,
      engines.map((engine) => `${engine}:Recommended`)
    );
  }
};

/** The graph engine: every path from an entry point to a query or DML, and whether it asks for access on the way. */
export const graphEngine: Gate = {
  name: 'graph-engine',
  about: 'Code Analyzer: the graph engine (access checks on every path)',
  run: async (project) => {
    const { createEnginePlugin } = await import('@salesforce/code-analyzer-sfge-engine');
    return analyze(project, [createEnginePlugin()], ['sfge:all']);
  }
};

/** What the build made is looked at: what is deployed, and components as the JavaScript that the engines can read. */
async function analyze(project: Project, plugins: readonly EnginePlugin[], selectors: string[]): Promise<Finding[]> {
  const { CodeAnalyzer, CodeAnalyzerConfig, EventType } = await import('@salesforce/code-analyzer-core');
  const config = CodeAnalyzerConfig.fromObject({
    config_root: project.root,
    log_level: 'Error',
    // What is suppressed stands with its reason in suppressions.json, not in the code.
    suppressions: { disable_suppressions: true }
  });
  const analyzer = new CodeAnalyzer(config);
  const failures: Finding[] = [];
  const fail = (engine: string, message: string): void => {
    const [, file = 'sfdx-project.json', line = '1', column = '1'] = PLACE.exec(message) ?? [];
    const text = message.replace(/\s+/g, ' ').slice(0, LONGEST_MESSAGE);
    failures.push({ file: sourceOf(project, file), line: Number(line), column: Number(column), rule: `${engine}:failure`, message: text });
  };
  const listen = (event: Event): void => {
    if (event.type !== EventType.LogEvent && event.type !== EventType.EngineLogEvent) return;
    if (Number(event.logLevel) <= FAILING_LOG_LEVEL) fail(event.type === EventType.LogEvent ? 'core' : event.engineName, event.message);
  };
  analyzer.onEvent(EventType.LogEvent, listen);
  analyzer.onEvent(EventType.EngineLogEvent, listen);
  for (const plugin of plugins) await analyzer.addEnginePlugin(plugin);
  const workspace = await analyzer.createWorkspace(project.built.map((directory) => path.join(project.root, directory)));
  const rules = await analyzer.selectRules(selectors, { workspace });
  const results = await analyzer.run(rules, { workspace });
  const violations = results.getViolations().filter((violation) => Number(violation.getRule().getSeverityLevel()) <= FAILING_SEVERITY);
  return [...failures, ...violations.map((violation) => toFinding(project, violation))];
}

function toFinding(project: Project, violation: Violation): Finding {
  const rule = violation.getRule();
  const location = violation.getPrimaryLocation();
  return {
    file: sourceOf(project, location.getFile() ?? 'sfdx-project.json'),
    line: location.getStartLine() ?? 1,
    column: location.getStartColumn() ?? 1,
    rule: `${rule.getEngineName()}:${rule.getName()}`,
    message: violation.getMessage().replace(/\s+/g, ' ')
  };
}
