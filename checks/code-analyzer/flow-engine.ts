import type { ConfigDescription, ConfigObject, ConfigValueExtractor, Engine } from '@salesforce/code-analyzer-engine-api';
import { EnginePluginV1 } from '@salesforce/code-analyzer-engine-api';
import { createEnginePlugin } from '@salesforce/code-analyzer-flow-engine';

/**
 * The newest flow engine that is published was made for an older interface between analyzer and engines: it needs a function of that
 * older interface (so it keeps it, see `overrides` in package.json) and lacks a method that the analyzer calls on every engine.
 * This plugin adds that method.
 */
export class FlowEnginePlugin extends EnginePluginV1 {
  private readonly older = createEnginePlugin();

  getAvailableEngineNames(): string[] {
    return this.plugin().getAvailableEngineNames();
  }

  override describeEngineConfig(engineName: string): ConfigDescription {
    return this.plugin().describeEngineConfig(engineName);
  }

  override createEngineConfig(engineName: string, extractor: ConfigValueExtractor): Promise<ConfigObject> {
    return this.plugin().createEngineConfig(engineName, extractor);
  }

  async createEngine(engineName: string, config: ConfigObject): Promise<Engine> {
    // Its listeners stay: every run makes its own engine.
    return Object.assign(await this.plugin().createEngine(engineName, config), { removeEventListener: () => undefined });
  }

  private plugin(): EnginePluginV1 {
    const plugin: unknown = this.older;
    if (!isPlugin(plugin)) throw new Error('the flow engine has no plugin of the first interface');
    return plugin;
  }
}

function isPlugin(value: unknown): value is EnginePluginV1 {
  return value instanceof Object && 'getApiVersion' in value && typeof value.getApiVersion === 'function' && value.getApiVersion() === 1;
}
