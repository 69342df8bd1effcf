using System.ComponentModel.DataAnnotations;

namespace LocalRuntime.TestApp;

/// <summary>Options that the app validates when it starts.</summary>
public sealed class CheckedOptions
{
    /// <summary>Out of range when a test wants the start to fail.</summary>
    [Range(1, 10)]
    public int Number { get; set; } = 5;
}
