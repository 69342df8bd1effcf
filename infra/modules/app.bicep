@description('Name of the function app.')
@minLength(2)
@maxLength(60)
param name string

@description('Name of the plan.')
@minLength(1)
@maxLength(60)
param planName string

@description('Region.')
@minLength(3)
@maxLength(40)
param location string

@description('Tags.')
param tags { *: string }

@description('Resource id of the app\'s identity.')
@minLength(1)
@maxLength(500)
param identityId string

@description('Client id of the app\'s identity.')
@minLength(36)
@maxLength(36)
param identityClientId string

@description('The storage account.')
@minLength(3)
@maxLength(24)
param storageName string

@description('Container that deployments go into.')
@minLength(3)
@maxLength(63)
param packageContainer string

@description('Address of the vault.')
@minLength(1)
@maxLength(200)
param vaultUri string

@description('The Application Insights component.')
@minLength(1)
@maxLength(255)
param insightsName string

@description('Subnet of the app; empty: no virtual network.')
@maxLength(500)
param subnetId string

@description('Memory of an instance in MB.')
@allowed([512, 2048, 4096])
param instanceMemoryMB int

@description('Most instances at once.')
@minValue(40)
@maxValue(1000)
param maximumInstanceCount int

@description('Instances that always wait for HTTP.')
@minValue(0)
@maxValue(20)
param alwaysReadyHttpInstances int

@description('Instances that always wait for deliveries.')
@minValue(0)
@maxValue(20)
param alwaysReadyDeliveryInstances int

@description('Schedule of PushOfflineConversions.')
@minLength(11)
@maxLength(60)
param offlinePushSchedule string

@description('Destinations, sources and other settings of the app.')
param extraSettings { *: string }

var alwaysReady = filter(
  [
    { name: 'http', instanceCount: alwaysReadyHttpInstances }
    { name: 'function:DeliverConversions', instanceCount: alwaysReadyDeliveryInstances }
  ],
  group => group.instanceCount > 0
)

// The platform's settings win over a team's: a wrong identity here would be an app that cannot start.
var platformSettings = {
  AzureWebJobsStorage__blobServiceUri: storage.properties.primaryEndpoints.blob
  AzureWebJobsStorage__queueServiceUri: storage.properties.primaryEndpoints.queue
  AzureWebJobsStorage__credential: 'managedidentity'
  AzureWebJobsStorage__clientId: identityClientId
  AZURE_CLIENT_ID: identityClientId
  KeyVault__Uri: vaultUri
  OfflinePushSchedule: offlinePushSchedule
  APPLICATIONINSIGHTS_CONNECTION_STRING: insights.properties.ConnectionString
  // New objects may fill 16 MiB before the collector looks: a sixth of the worker's time with batches (docs/performance.md).
  DOTNET_GCgen0size: '0x1000000'
  APPLICATIONINSIGHTS_AUTHENTICATION_STRING: 'ClientId=${identityClientId};Authorization=AAD'
}

resource storage 'Microsoft.Storage/storageAccounts@2025-01-01' existing = {
  name: storageName
}

resource insights 'Microsoft.Insights/components@2020-02-02' existing = {
  name: insightsName
}

resource plan 'Microsoft.Web/serverfarms@2024-11-01' = {
  name: planName
  location: location
  tags: tags
  kind: 'functionapp'
  sku: {
    name: 'FC1'
    tier: 'FlexConsumption'
  }
  properties: { reserved: true }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  // azd finds the app that it deploys to by this tag.
  tags: union(tags, { 'azd-service-name': 'functions' })
  kind: 'functionapp,linux'
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identityId}': {} }
  }
  properties: {
    serverFarmId: plan.id
    httpsOnly: true
    publicNetworkAccess: 'Enabled'
    virtualNetworkSubnetId: empty(subnetId) ? null : subnetId
    siteConfig: {
      minTlsVersion: '1.2'
      scmMinTlsVersion: '1.2'
      http20Enabled: true
    }
    functionAppConfig: {
      deployment: {
        storage: {
          type: 'blobContainer'
          value: '${storage.properties.primaryEndpoints.blob}${packageContainer}'
          authentication: {
            type: 'UserAssignedIdentity'
            userAssignedIdentityResourceId: identityId
          }
        }
      }
      runtime: {
        name: 'dotnet-isolated'
        version: '10.0'
      }
      scaleAndConcurrency: {
        instanceMemoryMB: instanceMemoryMB
        maximumInstanceCount: maximumInstanceCount
        alwaysReady: alwaysReady
      }
    }
  }
}

// Here only: settings in siteConfig and settings in a config resource overwrite each other.
resource settings 'Microsoft.Web/sites/config@2024-11-01' = {
  parent: app
  name: 'appsettings'
  // Two names that differ in case only are one setting for the app, and nobody would know which value counts: toObject refuses them.
  properties: toObject(items(union(extraSettings, platformSettings)), setting => setting.key, setting => setting.value)
}

resource noBasicPublishing 'Microsoft.Web/sites/basicPublishingCredentialsPolicies@2024-11-01' = {
  parent: app
  name: 'scm'
  properties: { allow: false }
}

@description('Name.')
output name string = app.name

@description('Address.')
output uri string = 'https://${app.properties.defaultHostName}'
