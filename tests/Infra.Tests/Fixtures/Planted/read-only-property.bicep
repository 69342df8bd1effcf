@description('Region.')
@maxLength(40)
param location string

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-planted'
  location: location
  properties: { // finds: read-only-property
    clientId: '00000000-0000-0000-0000-000000000000'
  }
}
