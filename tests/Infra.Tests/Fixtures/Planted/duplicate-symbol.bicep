var location = 'westeurope'
@description('Region.')
@maxLength(40)
param location string // finds: duplicate-symbol

resource identity 'Microsoft.ManagedIdentity/userAssignedIdentities@2024-11-30' = {
  name: 'id-planted'
  location: location
}
