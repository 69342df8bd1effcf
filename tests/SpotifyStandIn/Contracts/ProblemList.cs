namespace SpotifyStandIn.Contracts;

/// <summary>What is wrong with a request. Messages name the place and the rule, never the value: values are personal data.</summary>
internal sealed class ProblemList
{
    private const int Limit = 20;
    private readonly List<string> _messages = [];

    public IReadOnlyList<string> Messages => _messages;

    public bool Any => _messages.Count > 0;

    public bool IsFull => _messages.Count >= Limit;

    public void Add(FieldPath at, string message)
    {
        if (!IsFull)
            _messages.Add($"{at}: {message}");
    }
}
