namespace SpotifyStandIn.Connections;

/// <summary>A data source of the Conversions API with the tokens that may write to it.</summary>
/// <param name="Tokens">At most <see cref="MaxTokens"/>, as Spotify allows.</param>
/// <param name="AllowAlias">Whether ALIAS, which the setup guide does not list, is taken.</param>
public sealed record StandInConnection(Guid Id, IReadOnlyList<string> Tokens, bool AllowAlias = false)
{
    public const int MaxTokens = 3;
}
