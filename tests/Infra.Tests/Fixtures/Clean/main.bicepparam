using './main.bicep'

param location = readEnvironmentVariable('AZURE_LOCATION', 'westeurope')
param tags = {
  'cost-center': 'marketing'
}
param settings = [
  { name: 'A', value: 'b' }
]
