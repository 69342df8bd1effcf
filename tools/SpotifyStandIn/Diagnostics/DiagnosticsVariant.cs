using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace SpotifyStandIn.Diagnostics;

/// <summary>Which of the forms that its schema and samples leave open the Ads API answers in, and what is set up in it. May be changed while it runs.</summary>
public sealed record DiagnosticsVariant
{
    public TimestampForm Timestamps { get; set; } = TimestampForm.Milliseconds;

    /// <summary>Whether counts are written as <c>3.0</c>.</summary>
    public bool DecimalCounts { get; set; }

    public DataSourceId Ids { get; set; } = DataSourceId.Connection;

    /// <summary>The connection's <c>dataset_id</c>; null: what it receives is routed nowhere.</summary>
    public string? RoutedTo { get; set; } = "demo-dataset";

    public int SharedAdAccounts { get; set; } = 1;

    public bool HasPixel { get; set; } = true;

    /// <summary>The dataset that the pixel writes into; null: the one that is asked for.</summary>
    public string? PixelDataset { get; set; }

    /// <summary>Purchases that the pixel has reported now; 0: it is no data source.</summary>
    public int PixelPurchases { get; set; }

    /// <summary>Whether the business has the connection.</summary>
    public bool KnowsConnection { get; set; } = true;

    /// <summary>Whether the dataset says that events arrive.</summary>
    public bool Receives { get; set; } = true;

    /// <summary>Whether the connection lists what it received.</summary>
    public bool ListsEvents { get; set; } = true;

    /// <summary>The part of the events that is counted.</summary>
    public double Counted { get; set; } = 1;

    /// <summary>A status in place of every answer.</summary>
    public int? Status { get; set; }

    public TimeSpan Delay { get; set; }

    public TimeSpan ClockAhead { get; set; }

    /// <summary>Characters that each answer is longer.</summary>
    public int Padding { get; set; }

    public static string IntegrationOf(string connection) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(connection)).AsSpan(0, 16)).ToString();

    internal string IdOf(string connection) => Ids switch
    {
        DataSourceId.Connection => connection,
        DataSourceId.Integration => IntegrationOf(connection),
        _ => "another-" + connection[..8],
    };

    internal void WriteCount(Utf8JsonWriter json, string name, long all)
    {
        var count = (long)(all * Counted);
        json.WritePropertyName(name);
        json.WriteRawValue(DecimalCounts ? $"{count}.0" : $"{count}");
    }

    internal void WriteTimestamp(Utf8JsonWriter json, DateTimeOffset at)
    {
        json.WritePropertyName("timestamp");
        switch (Timestamps)
        {
            case TimestampForm.Text:
                json.WriteStringValue(at.UtcDateTime);
                break;
            case TimestampForm.Seconds:
                json.WriteNumberValue(at.ToUnixTimeSeconds());
                break;
            default:
                json.WriteNumberValue(at.ToUnixTimeMilliseconds());
                break;
        }
    }
}

/// <summary>How a timestamp is written. The schema says number and no unit.</summary>
public enum TimestampForm
{
    Milliseconds,
    Seconds,
    Text,
}

/// <summary>Whose id a data source has. The samples have the integration's.</summary>
public enum DataSourceId
{
    Connection,
    Integration,
    Neither,
}
