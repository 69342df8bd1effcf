using System.Security.Cryptography;
using System.Text;
using Dev.Checkout;

namespace Dev.Building;

/// <summary>
/// Remembers with which content of some files something succeeded. The content is that of the moment when the stamp is made: what is edited
/// between that and <see cref="Write"/> counts as changed.
/// </summary>
/// <param name="repository">The checkout.</param>
/// <param name="name">Name of the stamp.</param>
/// <param name="inputs">Files and folders of the checkout; build outputs in them do not count.</param>
internal sealed class Stamp(Repository repository, string name, IReadOnlyList<string> inputs)
{
    private static readonly string[] Outputs = ["bin", "obj"];
    private readonly string file = Path.Combine(repository.Memory, name);
    private readonly string state = Fingerprint(repository.Root, inputs);

    /// <summary>Whether nothing was edited, added, renamed or deleted since it was written.</summary>
    public bool IsCurrent => File.Exists(file) && File.ReadAllText(file) == state;

    public void Write()
    {
        Directory.CreateDirectory(repository.Memory);
        File.WriteAllText(file, state);
    }

    private static string Fingerprint(string root, IEnumerable<string> inputs)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in inputs.SelectMany(input => FilesIn(Path.Combine(root, input))).Order(StringComparer.Ordinal))
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{Path.GetRelativePath(root, file)}\n"));
            hash.AppendData(SHA256.HashData(File.ReadAllBytes(file)));
        }
        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    private static IEnumerable<string> FilesIn(string path)
    {
        if (File.Exists(path))
            return [path];
        return Directory.Exists(path) && !Outputs.Contains(Path.GetFileName(path)) ? Directory.EnumerateFileSystemEntries(path).SelectMany(FilesIn) : [];
    }
}
