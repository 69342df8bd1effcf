using System.Text;

namespace SpotifyCapi.Tests.Validation;

/// <summary>
/// Writes consent strings as the IAB's specifications describe them, independently of the reader: bits into a list, the list into characters.
/// </summary>
internal sealed class ConsentBits
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private readonly StringBuilder bits = new();

    public ConsentBits Int(long value, int width)
    {
        bits.Append(Convert.ToString(value, 2).PadLeft(width, '0'));
        return this;
    }

    public ConsentBits Set(int width, params IEnumerable<int> ones)
    {
        var places = ones.ToHashSet();
        for (var place = 1; place <= width; place++)
            bits.Append(places.Contains(place) ? '1' : '0');

        return this;
    }

    /// <summary>Zeckendorf's sum, its smallest part first, and a one behind it.</summary>
    public ConsentBits Fibonacci(int value)
    {
        List<int> numbers = [1, 2];
        while (numbers[^1] <= value)
            numbers.Add(numbers[^1] + numbers[^2]);

        var word = new char[numbers.Count];
        Array.Fill(word, '0');
        for (var i = numbers.Count - 1; i >= 0; i--)
        {
            if (numbers[i] <= value)
            {
                word[i] = '1';
                value -= numbers[i];
            }
        }

        bits.Append(new string(word).TrimEnd('0')).Append('1');
        return this;
    }

    public override string ToString()
    {
        var padded = bits.ToString().PadRight((bits.Length + 5) / 6 * 6, '0');
        return string.Concat(padded.Chunk(6).Select(six => Alphabet[Convert.ToInt32(new string(six), 2)]));
    }
}

internal static class ConsentStrings
{
    public static readonly int[] AllPurposes = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    public const int Vendor = 755;

    /// <summary>A TC string.</summary>
    /// <param name="purposes">Those with consent.</param>
    /// <param name="vendors">Those with consent.</param>
    /// <param name="ranges">Whether the vendors are written as ranges.</param>
    /// <param name="disclosed">The list of TCF 2.3; null: none.</param>
    /// <param name="restrictions">Purpose, type, vendor.</param>
    public static string Tcf(
        int[] purposes, int[]? vendors = null, bool ranges = false, int[]? disclosed = null, (int Purpose, int Type, int Vendor)[]? restrictions = null,
        int version = 2, int policy = 5, bool storageUntold = false, bool publisher = false)
    {
        var core = new ConsentBits().Int(version, 6).Int(17_000_000_000, 36).Int(17_000_000_000, 36).Int(300, 12).Int(2, 12).Int(1, 6)
            .Int((4 << 6) | 13, 12).Int(120, 12).Int(policy, 6).Int(1, 1).Int(0, 1).Set(12).Set(24, purposes).Set(24, 2, 7, 8).Int(storageUntold ? 1 : 0, 1).Int(83, 12);
        Vendors(core, vendors ?? [], ranges);
        Vendors(core, [Vendor, 800], ranges: true);
        core.Int(restrictions?.Length ?? 0, 12);
        foreach (var (purpose, type, vendor) in restrictions ?? [])
            core.Int(purpose, 6).Int(type, 2).Int(1, 12).Int(1, 1).Int(vendor - 1, 16).Int(vendor + 1, 16);

        var text = core.ToString();
        if (disclosed is not null)
            text += "." + Vendors(new ConsentBits().Int(1, 3), disclosed, ranges);

        return publisher ? text + "." + new ConsentBits().Int(3, 3).Set(24, purposes).Set(24).Int(0, 6) : text;
    }

    /// <summary>A string of the Canadian section.</summary>
    public static string Canada(int[] express, int[] implied) => new ConsentBits().Int(1, 6).Int(17_000_000_000, 36).Int(17_000_000_000, 36).Int(300, 12)
        .Int(2, 12).Int(1, 6).Int(0, 12).Int(120, 12).Int(2, 6).Int(0, 1).Set(12).Set(24, express).Set(24, implied).Int(0, 16).Int(0, 1).ToString();

    /// <summary>A section of the United States: its version and its fields of two bits, and the segment about GPC.</summary>
    public static string Us(int version, string fields, bool? gpc = null)
    {
        var core = new ConsentBits().Int(version, 6);
        foreach (var field in fields)
            core.Int(field - '0', 2);

        return gpc is { } value ? $"{core}.{new ConsentBits().Int(1, 2).Int(value ? 1 : 0, 1)}" : core.ToString();
    }

    /// <summary>A GPP string of sections in the order of their numbers.</summary>
    public static string Gpp(params (int Id, string Text)[] sections)
    {
        var header = new ConsentBits().Int(3, 6).Int(1, 6).Int(sections.Length, 12);
        var last = 0;
        foreach (var (id, _) in sections)
        {
            header.Int(0, 1).Fibonacci(id - last);
            last = id;
        }

        return string.Join('~', sections.Select(section => section.Text).Prepend(header.ToString()));
    }

    private static ConsentBits Vendors(ConsentBits bits, int[] vendors, bool ranges)
    {
        bits.Int(vendors.DefaultIfEmpty().Max(), 16).Int(ranges ? 1 : 0, 1);
        if (!ranges)
            return bits.Set(vendors.DefaultIfEmpty().Max(), vendors);

        bits.Int(vendors.Length, 12);
        foreach (var vendor in vendors)
            bits.Int(0, 1).Int(vendor, 16);

        return bits;
    }
}
