import type { XmlElement } from '../../local-org/metadata/xml';
import { all, at, textOf, type ProjectNames } from '../references/names';
import type { Report } from '../references/report';

/** What an unlocked package without a namespace cannot bring, by the type of the file. */
const NOT_PACKAGED: Readonly<Record<string, readonly string[]>> = { CustomApplication: ['profileActionOverrides'] };

/** Pages, tabs and apps that an org would refuse, that nobody could open there, or that a package leaves out. */
export function checkPages(names: ProjectNames, report: Report): void {
  const tabs = new Set(
    names.xml.filter(({ root }) => root.name === 'CustomTab').flatMap(({ root }) => textOf(root, 'flexiPage')?.toLowerCase() ?? [])
  );
  for (const { root, name } of names.xml) {
    if (root.name === 'FlexiPage') {
      checkPage(root, report);
      const opened = textOf(root, 'type') !== 'AppPage' || tabs.has(name.toLowerCase());
      report.need(opened, root.at, 'page-without-tab', `the app page ${name} has no tab, so that nobody can open it`);
    }
    if (root.name === 'LightningComponentBundle') checkFormFactors(root, report);
    if (root.name === 'Prompt') report.add(root.at, 'not-packaged', 'only managed packages bring in-app guidance');
    for (const element of (NOT_PACKAGED[root.name] ?? []).flatMap((path) => at(root, path))) {
      report.add(element.at, 'not-packaged', `packages leave <${element.name}> out`);
    }
  }
}

function checkPage(page: XmlElement, report: Report): void {
  const regions = all(page, 'flexiPageRegions');
  const values = new Set(
    at(page, 'flexiPageRegions', 'itemInstances', 'componentInstance', 'componentInstanceProperties', 'value').map(({ text }) =>
      text.trim()
    )
  );
  const isUtilityBar = textOf(page, 'type') === 'UtilityBar';
  for (const region of regions) {
    const name = textOf(region, 'name') ?? '';
    report.need(textOf(region, 'type') !== 'Facet' || values.has(name), region.at, 'unused-facet', `no component shows the facet ${name}`);
    const inherits = all(region, 'mode').length === 0 || all(page, 'parentFlexiPage').length > 0;
    report.need(inherits, region.at, 'region-mode', `the region ${name} has a mode, but the page has no parentFlexiPage`);
    for (const item of all(region, 'itemInstances')) {
      report.need(item.children.length === 1, item.at, 'item-instance', 'an item is one component or one field');
    }
  }
  for (const property of at(page, 'flexiPageRegions', 'itemInstances', 'componentInstance', 'componentInstanceProperties', 'name')) {
    const holds = property.text.trim() !== 'decorator' || isUtilityBar;
    report.need(holds, property.at, 'decorator', 'only components of a utility bar have a decorator');
  }
}

/** Home pages are for desktops only. */
function checkFormFactors(bundle: XmlElement, report: Report): void {
  for (const config of at(bundle, 'targetConfigs', 'targetConfig')) {
    if (!(config.attributes['targets'] ?? '').split(',').some((target) => target.trim() === 'lightning__HomePage')) continue;
    for (const factor of at(config, 'supportedFormFactors', 'supportedFormFactor')) {
      report.need(factor.attributes['type'] === 'Large', factor.at, 'form-factor', 'a home page is Large only');
    }
  }
}
