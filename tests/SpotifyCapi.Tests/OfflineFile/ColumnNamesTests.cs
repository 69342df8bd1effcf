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
    public void A_name_means_its_column_whatever_its_spelling(string name, string expected)
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
    public void Anything_else_is_no_column(string name) => Assert.False(ColumnNames.TryResolve(name, out _));

    [Fact]
    public void Every_column_has_a_name_of_ours() => Assert.All(Enum.GetValues<Column>(), column =>
    {
        Assert.True(ColumnNames.TryResolve(ColumnNames.Of(column), out var found));
        Assert.Equal(column, found);
    });

    [Fact]
    public void No_name_means_two_columns() => Assert.All(
        ColumnNames.All.GroupBy(row => ColumnNames.Key(row.Name)), names => Assert.Single(names.Select(row => row.Column).Distinct()));
}
