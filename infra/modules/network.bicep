@description('Name of the virtual network.')
@minLength(2)
@maxLength(64)
param name string

@description('Region.')
@minLength(3)
@maxLength(40)
param location string

@description('Tags.')
param tags { *: string }

@description('Address range, /24 or larger.')
@minLength(9)
@maxLength(18)
param addressPrefix string

@description('Resource id of the storage account.')
@minLength(1)
@maxLength(500)
param storageId string

@description('Resource id of the vault.')
@minLength(1)
@maxLength(500)
param vaultId string

// The zone of a vault is not named as its address is.
var vaultZone = 'privatelink${replace(environment().suffixes.keyvaultDns, 'vault.', 'vaultcore.')}'
var targets = [
  { key: 'blob', zone: 'privatelink.blob.${environment().suffixes.storage}', id: storageId, group: 'blob' }
  { key: 'queue', zone: 'privatelink.queue.${environment().suffixes.storage}', id: storageId, group: 'queue' }
  { key: 'vault', zone: vaultZone, id: vaultId, group: 'vault' }
]

resource network 'Microsoft.Network/virtualNetworks@2024-07-01' = {
  name: name
  location: location
  tags: tags
  properties: {
    addressSpace: { addressPrefixes: [addressPrefix] }
    subnets: [
      {
        name: 'app'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 26, 0)
          delegations: [
            {
              name: 'flex-consumption'
              properties: { serviceName: 'Microsoft.App/environments' }
            }
          ]
        }
      }
      {
        name: 'endpoints'
        properties: {
          addressPrefix: cidrSubnet(addressPrefix, 27, 2)
          privateEndpointNetworkPolicies: 'Disabled'
        }
      }
    ]
  }
}

resource zone 'Microsoft.Network/privateDnsZones@2024-06-01' = [
  for target in targets: {
    name: target.zone
    location: 'global'
    tags: tags
  }
]

resource link 'Microsoft.Network/privateDnsZones/virtualNetworkLinks@2024-06-01' = [
  for (target, index) in targets: {
    parent: zone[index]
    name: '${name}-${target.key}'
    location: 'global'
    tags: tags
    properties: {
      registrationEnabled: false
      virtualNetwork: { id: network.id }
    }
  }
]

resource endpoint 'Microsoft.Network/privateEndpoints@2024-07-01' = [
  for target in targets: {
    name: 'pe-${name}-${target.key}'
    location: location
    tags: tags
    properties: {
      subnet: { id: '${network.id}/subnets/endpoints' }
      privateLinkServiceConnections: [
        {
          name: target.key
          properties: {
            privateLinkServiceId: target.id
            groupIds: [target.group]
          }
        }
      ]
    }
  }
]

resource endpointName 'Microsoft.Network/privateEndpoints/privateDnsZoneGroups@2024-07-01' = [
  for (target, index) in targets: {
    parent: endpoint[index]
    name: 'default'
    properties: {
      privateDnsZoneConfigs: [
        {
          name: target.key
          properties: { privateDnsZoneId: zone[index].id }
        }
      ]
    }
  }
]

@description('Resource id of the subnet that the app goes into.')
output appSubnetId string = '${network.id}/subnets/app'
