using Azure.Core;
using Moq;
using SpotifyCapi.Settings;

namespace SpotifyCapiFunctions.Tests.Builders;

/// <summary>Stand-ins that answer as a test says.</summary>
internal static class Scripted
{
    /// <param name="read">What a name is answered with.</param>
    /// <param name="refresh">The same when it is read again; as before when it is left out.</param>
    public static Mock<ISecretReader> Secrets(Func<string, CancellationToken, ValueTask<SecretValue>> read, Func<string, CancellationToken, ValueTask<SecretValue>>? refresh = null)
    {
        var secrets = new Mock<ISecretReader>(MockBehavior.Strict);
        secrets.Setup(reader => reader.GetAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(read);
        secrets.Setup(reader => reader.RefreshAsync(It.IsAny<string>(), It.IsAny<CancellationToken>())).Returns(refresh ?? read);
        return secrets;
    }

    /// <summary>Every name has this secret.</summary>
    public static ISecretReader Secret(string value) => Secrets((_, _) => new(new SecretValue(value))).Object;

    /// <param name="token">Gives a token, or throws.</param>
    public static TokenCredential Credential(Func<AccessToken> token)
    {
        var credential = new Mock<TokenCredential>(MockBehavior.Strict);
        credential.Setup(one => one.GetToken(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).Returns(token);
        credential.Setup(one => one.GetTokenAsync(It.IsAny<TokenRequestContext>(), It.IsAny<CancellationToken>())).Returns(() => new ValueTask<AccessToken>(token()));
        return credential.Object;
    }
}
