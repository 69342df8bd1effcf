using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace LocalRuntime.Http;

/// <summary>Decides whether a request may call a function. Everything may until <c>--enable-auth</c>.</summary>
internal sealed class FunctionKeys
{
    private readonly bool enabled;
    private readonly byte[] functionKey = [];
    private readonly byte[] masterKey = [];

    public FunctionKeys(IConfiguration configuration)
    {
        enabled = configuration.Read("LocalRuntime:EnableAuth", false);
        if (!enabled)
            return;
        functionKey = Digest(configuration["LocalRuntime:FunctionKey"] is { Length: > 0 } key ? key : Generate("function key"));
        masterKey = Digest(configuration["LocalRuntime:MasterKey"] is { Length: > 0 } master ? master : Generate("master key"));
    }

    public bool Allow(HttpRequest request, AuthorizationLevel level)
    {
        if (!enabled || level == AuthorizationLevel.Anonymous)
            return true;
        var sent = request.Headers.TryGetValue("x-functions-key", out var header) ? header : request.Query["code"];
        var digest = Digest(sent.ToString());
        return CryptographicOperations.FixedTimeEquals(digest, masterKey)
            | (CryptographicOperations.FixedTimeEquals(digest, functionKey) & level == AuthorizationLevel.Function);
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
