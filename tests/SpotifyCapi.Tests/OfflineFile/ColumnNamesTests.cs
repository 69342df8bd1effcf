using SpotifyCapi.OfflineFile;

namespace SpotifyCapi.Tests.OfflineFile;

public sealed class ColumnNamesTests
{
    [Theory]
    [InlineData("email", Column.Email)]
    [InlineData("E-Mail", Column.Email)]
    [InlineData(" Email  Address ", Column.Email)]
    [InlineData("EMAIL_ADDRESS", Column.Email)]
    [InlineData("mobile", Column.Phone)]
    [InlineData("Transaction ID", Column.OrderId)]
    [InlineData("Revenue", Column.Value)]
    [InlineData("amount", Column.Value)]
    [InlineData("Date", Column.Date)]
    [InlineData("email_sha256", Column.HashedEmail)]
    [InlineData("SHA256 Phone", Column.HashedPhone)]
    [InlineData("user.hashed_phone_number", Column.HashedPhone)]
    public void AName_MeansItsColumnWhateverItsSpelling(string name, Column expected)
    {
        Assert.True(ColumnNames.TryResolve(name, out var column));
        Assert.Equal(expected, column);
    }

    [Theory]
    [InlineData("")]
    [InlineData("note")]
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
