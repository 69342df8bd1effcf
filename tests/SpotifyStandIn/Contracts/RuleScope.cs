namespace SpotifyStandIn.Contracts;

/// <summary>What the rules of one request depend on besides the event itself.</summary>
/// <param name="Latest">The last moment that still counts as past.</param>
internal sealed record RuleScope(DateTimeOffset Latest, bool AllowAlias, bool AllowEmptyDigest, ProblemList Problems);
