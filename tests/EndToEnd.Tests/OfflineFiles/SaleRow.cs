using System.Globalization;
using System.Text;

namespace EndToEnd.Tests.OfflineFiles;

/// <summary>A sale at a counter, written the way a till writes it. Every person in it is invented.</summary>
public sealed record SaleRow
{
    public const string Header = "event_id,Event Time,E-Mail,Mobile,Country,Revenue,Currency,product_name,Till note\n";

    public required string EventId { get; init; }

    public required string Time { get; init; }

    public required string Email { get; init; }

    public required string Phone { get; init; }

    public required string Country { get; init; }

    public required string Value { get; init; }

    public required string Currency { get; init; }

    /// <summary>As it stands in the file, with its quotes.</summary>
    public required string Product { get; init; }

    /// <summary>Of no interest to the app; as it stands in the file, with its quotes.</summary>
    public required string Note { get; init; }

    /// <summary>A sale of that day, with the variety of real exports: quotes, line ends in them, several ways to write a phone number.</summary>
    public static SaleRow Of(string id, Random random, DateOnly day)
    {
        var time = day.ToDateTime(new TimeOnly(0, 0), DateTimeKind.Utc).AddSeconds(random.Next(86_400));
        var person = random.Next(400_000);
        // 555-0100 to 555-0199 are reserved for fiction.
        var phone = random.Next(3) switch
        {
            0 => string.Create(CultureInfo.InvariantCulture, $"+1415555{100 + (person % 100):0000}"),
            1 => string.Create(CultureInfo.InvariantCulture, $"(212) 555-{100 + (person % 100):0000}"),
            _ => "",
        };
        return new SaleRow
        {
            EventId = id,
            Time = time.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture),
            Email = person % 7 == 0 ? $" P{person}@Example.COM " : $"p{person}@example.com",
            Phone = phone,
            Country = "US",
            Value = string.Create(CultureInfo.InvariantCulture, $"{random.Next(100, 99_999) / 100m:0.00}"),
            Currency = "USD",
            Product = random.Next(20) switch
            {
                0 => "\"Mug, blue\"",
                1 => "\"12\"\" record\"",
                _ => "",
            },
            Note = random.Next(20) == 0 ? "\"Paid in cash,\nby a \"\"friend\"\"\"" : "",
        };
    }

    public string ToText() => $"{EventId},{Time},{Email},{Phone},{Country},{Value},{Currency},{Product},{Note}\n";

    public byte[] ToBytes() => Encoding.UTF8.GetBytes(ToText());
}
