@description('Name.')
@maxLength(40)
param name string

@description('Optional.')
@maxLength(40)
param note string = ''

@description('Both.')
output text string = '${name}${note}'
