import type { Schema } from '../../schema/types';
import type { PlatformLibrary } from './platform-library';

const words = (text: string): string[] => text.trim().toLowerCase().split(/\s+/);

/** Namespaces of the platform's own classes. (Apex Reference Guide) */
const NAMESPACES: ReadonlySet<string> = new Set(
  words(`
  ApexPages AppLauncher Approval Auth Cache Canvas ChatterAnswers CommerceBuyGrp CommerceExtension CommerceOrders CommercePayments CommerceTax
  Compression ConnectApi Context Database Datacloud DataRetrieval DataSource DataWeave Dom EventBus ExternalService Flow FormulaEval
  Functions Industries Invocable InvoiceWriteOff IsvPartners KbManagement LxScheduler Messaging Metadata PlaceQuote Pref_center Process
  ProcessPlugin QuickAction Reports RevSalesTrxn RichMessaging Schema Search Sfc Sfdc_Checkout sfdc_surveys Sfdc_Enablement Site Slack
  Support System TerritoryMgmt Test TxnSecurity UserProvisioning VisualEditor Wave
`)
);

/** Classes, interfaces and enums of the namespaces `System` and `Schema`, which code names without them. */
const TYPES: ReadonlySet<string> = new Set(
  words(`
  AccessLevel AccessType Address Answers ApexPages Approval Assert AsyncInfo AsyncOptions Blob Boolean BusinessHours Callable Cases
  Collator Comparable Comparator Continuation Cookie Crypto CustomSettings Database Date Datetime Decimal Domain DomainCreator DomainParser
  DomainType Double EmailMessages EncodingUtil EventBus Exception ExternalServiceTest FeatureManagement Finalizer FinalizerContext Flow
  FormulaRecalcFieldError FormulaRecalcResult Formula Http HttpCalloutMock HttpRequest HttpResponse Id Ideas InstallHandler Integer
  Iterable Iterator JSON JSONGenerator JSONParser JSONToken Label Limits List Location LoggingLevel Long Map Matcher Math Messaging
  MultiStaticResourceCalloutMock Network Object OrgLimit OrgLimits Organization Packaging PackageVersion PageReference ParentJobResult
  Pattern Pickval_Describe Quiddity QueueableContext Queueable QueueableDuplicateSignature QuickAction Recommendation RemoteObjectController
  Request ResetPasswordResult RestContext RestRequest RestResponse RoundingMode SandboxContext SandboxPostCopy Schedulable
  SchedulableContext Schema Search Security SelectOption Set Site SObject SObjectAccessDecision SoqlStubProvider StaticResourceCalloutMock
  StatusCode String StubProvider Success System Test Time TimeZone TouchHandledException Trigger TriggerOperation Type UninstallContext
  UninstallHandler Url UserInfo UserManagement UUID Version WebServiceCallout WebServiceMock XmlStreamReader XmlStreamWriter XmlTag
  DataCategory DataCategoryGroupSobjectTypePair DescribeColorResult DescribeDataCategoryGroupResult DescribeDataCategoryGroupStructureResult
  DescribeFieldResult DescribeIconResult DescribeSObjectResult DescribeTabResult DescribeTabSetResult DisplayType FieldDescribeOptions
  FieldSet FieldSetMember FilteredLookupInfo PicklistEntry RecordTypeInfo SOAPType SObjectDescribeOptions SObjectField SObjectType
`)
);

