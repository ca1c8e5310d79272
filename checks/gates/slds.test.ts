import { component, SAMPLE } from '../proofs/sample';
import { prove } from '../proofs/prove';
import { slds } from './slds';

const js = "import { LightningElement } from 'lwc';\n\nexport default class Bad extends LightningElement {}\n";

prove(
  slds,
  { ...SAMPLE, 'force-app/main/lwc/visits/visits.css': '.note {\n  text-align: center;\n}\n' },
  {
    'a colour that is no styling hook': {
      files: component('colour', { js, css: '.note {\n  color: #ff0000;\n}\n' }),
      file: 'force-app/main/lwc/colour/colour.css',
      rule: 'slds/no-hardcoded-values-slds2',
      line: 2
    },
    "a class of the design system's that is overridden": {
      files: component('override', { js, css: '.slds-button {\n  text-align: center;\n}\n' }),
      file: 'force-app/main/lwc/override/override.css',
      rule: 'slds/no-slds-class-overrides',
      line: 1
    },
    'a class that is no more': {
      files: component('retired', { js, html: '<template>\n  <div class="slds-m-around--small"></div>\n</template>\n' }),
      file: 'force-app/main/lwc/retired/retired.html',
      rule: 'slds/enforce-bem-usage',
      line: 2
    }
  }
);
