using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dev.Building;

/// <summary>One value for the state of many files: names, sizes and times. It changes when a file is edited, added, renamed or deleted.</summary>
internal static class Fingerprint
{
    private static readonly HashSet<string> NotSources = ["bin", "obj"];

    /// <param name="root">The repository.</param>
    /// <param name="inputs">Files and folders relative to it; what does not exist counts as absent.</param>
    public static string Of(string root, IEnumerable<string> inputs) => Of(root, inputs, file => Describe(root, file));

    /// <summary>The same for what the files hold: it stays when files are only written again, as by a checkout.</summary>
    public static string OfContent(string root, IEnumerable<string> inputs) =>
        Of(root, inputs, file => $"{Path.GetRelativePath(root, file.FullName)} {Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(file.FullName)))}");

    private static string Of(string root, IEnumerable<string> inputs, Func<FileInfo, string> describe)
    {
        var lines = inputs
            .Select(input => Path.Combine(root, input))
            .SelectMany(FilesIn)
            .Distinct()
            .Order(StringComparer.Ordinal)
            .Select(file => describe(new FileInfo(file)));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))));
    }

    private static IEnumerable<string> FilesIn(string path)
    {
        if (File.Exists(path))
            return [path];
        return Directory.Exists(path) && !NotSources.Contains(Path.GetFileName(path))
            ? Directory.EnumerateFileSystemEntries(path).SelectMany(FilesIn)
            : [];
    }

    private static string Describe(string root, FileInfo file) => string.Create(
        CultureInfo.InvariantCulture, $"{Path.GetRelativePath(root, file.FullName)} {file.Length} {file.LastWriteTimeUtc.Ticks}");
}