/** Standard objects that code of customers and libraries names most often. */
const OBJECTS: ReadonlySet<string> = new Set(
  words(`
  AccountBrand AccountContactRelation AccountContactRole AccountPartner AccountTeamMember ActionLinkGroupTemplate ActivityHistory
  AggregateResult AppDefinition AppMenuItem ApexComponent ApexEmailNotification ApexPage ApexTestResult ApexTestRunResult Asset
  AssetRelationship AssignmentRule Attachment AuthProvider AuthSession BackgroundOperation BusinessProcess CampaignInfluence Case
  CaseComment CaseContactRole CaseHistory CaseMilestone CaseSolution CaseStatus CaseTeamMember CaseTeamRole CaseTeamTemplate CategoryData
  CategoryNode ClientBrowser CollaborationGroup CollaborationGroupMember CombinedAttachment Community ConnectedApplication ContactPointAddress
  ContactPointConsent ContactPointEmail ContactPointPhone ContactPointTypeConsent ContactRequest ContentAsset ContentDistribution
  ContentDocument ContentDocumentLink ContentFolder ContentNote ContentVersion ContentWorkspace Contract ContractContactRole ContractLineItem
  ContractStatus CurrencyType CustomBrand CustomNotificationType CustomPermission CustomPermissionDependency Dashboard DataUsePurpose
  DatedConversionRate DeclinedEventRelation Document DocumentAttachmentMap Domain DomainSite DuplicateRecordItem DuplicateRecordSet
  DuplicateRule EmailServicesAddress EmailServicesFunction EmailTemplate Entitlement EntitlementContact EntityDefinition EntityParticle
  EntitySubscription EventLogFile EventRelation EventWhoRelation ExternalDataSource ExternalDataUserAuth FeedAttachment FeedComment FeedItem
  FeedLike FeedTrackedChange FieldDefinition FieldPermissions FiscalYearSettings FlowInterview FlowRecord FlowVersionView ForecastShare
  HashtagDefinition Idea IdeaComment Image Individual InstalledMobileApp Knowledge__kav KnowledgeArticle KnowledgeArticleVersion LightningUsageByPage
  LineItem ListEmail ListView ListViewChart LoginHistory LoginIp Macro MailmergeTemplate MatchingRule MilestoneType NamedCredential Name Network
  NetworkMember Note NoteAndAttachment OauthToken ObjectPermissions OpenActivity OpportunityCompetitor OpportunityLineItem OpportunityPartner
  OpportunitySplit OpportunitySplitType OpportunityStage OpportunityTeamMember Order OrderItem OrgWideEmailAddress PackageLicense Partner
  PartnerRole Period PermissionSetLicense PermissionSetLicenseAssign PermissionSetTabSetting PlatformCachePartition Pricebook2 PricebookEntry ProcessDefinition
  ProcessInstance ProcessInstanceHistory ProcessInstanceStep ProcessInstanceWorkitem ProcessNode Product2 ProfileSkill Publisher PushTopic
  QueueRoutingConfig QuickText Quote QuoteDocument QuoteLineItem RecentlyViewed Report Scontrol SearchLayout SecureAgent SelfServiceUser
  ServiceAppointment ServiceContract ServiceResource ServiceTerritory SetupAuditTrail SetupEntityAccess Site SocialPersona SocialPost Solution
  SolutionStatus Stamp StampAssignment StaticResource StreamingChannel TaskPriority TaskRelation TaskStatus TaskWhoRelation TenantUsageEntitlement
  Territory2 Territory2Model Territory2Type ThirdPartyAccountLink TodayGoal Topic TopicAssignment UserAppMenuItem UserLicense UserListView UserLogin
  UserPackageLicense UserPreference UserProvisioningRequest UserShare UserTeamMember UserTerritory2Association VerificationHistory Vote WebLink WorkOrder
  WorkOrderLineItem WorkType
`)
);

/**
 * Whether the platform has something by this name that the embedded org has not: a type, a namespace or what is in one, or a standard object.
 * @param path as written, with dots
 */
export function isMissingHere(path: string, library: PlatformLibrary, schema: Schema): boolean {
  const [first = '', ...rest] = path.toLowerCase().split('.');
  if (library.find(path) || schema.object(path)) return false;
  if (rest.length === 0) return TYPES.has(first) || OBJECTS.has(first) || NAMESPACES.has(first);
  if (first === 'system' || first === 'schema') return isMissingHere(rest.join('.'), library, schema);
  return NAMESPACES.has(first) || TYPES.has(first);
}
