@description('Name.')
@minLength(2)
@maxLength(4)
param name string

@description('How many.')
@minValue(1)
@maxValue(5)
param count int

@description('Size.')
@allowed(['small', 'large'])
param size string

@description('All.')
output text string = '${name}${count}${size}'
