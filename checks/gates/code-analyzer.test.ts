import { apexClass, component, metadataFile, SAMPLE } from '../proofs/sample';
import { prove } from '../proofs/prove';
import { codeAnalyzer, graphEngine } from './code-analyzer';

prove(codeAnalyzer, SAMPLE, {
  'a query made of what a user typed (PMD)': {
    files: apexClass(
      'Injected',
      `/** A search. */
public with sharing class Injected {
    @AuraEnabled(cacheable=true)
    public static List<Lead> find(String typed) {
        return Database.query('SELECT Id FROM Lead WHERE Name = \\'' + typed + '\\'');
    }
}
`
    ),
    file: 'force-app/main/classes/Injected.cls',
    rule: 'pmd:ApexSOQLInjection',
    line: 5
  },
  'an exception that is swallowed (PMD)': {
    files: apexClass(
      'Swallower',
      `/** Deletes. */
public with sharing class Swallower {
    public void go(Lead record) {
        try {
            delete as user record;
        } catch (DmlException e) {
        }
    }
}
`
    ),
    file: 'force-app/main/classes/Swallower.cls',
    rule: 'pmd:EmptyCatchBlock'
  },
  'a component that writes HTML (ESLint)': {
    files: component('writer', {
      js: `import { LightningElement } from 'lwc';

export default class Writer extends LightningElement {
  write(text) {
    this.template.querySelector('p').innerHTML = text;
  }
}
`
    }),
    file: 'force-app/main/lwc/writer/writer.js',
    rule: 'eslint:@lwc/lwc/no-inner-html',
    line: 5
  },
  'an API version of years ago (regex)': {
    files: {
      ...apexClass('Old', '/** Old. */\npublic with sharing class Old {\n}\n'),
      'force-app/main/classes/Old.cls-meta.xml': metadataFile('ApexClass', '<apiVersion>40.0</apiVersion>', '<status>Active</status>')
    },
    file: 'force-app/main/classes/Old.cls-meta.xml',
    rule: 'regex:AvoidOldSalesforceApiVersions',
    line: 3
  },
  'a library with a known hole (RetireJS)': {
    files: {
      'force-app/main/staticresources/templates.js': '/*! handlebars v4.0.0 */\nvar Handlebars = {};\nHandlebars.VERSION = "4.0.0";\n',
      'force-app/main/staticresources/templates.resource-meta.xml': metadataFile(
        'StaticResource',
        '<cacheControl>Public</cacheControl>',
        '<contentType>application/javascript</contentType>'
      )
    },
    file: 'force-app/main/staticresources/templates.js',
    rule: 'retire-js:LibraryWithKnownHighSeverityVulnerability'
  },
  'what a user typed, written by a flow without sharing (flow)': {
    files: {
      'force-app/main/flows/Rename.flow-meta.xml': metadataFile(
        'Flow',
        '<apiVersion>68.0</apiVersion>',
        '<interviewLabel>Rename</interviewLabel>',
        '<label>Rename</label>',
        '<processType>Flow</processType>',
        '<recordDeletes>',
        '    <name>Delete</name>',
        '    <label>Delete</label>',
        '    <locationX>1</locationX>',
        '    <locationY>1</locationY>',
        '    <filterLogic>and</filterLogic>',
        '    <filters>',
        '        <field>Name</field>',
        '        <operator>EqualTo</operator>',
        '        <value>',
        '            <elementReference>Typed</elementReference>',
        '        </value>',
        '    </filters>',
        '    <object>Lead</object>',
        '</recordDeletes>',
        '<runInMode>SystemModeWithoutSharing</runInMode>',
        '<screens>',
        '    <name>Ask</name>',
        '    <label>Ask</label>',
        '    <locationX>1</locationX>',
        '    <locationY>1</locationY>',
        '    <allowBack>true</allowBack>',
        '    <allowFinish>true</allowFinish>',
        '    <allowPause>false</allowPause>',
        '    <connector>',
        '        <targetReference>Delete</targetReference>',
        '    </connector>',
        '    <fields>',
        '        <name>Typed</name>',
        '        <dataType>String</dataType>',
        '        <fieldText>Name</fieldText>',
        '        <fieldType>InputField</fieldType>',
        '        <isRequired>true</isRequired>',
        '    </fields>',
        '    <showFooter>true</showFooter>',
        '    <showHeader>true</showHeader>',
        '</screens>',
        '<start>',
        '    <locationX>1</locationX>',
        '    <locationY>1</locationY>',
        '    <connector>',
        '        <targetReference>Ask</targetReference>',
        '    </connector>',
        '</start>',
        '<status>Active</status>'
      )
    },
    file: 'force-app/main/flows/Rename.flow-meta.xml',
    rule: 'flow:PreventPassingUserDataIntoElementWithoutSharing'
  }
});

prove(graphEngine, SAMPLE, {
  'a change in system mode on the way from a component': {
    files: apexClass(
      'Unguarded',
      `/** Writes without asking. */
public with sharing class Unguarded {
    @AuraEnabled
    public static void rename(Id leadId, String name) {
        Lead record = new Lead(Id = leadId, LastName = name);
        update record;
    }
}
`
    ),
    file: 'force-app/main/classes/Unguarded.cls',
    rule: 'sfge:ApexFlsViolation'
  },
  'a change in system mode behind an operator that the engine does not know': {
    files: apexClass(
      'Coalescing',
      `/** Writes without asking. */
public with sharing class Coalescing {
    @AuraEnabled
    public static void rename(Id leadId, String name) {
        Integer length = 1 + (name?.length() ?? 0);
        update new Lead(Id = leadId, LastName = name ?? 'Nobody', NumberOfEmployees = length);
    }
}
`
    ),
    file: 'force-app/main/classes/Coalescing.cls',
    rule: 'sfge:ApexFlsViolation',
    line: 6
  }
});
