using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace LocalHost.Http;

/// <summary>Decides whether a request may call a function. Everything may until <c>--enable-auth</c>.</summary>
internal sealed class FunctionKeys
{
    private readonly (byte[] Function, byte[] Master)? keys;

    public FunctionKeys(IConfiguration configuration, bool enableAuth)
    {
        if (enableAuth)
            keys = (Key("FunctionKey", "function key"), Key("MasterKey", "master key"));

        byte[] Key(string setting, string name) =>
            Digest(configuration["LocalHost:" + setting] is { Length: > 0 } key ? key : Generate(name));
    }

    public bool Allow(HttpRequest request, Function function)
    {
        var level = function.Text("authLevel") ?? "function";
        if (keys is not var (functionKey, masterKey) || level.Equals("anonymous", StringComparison.OrdinalIgnoreCase))
            return true;
        var given = Digest((request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"]).ToString());
        return CryptographicOperations.FixedTimeEquals(given, masterKey)
            | (CryptographicOperations.FixedTimeEquals(given, functionKey) & level.Equals("function", StringComparison.OrdinalIgnoreCase));
    }

    // Not through the logger: a key must not end up where logs are kept.
    private static string Generate(string name)
    {
        var key = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
        Console.Error.WriteLine($"{name}: {key}");
        return key;
    }

    // Digests have one length, so that comparing them in constant time hides the key's length too.
    private static byte[] Digest(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));
}
