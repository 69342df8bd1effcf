using SpotifyCapi.OfflineFile;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed class ColumnNamesTests
{
    [Theory]
    [InlineData("email", nameof(Column.Email))]
    [InlineData("E-Mail", nameof(Column.Email))]
    [InlineData(" Email  Address ", nameof(Column.Email))]
    [InlineData("EMAIL_ADDRESS", nameof(Column.Email))]
    [InlineData("mobile", nameof(Column.Phone))]
    [InlineData("Transaction ID", nameof(Column.OrderId))]
    [InlineData("Revenue", nameof(Column.Value))]
    [InlineData("amount", nameof(Column.Value))]
    [InlineData("Date", nameof(Column.Date))]
    [InlineData("Device_ID", nameof(Column.DeviceId))]
    [InlineData("email_sha256", nameof(Column.HashedEmail))]
    [InlineData("SHA256 Phone", nameof(Column.HashedPhone))]
    [InlineData("user.hashed_phone_number", nameof(Column.HashedPhone))]
    public void AName_MeansItsColumnWhateverItsSpelling(string name, string expected)
    {
        Assert.True(ColumnNames.TryResolve(name, out var column));
        Assert.Equal(expected, column.ToString());
    }

    [Theory]
    [InlineData("")]
    [InlineData("note")]
    [InlineData("Device ID")]
    [InlineData("Accepts Marketing")]
    [InlineData("jane.doe@example.com")]
    public void AnythingElse_IsNoColumn(string name) => Assert.False(ColumnNames.TryResolve(name, out _));

    [Fact]
    public void EveryColumn_HasANameOfOurs() => Assert.All(Enum.GetValues<Column>(), column =>
    {
        Assert.True(ColumnNames.TryResolve(ColumnNames.Of(column), out var found));
        Assert.Equal(column, found);
    });

    [Fact]
    public void NoName_MeansTwoColumns() => Assert.All(
        ColumnNames.All.GroupBy(row => ColumnNames.Key(row.Name)), names => Assert.Single(names.Select(row => row.Column).Distinct()));
}
