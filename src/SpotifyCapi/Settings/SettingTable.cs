using System.Collections.Frozen;

namespace SpotifyCapi.Settings;

/// <summary>Settings that are built in under names, written as a user would write them: <c>[name]</c>, then <c>Setting=value</c> line by line.</summary>
internal static class SettingTable
{
    /// <summary>Reads an embedded file.</summary>
    /// <param name="file">Its name; lines that begin with # are comments.</param>
    public static FrozenDictionary<string, IReadOnlyDictionary<string, string>> Read(string file)
    {
        var tables = new Dictionary<string, IReadOnlyDictionary<string, string>>(StringComparer.OrdinalIgnoreCase);
        Dictionary<string, string> table = [];
        using var reader = new StreamReader(typeof(SettingTable).Assembly.GetManifestResourceStream(file)!);
        while (reader.ReadLine() is { } line)
        {
            if (line.StartsWith('['))
            {
                tables.Add(line.Trim('[', ']'), table = new(StringComparer.OrdinalIgnoreCase));
            }
            else if (line.Length > 0 && line[0] != '#')
            {
                var end = line.IndexOf('=', StringComparison.Ordinal);
                table.Add(line[..end].Replace("__", ":", StringComparison.Ordinal), line[(end + 1)..]);
            }
        }

        return tables.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }
}
