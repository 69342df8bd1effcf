targetScope = 'subscription'

@description('Short name of the environment, part of every resource name: dev, prod, …')
@minLength(2)
@maxLength(12)
param environmentName string

@description('Azure region. It must offer Flex Consumption: az functionapp list-flexconsumption-locations')
@minLength(3)
@maxLength(40)
param location string

@description('Name of the resource group; created if it does not exist.')
@minLength(1)
@maxLength(90)
param resourceGroupName string = 'rg-spotify-capi-${environmentName}'

@description('Tags of every resource.')
param tags { *: string } = {}

@description('App settings besides those of the platform: Destinations__<name>__…, Sources__<name>__… and the others of docs/settings.md. Names of secrets only, never secrets.')
param appSettings { *: string }

@description('When files in the container offline-conversions are processed: NCRONTAB with six fields.')
@minLength(11)
@maxLength(60)
param offlinePushSchedule string = '0 */5 * * * *'

@description('Memory of an instance in MB, shared by host and worker. 512 is enough for webhooks alone; files must then be sent without a Content-Length.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int = 2048

@description('Maximum number of instances. One factor of the rate budget: docs/deploy.md.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int = 40

@description('Always-ready instances for webhooks. 0: the first webhook after a quiet time waits for a cold start, and shops wait five seconds at most.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int = 0

@description('Always-ready instances for deliveries. 0 is fine: events can wait.')
@minValue(0)
@maxValue(20)
param alwaysReadyDeliveryInstances int = 0

@description('Redundancy of the storage account. The queue holds accepted events: zone-redundant in production where the region has zones.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param storageSku string = 'Standard_ZRS'

@description('Days that the delivery journal is kept.')
@minValue(7)
@maxValue(730)
param journalRetentionDays int = 90

@description('Days that processed offline files and their reports are kept.')
@minValue(1)
@maxValue(365)
param offlineFileRetentionDays int = 30

@description('Days that logs are kept.')
@minValue(30)
@maxValue(730)
param logRetentionDays int = 30

@description('Maximum GB of logs a day; -1: no limit. Reaching the limit blinds the alerts until the next day, so production has none.')
@minValue(-1)
@maxValue(100)
param logDailyQuotaGb int = -1

@description('E-mail addresses that receive the alerts.')
@maxLength(20)
param alertEmails string[]

@description('Where docs/operations.md of this version can be read; each alert links to its section.')
@minLength(8)
@maxLength(300)
param runbookUrl string = 'docs/operations.md'

@description('Object id of a user, group or service principal that may write secrets, read queues and blobs, and put offline files into their container; empty: no one.')
@maxLength(36)
param operatorPrincipalId string = ''

@description('Type of the operator.')
@allowed(['User', 'Group', 'ServicePrincipal'])
param operatorPrincipalType string = 'Group'

@description('Puts storage and vault behind private endpoints and the app into a virtual network. Webhooks still come in from outside.')
param privateNetwork bool = false

@description('Address range of the virtual network, /24 or larger. Only with privateNetwork.')
@minLength(9)
@maxLength(18)
param networkAddressPrefix string = '10.40.0.0/24'

var allTags = union(tags, { 'azd-env-name': environmentName })
var suffix = uniqueString(subscription().subscriptionId, resourceGroupName, environmentName)
var names = {
  identity: 'id-spotify-capi-${environmentName}'
  storage: 'st${suffix}'
  vault: 'kv-${suffix}'
  workspace: 'log-spotify-capi-${environmentName}'
  insights: 'appi-spotify-capi-${environmentName}'
  actionGroup: 'ag-spotify-capi-${environmentName}'
  network: 'vnet-spotify-capi-${environmentName}'
  plan: 'plan-spotify-capi-${environmentName}'
  app: 'func-spotify-capi-${environmentName}-${take(suffix, 6)}'
}

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: resourceGroupName
  location: location
  tags: allTags
}

module identity 'modules/identity.bicep' = {
  scope: group
  params: {
    name: names.identity
    location: location
    tags: allTags
  }
}

module monitoring 'modules/monitoring.bicep' = {
  scope: group
  params: {
    workspaceName: names.workspace
    insightsName: names.insights
    actionGroupName: names.actionGroup
    location: location
    tags: allTags
    retentionDays: logRetentionDays
    dailyQuotaGb: logDailyQuotaGb
    alertEmails: alertEmails
  }
}

module storage 'modules/storage.bicep' = {
  scope: group
  params: {
    name: names.storage
    location: location
    tags: allTags
    sku: storageSku
    workspaceId: monitoring.outputs.workspaceId
    publicAccess: !privateNetwork
    journalRetentionDays: journalRetentionDays
    offlineFileRetentionDays: offlineFileRetentionDays
  }
}

module vault 'modules/vault.bicep' = {
  scope: group
  params: {
    name: names.vault
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    publicAccess: !privateNetwork
  }
}

module access 'modules/access.bicep' = {
  scope: group
  params: {
    principalId: identity.outputs.principalId
    operatorPrincipalId: operatorPrincipalId
    operatorPrincipalType: operatorPrincipalType
    storageName: storage.outputs.name
    offlineContainer: storage.outputs.offlineContainer
    vaultName: vault.outputs.name
    insightsName: monitoring.outputs.insightsName
  }
}

module network 'modules/network.bicep' = if (privateNetwork) {
  scope: group
  params: {
    name: names.network
    location: location
    tags: allTags
    addressPrefix: networkAddressPrefix
    storageId: storage.outputs.id
    vaultId: vault.outputs.id
  }
}

// Roles and network come first: the app starts as soon as it is there, and reads its secrets and its queue at once.
module app 'modules/app.bicep' = {
  scope: group
  dependsOn: [access]
  params: {
    name: names.app
    planName: names.plan
    location: location
    tags: allTags
    identityId: identity.outputs.id
    identityClientId: identity.outputs.clientId
    storageName: storage.outputs.name
    packageContainer: storage.outputs.packageContainer
    vaultUri: vault.outputs.uri
    insightsName: monitoring.outputs.insightsName
    subnetId: privateNetwork ? network!.outputs.appSubnetId : ''
    instanceMemoryMB: instanceMemoryMB
    maximumInstanceCount: maximumInstanceCount
    alwaysReadyHttpInstances: alwaysReadyHttpInstances
    alwaysReadyDeliveryInstances: alwaysReadyDeliveryInstances
    offlinePushSchedule: offlinePushSchedule
    extraSettings: appSettings
  }
}

module alerts 'modules/alerts.bicep' = {
  scope: group
  params: {
    prefix: 'spotify-capi-${environmentName}'
    location: location
    tags: allTags
    workspaceId: monitoring.outputs.workspaceId
    actionGroupId: monitoring.outputs.actionGroupId
    runbookUrl: runbookUrl
  }
}

@description('Name of the resource group; azd reads it.')
output AZURE_RESOURCE_GROUP string = group.name

@description('Region.')
output AZURE_LOCATION string = location

@description('Name of the function app.')
output FUNCTION_APP_NAME string = app.outputs.name

@description('Address of the app: webhooks go to <address>/api/webhooks/<source>.')
output FUNCTION_APP_URI string = app.outputs.uri

@description('Name of the vault that the secrets are put into.')
output KEY_VAULT_NAME string = vault.outputs.name

@description('Name of the storage account.')
output STORAGE_ACCOUNT_NAME string = storage.outputs.name

@description('Resource id of the log workspace.')
output LOG_WORKSPACE_ID string = monitoring.outputs.workspaceId
