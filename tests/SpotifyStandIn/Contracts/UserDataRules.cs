using System.Text.Json;

namespace SpotifyStandIn.Contracts;

/// <summary>Four identifiers, at least one of them present and each one real.</summary>
internal sealed class UserDataRules(FieldSet fields)
{
    public void Check(JsonElement element, FieldPath at, RuleScope scope)
    {
        var problems = scope.Problems;
        if (!fields.TryRead(element, at, problems, out var values))
            return;

        var (ip, device, emails, phone, userAgent) = (values[0], values[1], values[2], values[3], values[4]);
        if (!IsPresent(ip) && !IsPresent(device) && !IsPresent(emails) && !IsPresent(phone))
            problems.Add(at, "needs at least one of ip_address, device_id, hashed_emails, hashed_phone_number");

        if (IsPresent(ip) && IpAddresses.Problem(ip) is { } ipProblem)
            problems.Add(at.Child("ip_address"), ipProblem);
        if (Texts.Read(device, at.Child("device_id"), problems) is { } id && IsZero(id))
            problems.Add(at.Child("device_id"), "is an all-zero advertising id");
        if (IsPresent(emails))
            CheckEmails(emails, at.Child("hashed_emails"), scope);
        if (IsPresent(phone) && Digests.Problem(phone, scope.AllowEmptyDigest) is { } phoneProblem)
            problems.Add(at.Child("hashed_phone_number"), phoneProblem);
        Texts.Read(userAgent, at.Child("user_agent"), problems);
    }

    private static void CheckEmails(JsonElement emails, FieldPath at, RuleScope scope)
    {
        if (emails.ValueKind != JsonValueKind.Array)
        {
            scope.Problems.Add(at, "must be an array of strings");
            return;
        }

        if (emails.GetArrayLength() == 0)
            scope.Problems.Add(at, "must not be empty");
        var item = 0;
        foreach (var email in emails.EnumerateArray())
        {
            if (Digests.Problem(email, scope.AllowEmptyDigest) is { } problem)
                scope.Problems.Add(at with { Item = item }, problem);
            item++;
        }
    }

    private static bool IsPresent(JsonElement value) => value.ValueKind != JsonValueKind.Undefined;

    // A device whose owner limits ad tracking reports zeros, the same for everybody.
    private static bool IsZero(string deviceId) => !deviceId.AsSpan().ContainsAnyExcept('0', '-');
}
