using System.Collections.Concurrent;

namespace Testing.Harness;

/// <summary>Values that are nobody's and stand nowhere else: wherever one is found, personal data or a secret got there.</summary>
public sealed class Canaries
{
    private readonly ConcurrentDictionary<string, string> values = new();
    private int last;

    /// <summary>Remembers a value of the test's own.</summary>
    public string Add(string meaning, string value) => values[$"{meaning} {Interlocked.Increment(ref last)}"] = value;

    public string Email() => Add("e-mail", $"canary{Guid.NewGuid():N}@example.com");

    /// <summary>A possible number, with its plus sign; looked for without.</summary>
    public string Phone() => "+" + Add("phone", $"1415{200 + (last % 700)}{(uint)Guid.NewGuid().GetHashCode() % 10000:0000}");

    public string Ip() => Add("IP address", $"198.51.100.{last % 250}");

    public string Secret() => Add("secret", $"canary-{Guid.NewGuid():N}");

    /// <summary>Looks for every value in texts.</summary>
    public void AreNotIn(IEnumerable<string> texts, string where)
    {
        var found =
            from text in texts
            from canary in values
            where text.Contains(canary.Value, StringComparison.OrdinalIgnoreCase)
            select $"{canary.Key} in: {text}";
        var finds = found.Take(5).ToArray();
        Assert.True(finds.Length == 0, $"{where} holds {string.Join(Environment.NewLine, finds)}");
    }
}
