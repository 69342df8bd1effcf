targetScope = 'subscription'

@description('Setting of the app.')
type setting = {
  @description('Its name.')
  name: string
  @description('Its value.')
  value: string?
}

@description('Region.')
@maxLength(40)
param location string

@description('Whether there are two.')
param twice bool = false

@description('Tags.')
param tags { *: string } = {}

@description('Settings.')
param settings setting[] = []

@secure()
@description('Never shown.')
@maxLength(200)
param apiToken string = ''

func label(name string) string => 'id-${name}'

var byName = toObject(settings, entry => entry.name, entry => entry.?value ?? '')
var kinds = [for index in range(0, twice ? 2 : 1): { name: 'kind-${index}' }]

resource group 'Microsoft.Resources/resourceGroups@2025-04-01' = {
  name: 'rg-clean'
  location: location
  tags: union(tags, { hasToken: string(!empty(apiToken)) })
}

module parts 'modules/part.bicep' = [
  for kind in kinds: {
    scope: group
    params: {
      name: label(kind.name)
      location: location
      settings: byName
    }
  }
]

module second 'modules/part.bicep' = if (twice) {
  scope: group
  params: {
    name: 'id-second'
    location: location
  }
}

@description('Ids.')
output ids string[] = [for (kind, index) in kinds: parts[index].outputs.id]

@description('Id of the second.')
output second string = twice ? second!.outputs.id : ''
