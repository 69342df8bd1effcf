using System.Security.Cryptography;

namespace Dev.Hosting;

/// <summary>The secrets of one demonstration, made anew each time: none is ever stored.</summary>
internal sealed record DemoCredentials(string ConnectionId, string Token, string WebhookSecret)
{
    public static DemoCredentials Create() =>
        new(Guid.NewGuid().ToString(), RandomNumberGenerator.GetHexString(48), RandomNumberGenerator.GetHexString(64, lowercase: true));
}
