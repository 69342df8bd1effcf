using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Dev.Push;

/// <summary>
/// Makes a shared access signature of one container from the account's key, so that a key and a signature that somebody else made lead to the
/// same requests. It allows to create and to write blobs, not to read or list them.
/// </summary>
internal static class ContainerSignature
{
    private const string Version = "2020-12-06";
    private const string CreateAndWrite = "cw";

    /// <returns>The query, without a question mark.</returns>
    public static string Create(string account, string key, string container, DateTimeOffset expires)
    {
        var expiry = expires.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        // Sixteen lines in this order: permissions, start, expiry, resource, identifier, IP, protocol, version, kind, snapshot, encryption
        // scope, and five response headers. What is empty still has its line.
        string[] lines = [CreateAndWrite, "", expiry, $"/blob/{account}/{container}", "", "", "", Version, "c", "", "", "", "", "", "", ""];
        var signature = HMACSHA256.HashData(Convert.FromBase64String(key), Encoding.UTF8.GetBytes(string.Join('\n', lines)));
        return $"sv={Version}&sr=c&sp={CreateAndWrite}&se={Uri.EscapeDataString(expiry)}&sig={Uri.EscapeDataString(Convert.ToBase64String(signature))}";
    }
}
