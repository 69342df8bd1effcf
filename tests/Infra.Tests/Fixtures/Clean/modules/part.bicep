@description('Name.')
@minLength(3)
@maxLength(24)
param name string

@description('Region.')
@maxLength(40)
param location string

@description('Settings.')
param settings object = {}

var rules = '''
text over
lines
'''

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: name
  location: location
  tags: { 'hidden-rules': rules }
}

resource account 'Microsoft.Storage/storageAccounts@2025-01-01' = {
  name: name
  location: location
  kind: 'StorageV2'
  sku: { name: contains(name, 'x') ? 'Standard_LRS' : 'Standard_ZRS' }
  properties: {
    networkAcls: {
      defaultAction: 'Deny'
      ipRules: [for index in range(0, 2): { value: '203.0.113.${index}' }]
    }
  }

  resource queues 'queueServices' existing = {
    name: 'default'
  }
}

resource app 'Microsoft.Web/sites@2024-11-01' = {
  name: name
  location: location
  identity: {
    type: 'UserAssigned'
    userAssignedIdentities: { '${identity.id}': {} }
  }
}

resource appSettings 'Microsoft.Web/sites/config@2024-11-01' = if (!empty(settings)) {
  parent: app
  name: 'appsettings'
  properties: union({ Own: 'value' }, settings)
}

@description('Id.')
output id string = identity.id

@description('Id of the queue service.')
output queuesId string = account::queues.id
