namespace SpotifyStandIn.Contracts;

/// <summary>Why a request is not accepted. A batch is refused whole.</summary>
internal sealed record Refusal(int Status, string Code, string Definition, IReadOnlyList<string> Messages)
{
    public static Refusal Invalid(params IReadOnlyList<string> messages) =>
        new(400, "INVALID_REQUEST", "Fix the fields that the messages name; nothing of the batch was accepted.", messages);

    public static Refusal Unauthorized { get; } =
        new(401, "UNAUTHORIZED", "Send a valid, unrevoked bearer token.", ["The bearer token is missing or not accepted."]);

    public static Refusal Forbidden(string message) =>
        new(403, "FORBIDDEN", "Use the token of the organisation that owns the data source.", [message]);

    public static Refusal NotFound(string message) => new(404, "NOT_FOUND", "Check the path and the connection id.", [message]);

    public static Refusal MethodNotAllowed { get; } =
        new(405, "METHOD_NOT_ALLOWED", "Use POST.", ["This path takes POST only."]);

    public static Refusal Scripted(int status) =>
        new(status, "SCRIPTED_FAULT", "A fault script gave this answer.", ["Scripted fault."]);

    public static Refusal TooLarge(int limit) =>
        new(413, "PAYLOAD_TOO_LARGE", "Split the batch.", [$"The body is larger than {limit} bytes."]);

    public static Refusal UnsupportedMediaType(string expected) =>
        new(415, "UNSUPPORTED_MEDIA_TYPE", "Set the content type.", [$"The content type must be {expected} without content encoding."]);
}
