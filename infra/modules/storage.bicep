@description('Name of the account: lower-case letters and digits.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
@minLength(3)
@maxLength(40)
param location string

@description('Tags.')
param tags { *: string }

@description('Redundancy.')
@allowed(['Standard_LRS', 'Standard_ZRS', 'Standard_GZRS'])
param sku string

@description('Workspace that queue writes are logged to.')
@minLength(1)
@maxLength(500)
param workspaceId string

@description('Whether the account can be reached from outside the virtual network. Identities are needed either way.')
param publicAccess bool

@description('Days that the delivery journal is kept.')
@minValue(7)
@maxValue(730)
param journalRetentionDays int

@description('Days that processed offline files and their reports are kept.')
@minValue(1)
@maxValue(365)
param offlineFileRetentionDays int

// The same names as in StorageNames.cs; a test compares them. Exported and not an output: a preview leaves out a module that loops over another
// module's output, and with it the roles in modules/access.bicep.
@export()
@description('The queues that the app works with.')
var queueNames = ['conversions', 'conversions-poison']
var containers = ['delivery-journal', 'dead-letters', 'offline-conversions', 'webhook-deliveries']
var packages = 'deployment-packages'

// What is seen twice is remembered for Duplicates__Window, two days unless set. Its blobs begin with the year; the erasure orders beside them, like
// dead letters, are never removed by age.
var duplicateFilterDays = 31

var expiries = [
  { name: 'journal', prefix: 'delivery-journal/', days: journalRetentionDays }
  { name: 'duplicate-filter', prefix: 'webhook-deliveries/2', days: duplicateFilterDays }
  { name: 'offline-processed', prefix: 'offline-conversions/processed/', days: offlineFileRetentionDays }
  { name: 'offline-reports', prefix: 'offline-conversions/reports/', days: offlineFileRetentionDays }
]

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  tags: tags
  kind: 'StorageV2'
  sku: { name: sku }
  properties: {
    accessTier: 'Hot'
    allowBlobPublicAccess: false
    allowCrossTenantReplication: false
    allowSharedKeyAccess: false
    defaultToOAuthAuthentication: true
    minimumTlsVersion: 'TLS1_2'
    supportsHttpsTrafficOnly: true
    publicNetworkAccess: publicAccess ? 'Enabled' : 'Disabled'
    networkAcls: {
      bypass: 'None'
      defaultAction: publicAccess ? 'Allow' : 'Deny'
    }
  }
}

resource queueService 'Microsoft.Storage/storageAccounts/queueServices@2025-01-01' = {
  parent: account
  name: 'default'
}

// Declared, so that roles and alerts have something to point at before the first event.
resource queue 'Microsoft.Storage/storageAccounts/queueServices/queues@2025-01-01' = [
  for queueName in queueNames: {
    parent: queueService
    name: queueName
  }
]

resource blobService 'Microsoft.Storage/storageAccounts/blobServices@2025-01-01' = {
  parent: account
  name: 'default'
  properties: {
    deleteRetentionPolicy: {
      enabled: true
      days: 7
    }
    containerDeleteRetentionPolicy: {
      enabled: true
      days: 7
    }
  }
}

resource container 'Microsoft.Storage/storageAccounts/blobServices/containers@2025-01-01' = [
  for containerName in union(containers, [packages]): {
    parent: blobService
    name: containerName
    properties: { publicAccess: 'None' }
  }
]

resource lifecycle 'Microsoft.Storage/storageAccounts/managementPolicies@2025-01-01' = {
  parent: account
  name: 'default'
  dependsOn: [blobService]
  properties: {
    policy: {
      rules: [
        for expiry in expiries: {
          name: expiry.name
          enabled: true
          type: 'Lifecycle'
          definition: {
            filters: {
              blobTypes: ['blockBlob', 'appendBlob']
              prefixMatch: [expiry.prefix]
            }
            actions: {
              baseBlob: {
                delete: { daysAfterModificationGreaterThan: expiry.days }
              }
            }
          }
        }
      ]
    }
  }
}

// Writes only: who put what into which queue. It is how an alert sees a message that the host moved to poison.
resource queueLogs 'Microsoft.Insights/diagnosticSettings@2021-05-01-preview' = {
  scope: queueService
  name: 'queue-writes'
  properties: {
    workspaceId: workspaceId
    logs: [
      { category: 'StorageWrite', enabled: true }
    ]
  }
}

@description('Resource id.')
output id string = account.id

@description('Name.')
output name string = account.name

@description('Container that people put offline files into.')
output offlineContainer string = 'offline-conversions'

@description('Container that deployments go into.')
output packageContainer string = packages
