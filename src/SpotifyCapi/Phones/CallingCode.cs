namespace SpotifyCapi.Phones;

/// <summary>A country calling code and the plans that share it, such as +1, +7, +44 or +590.</summary>
internal sealed class CallingCode(int code)
{
    private NumberingPlan[] plans = [];

    internal int Code => code;

    /// <summary>How many digits the code has.</summary>
    internal int Length => code switch { < 10 => 1, < 100 => 2, _ => 3 };

    /// <summary>The plan that reads a number whose country is not known.</summary>
    internal NumberingPlan Main => plans[0];

    internal void Add(NumberingPlan plan) => plans = plan.IsMain ? [plan, .. plans] : [.. plans, plan];

    /// <summary>Whether the number, without any prefix, is possible in one of the plans.</summary>
    internal bool Accepts(ReadOnlySpan<byte> number)
    {
        foreach (var plan in plans)
            if (plan.Accepts(number)) return true;
        return false;
    }
}
