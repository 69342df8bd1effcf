namespace SpotifyCapi.Codes;

/// <summary>One thing that is wrong with an event or a request.</summary>
/// <param name="Code">Stable code, one of <see cref="ErrorCodes"/>.</param>
/// <param name="Field">The field as the sender spells it (<c>user.email</c>); empty when it is the whole.</param>
/// <param name="Message">A sentence for a person. Never holds the value.</param>
public sealed record ValidationError(string Code, string Field, string Message);
