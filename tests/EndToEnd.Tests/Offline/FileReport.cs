using System.Text.Json;
using EndToEnd.Tests.OfflineFiles;

namespace EndToEnd.Tests.Offline;

/// <summary>The app's report of a file.</summary>
public sealed record FileReport(JsonElement Json)
{
    public string Status => Json.GetProperty("status").GetString()!;

    public bool IsFinal => Status is "completed" or "failed";

    public long Rows => Number("rows");

    public long Accepted => Number("accepted");

    public long Duplicates => Number("duplicates");

    public long Ignored => Number("ignored");

    public long Rejected => Number("rejected");

    public long Messages => Number("messages");

    public IReadOnlyDictionary<string, long> Codes =>
        Json.GetProperty("by_code").EnumerateObject().ToDictionary(code => code.Name, code => code.Value.GetInt64(), StringComparer.Ordinal);

    public IReadOnlyList<(long Line, string Code)> Problems =>
        [.. Json.GetProperty("problems").EnumerateArray().Select(problem => (problem.GetProperty("line").GetInt64(), problem.GetProperty("code").GetString()!))];

    public static FileReport Parse(string text) => new(JsonDocument.Parse(text).RootElement);

    /// <summary>Every row is exactly where the generator says.</summary>
    public void IsExactly(SalesTotals expected)
    {
        AccountsFor(expected);
        Assert.True((expected.Accepted, expected.Duplicates) == (Accepted, Duplicates), ToString());
    }

    /// <summary>Every row is rejected with its code, or known, or accepted; how many of the good ones were known before is another question.</summary>
    public void AccountsFor(SalesTotals expected)
    {
        Assert.True(Status == "completed", ToString());
        Assert.Equal(expected.Codes.Select(code => $"{code.Key}: {code.Value}"), Codes.OrderBy(code => code.Key, StringComparer.Ordinal).Select(code => $"{code.Key}: {code.Value}"));
        Assert.True((expected.Rows, expected.Rejected, 0L) == (Rows, Rejected, Ignored), ToString());
        Assert.True(expected.Accepted + expected.Duplicates == Accepted + Duplicates, ToString());
    }

    public override string ToString() => $"{Status}: {Rows} rows = {Accepted} accepted + {Duplicates} duplicates + {Ignored} ignored + {Rejected} rejected";

    private long Number(string name) => Json.GetProperty(name).GetInt64();
}
